"""A structured-debate tabletop exercise for classrooms and policy workshops."""

__version__ = "0.1.0"
