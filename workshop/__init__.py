"""Train workplace mentors in a live group."""

__version__ = "0.1.0"
