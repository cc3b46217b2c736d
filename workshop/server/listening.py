"""Where the server listens, and the address that people reach it at."""

from __future__ import annotations

import errno
import socket

import psutil
from tornado.netutil import bind_sockets

from workshop.errors import SettingsError

_VIRTUAL = ("lo", "docker", "br-", "veth", "virbr", "tun", "tap")


def bind(port: int, ip: str) -> list[socket.socket]:
    """Take a port, of all addresses when `ip` is empty.

    Raises
    ------
    SettingsError
        The port or the address cannot be used, why, and what to do.
    """
    try:
        return bind_sockets(port, ip or None, family=socket.AF_INET if not ip else socket.AF_UNSPEC)
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno == errno.EADDRINUSE:
            text = f"Port {port} cannot be used: {why}. Stop what uses it, or choose another with --port."
        elif error.errno in {errno.EACCES, errno.EPERM}:
            text = f"Port {port} cannot be used: {why}. Choose one from 1024 on with --port."
        else:
            text = f"Address '{ip}' cannot be used: {why}. Give one of this machine's own with --ip, or none for all."
        raise SettingsError(text) from error


def lan_address() -> str:
    """Find this machine's address in the local network, without asking anybody; 127.0.0.1 when it has none."""
    up = {name for name, its in psutil.net_if_stats().items() if its.isup}
    for name, addresses in sorted(psutil.net_if_addrs().items()):
        for each in addresses:
            if name in up and not name.startswith(_VIRTUAL) and each.family == socket.AF_INET:
                return str(each.address)
    return "127.0.0.1"


def url_of(ip: str, port: int) -> str:
    """Give the address that people type; this machine's own in the local network when `ip` is empty."""
    host = ip or lan_address()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
