"""The client half of the broker: what a page's process needs, and nothing more."""

from workshop.client.link import Link, Listener
from workshop.client.remote import connect

__all__ = ["Link", "Listener", "connect"]
