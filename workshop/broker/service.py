"""The broker behind a local socket: one connection a page, requests in turn, notices pushed."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import Self

import msgspec

from workshop.broker.core import Broker, Page
from workshop.client.wire import MOST_IN, FrameError, pack, read_frame
from workshop.errors import RefusedError
from workshop.messages import Answered, Ask, Done, Hello, Notice, Refused

log = logging.getLogger(__name__)

_hello = msgspec.msgpack.Decoder(Hello).decode
_ask = msgspec.msgpack.Decoder(Ask).decode
#: Bytes that may wait for a page that does not read; then its connection is ended (it comes back and asks anew).
_MOST_WAITING = 32 * 1024 * 1024
#: Seconds that a caller has to say hello.
_HELLO_WITHIN = 5.0


class Service:
    """Serves a broker on a unix socket that only its owner can open."""

    def __init__(self, broker: Broker, socket: Path) -> None:
        self.broker = broker
        self.socket = socket
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        """Listen."""
        self.socket.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._serve, path=str(self.socket))
        finally:
            os.umask(before)
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop listening, and hang up on everybody."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.close()
        while self._writers:  # noqa: ASYNC110 - each connection ends its own task
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        page = None
        self._writers.add(writer)
        gone = (OSError, asyncio.IncompleteReadError, TimeoutError)
        try:
            page = await self._greet(reader, writer)
            while page is not None:
                await self._answer(page, await read_frame(reader, most=MOST_IN), writer)
        except (FrameError, msgspec.DecodeError) as error:
            log.warning("a connection was ended: %s", error)
        except gone:
            pass
        finally:
            if page is not None:
                self.broker.disconnect(page)
            writer.close()
            self._writers.discard(writer)

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Page | None:
        frame = await asyncio.wait_for(read_frame(reader, most=MOST_IN), _HELLO_WITHIN)

        def notify(notice: Notice) -> None:
            if writer.is_closing():
                return
            if writer.transport.get_write_buffer_size() > _MOST_WAITING:
                writer.transport.abort()
                return
            writer.write(pack(notice))

        try:
            page = self.broker.connect(_hello(frame).capability, notify)
        except RefusedError as error:
            writer.write(pack(Answered(number=0, reply=Refused(reason=error.reason, text=error.text))))
            await writer.drain()
            return None
        writer.write(pack(Answered(number=0, reply=Done())))
        await writer.drain()
        return page

    async def _answer(self, page: Page, frame: bytes, writer: asyncio.StreamWriter) -> None:
        ask = _ask(frame)
        try:
            reply = self.broker.handle(page, ask.request)
        except Exception:  # one bad request must not end the page, nor the room
            log.exception("a %s failed", type(ask.request).__name__)
            _ = self.broker.translate(page)
            reply = Refused(reason="failed", text=_("Something went wrong here. Try it again, or reload the page."))
        writer.write(pack(Answered(number=ask.number, reply=reply)))
        await writer.drain()
