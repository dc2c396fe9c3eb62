"""`python -m exercise`, and the console command."""

from exercise.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
