"""A wire that counts: passes on what goes between a browser and a server, headers, websockets and all."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Self
from urllib.parse import urlsplit

_CHUNK = 65536
_LOOK = 0.1  # seconds between looks at whether it is quiet


class CountedWire:
    """Listens on a port of its own and passes everything on.

    Parameters
    ----------
    base
        The address to pass on to.

    Attributes
    ----------
    base
        The address to use instead.
    bytes
        What has gone over it, both ways together, as sent (compressed, with headers).
    """

    def __init__(self, base: str) -> None:
        told = urlsplit(base)
        self._host, self._port = told.hostname or "127.0.0.1", told.port or 80
        self.base = ""
        self.bytes = 0
        self._last = time.monotonic()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Hang up."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.close()
        while self._writers:  # noqa: ASYNC110 - each way ends its own task
            await asyncio.sleep(0)

    async def quiet(self, seconds: float, patience: float) -> None:
        """Wait until nothing has gone over it for some seconds."""
        async with asyncio.timeout(patience):
            while time.monotonic() - self._last < seconds:  # noqa: ASYNC110 - what is waited for is that nothing happens
                await asyncio.sleep(_LOOK)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            there, back = await asyncio.open_connection(self._host, self._port)
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass(reader, back))
                ways.create_task(self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with contextlib.suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                self.bytes += len(chunk)
                self._last = time.monotonic()
                writer.write(chunk)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)
