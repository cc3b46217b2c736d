"""The pages without a kernel: the door, the waiting room, return codes, links, and what to say when it goes wrong."""

from workshop.server.plain.base import NotFoundHandler, PlainHandler
from workshop.server.plain.rules import plain_handlers

__all__ = ["NotFoundHandler", "PlainHandler", "plain_handlers"]
