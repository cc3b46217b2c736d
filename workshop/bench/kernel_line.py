"""A websocket to a Jupyter kernel, as Jupyter's and Solara's front ends use it."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.websocket import WebSocketClientConnection

from workshop.errors import UnavailableError
from workshop.testing import Browser

#: The binary form of messages that Jupyter's own front ends ask for.
V1 = "v1.kernel.websocket.jupyter.org"


class KernelLine:
    """Says and hears messages of the Jupyter protocol.

    Parameters
    ----------
    socket
        The websocket.
    session
        Id of this side.
    """

    def __init__(self, socket: WebSocketClientConnection, session: str) -> None:
        self._socket = socket
        self._session = session
        self._v1 = socket.selected_subprotocol == V1

    @classmethod
    async def open(cls, browser: Browser, channels: str) -> KernelLine:
        """Open a websocket to a kernel's channels, and wait until it answers."""
        session = uuid.uuid4().hex
        line = cls(await browser.websocket(f"{channels}?session_id={session}", subprotocols=[V1]), session)
        asked = line.say("kernel_info_request", {})
        async for message in line.hear():
            if message["parent_header"].get("msg_id") == asked and message["header"]["msg_type"] == "kernel_info_reply":
                return line
        raise UnavailableError("The kernel hung up.")

    def say(self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
        """Send a message on the shell channel, and give its id."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": self._session}
        header |= {"date": "2026-01-01T00:00:00Z", "version": "5.3"}
        parts: list[Any] = [header, {}, metadata or {}, content]
        if self._v1:
            packed = [json.dumps(part).encode() for part in parts]
            self._socket.write_message(serialize_msg_to_ws_v1(packed, "shell"), binary=True)
        else:
            names = ("header", "parent_header", "metadata", "content")
            message = dict(zip(names, parts, strict=True)) | {"channel": "shell", "buffers": []}
            self._socket.write_message(json.dumps(message))
        return str(header["msg_id"])

    async def hear(self) -> AsyncIterator[dict[str, Any]]:
        """Give messages as they come, until the other side hangs up."""
        while (raw := await self._socket.read_message()) is not None:
            yield self._read(raw)

    def hang_up(self) -> None:
        """Close the websocket."""
        self._socket.close()

    def _read(self, raw: str | bytes) -> dict[str, Any]:
        if isinstance(raw, str):
            message: dict[str, Any] = json.loads(raw)
        elif self._v1:
            _channel, parts = deserialize_msg_from_ws_v1(raw)
            names = ("header", "parent_header", "metadata", "content")
            message = {name: json.loads(part) for name, part in zip(names, parts, strict=False)}
        else:
            message = deserialize_binary_message(raw)
        return message
