"""The command ``workshop``."""

from workshop.cli.app import app, main

__all__ = ["app", "main"]
