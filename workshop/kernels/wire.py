"""What server, zygote and kernel say to each other over their sockets.

The server and its zygote share a *control* socket: the zygote says once that it is ready, the server then sends one
byte for each kernel it wants, with four file descriptors attached: the kernel's line and its three standard streams.

The server and each kernel share a *line*: the server writes the request, the kernel says that it listens, the zygote
says at last how the kernel ended. The line is also how a kernel learns that its server is gone: it then reads the end.
"""

import json
import os
import socket
import struct
from contextlib import suppress
from typing import Any

READY = b"r"
FORK = b"f"

STARTED = "started"
"""The kernel's word: it listens, and this is its process id."""
LEAVING = "leaving"
"""The kernel's word: it is about to end with this status."""
ENDED = "ended"
"""The zygote's word: the kernel has ended with this status, negative for a signal."""

_LENGTH = struct.Struct("!I")
_DESCRIPTORS = 4


def pack_request(request: dict[str, Any]) -> bytes:
    """Give a request as bytes, its length first."""
    body = json.dumps(request).encode()
    return _LENGTH.pack(len(body)) + body


def receive_request(line: socket.socket) -> dict[str, Any]:
    """Read what `pack_request` gave; raise `EOFError` when the server went away."""
    (length,) = _LENGTH.unpack(_receive_exactly(line, _LENGTH.size))
    request: dict[str, Any] = json.loads(_receive_exactly(line, length))
    return request


def say(line: socket.socket, word: str, number: int) -> None:
    """Say one of the words above; whoever has gone does not hear it."""
    with suppress(OSError):
        line.send(f"{word} {number}\n".encode())


def ask_for_fork(control: socket.socket, descriptors: list[int]) -> None:
    """Ask the zygote for a kernel on these four descriptors."""
    socket.send_fds(control, [FORK], descriptors)


def receive_fork(control: socket.socket) -> list[int]:
    """Receive four descriptors from the server, or none when this process may open no more.

    Raises
    ------
    EOFError
        When the server is gone.
    """
    data, descriptors, _, _ = socket.recv_fds(control, 1, _DESCRIPTORS)
    if not data:
        raise EOFError
    if len(descriptors) == _DESCRIPTORS:
        return descriptors
    for descriptor in descriptors:
        os.close(descriptor)
    return []


def _receive_exactly(line: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = line.recv(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
