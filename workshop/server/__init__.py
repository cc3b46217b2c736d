"""The server: a Voilà application with doors of its own."""

from workshop.server.app import WorkshopServer, lan_address, serve

__all__ = ["WorkshopServer", "lan_address", "serve"]
