"""The server: a Voilà application with doors of its own."""

from workshop.server.app import WorkshopServer, serve
from workshop.server.holding import running
from workshop.server.listening import url_of

__all__ = ["WorkshopServer", "running", "serve", "url_of"]
