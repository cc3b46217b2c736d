"""The address that links are printed with."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import psutil


def base_url(settings: dict[str, Any]) -> str:
    """Give the address that people use: the setting, else the running server's, else this machine's own."""
    if settings["url"]:
        return str(settings["url"]).rstrip("/")
    with contextlib.suppress(OSError, ValueError, KeyError):
        told = json.loads((settings["data"] / "server.json").read_text(encoding="utf-8"))
        if psutil.pid_exists(told["pid"]):
            return str(told["url"])
    from workshop.server import lan_address

    return f"http://{settings['ip'] or lan_address()}:{settings['port']}"
