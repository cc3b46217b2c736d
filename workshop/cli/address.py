"""The address that links are printed with."""

from __future__ import annotations

from typing import Any


def base_url(settings: dict[str, Any]) -> str:
    """Give the address that people use: the setting, else the running server's, else this machine's own."""
    from workshop.server.holding import running
    from workshop.server.listening import url_of

    if settings["url"]:
        return str(settings["url"]).rstrip("/")
    return running(settings["data"]) or url_of(settings["ip"], settings["port"])
