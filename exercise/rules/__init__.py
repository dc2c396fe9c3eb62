"""The kernels: rules as functions of scalars and flat sequences, alike for a session and a lane.

They use + - * / and comparisons in written order, so that plain Python and compiled code agree to
the last bit, and they hold no dict, object, string or exception.
"""
