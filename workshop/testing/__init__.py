"""Simulated visitors over the real door: for rehearsal, tests and measurements."""

from workshop.testing.browser import Answer, Browser
from workshop.testing.forms import form_fields
from workshop.testing.open_page import OpenPage
from workshop.testing.people import Person, play

__all__ = ["Answer", "Browser", "OpenPage", "Person", "form_fields", "play"]
