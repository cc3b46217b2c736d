"""The far form of a link: a local socket to the broker's process, which mends itself."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import msgspec

from workshop.client.link import Listener
from workshop.client.wire import MOST_OUT, FrameError, pack, read_frame
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Answered, Ask, Hello, Notice, Refused, Reply, Request

log = logging.getLogger(__name__)

#: Seconds that a request may take before it counts as unavailable.
PATIENCE = 10.0
_WAITS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)  # seconds between tries to reconnect

_decode = msgspec.msgpack.Decoder(Answered | Notice).decode


class RemoteLink:
    """A link over a unix socket. Made by `connect`; it reconnects until it is closed.

    After each connection lost, and after each made again, listeners hear a notice ``assigned``: ask again.
    """

    def __init__(self, socket: str, capability: str) -> None:
        self._socket = socket
        self._capability = capability
        self._listeners: list[Listener] = []
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._number = 0
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self.refused = False  # the broker does not know this capability (any more)

    def __repr__(self) -> str:
        """Say whether it is connected; never the capability."""
        return f"<RemoteLink {'connected' if self._writer else 'away'}>"

    @property
    def connected(self) -> bool:
        """Whether the broker is at the other end now."""
        return self._writer is not None

    async def start(self) -> None:
        """Connect once, and keep connected from then on."""
        reader = await self._open()
        self._task = asyncio.get_running_loop().create_task(self._run(reader))

    async def ask(self, request: Request) -> Reply:
        """Send a request and wait for its reply; see `Link.ask`."""
        writer = self._writer
        if writer is None:
            raise UnavailableError("The broker cannot be reached just now.")
        self._number += 1
        number = self._number
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            writer.write(pack(Ask(number=number, request=request)))
            await writer.drain()
            reply = await asyncio.wait_for(future, PATIENCE)
        except (OSError, TimeoutError) as error:
            raise UnavailableError(f"The broker did not answer: {error or 'it took too long'}.") from error
        finally:
            self._waiting.pop(number, None)
        if isinstance(reply, Refused):
            raise RefusedError(reply.reason, reply.text)
        return reply

    def listen(self, listener: Listener) -> None:
        """Call `listener` with each notice."""
        self._listeners.append(listener)

    async def close(self) -> None:
        """End the link."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._drop()

    async def _open(self) -> asyncio.StreamReader:
        try:
            reader, writer = await asyncio.open_unix_connection(self._socket)
        except OSError as error:
            raise UnavailableError(f"No broker answers: {error}.") from error
        try:
            writer.write(pack(Hello(capability=self._capability)))
            answer = _decode(await read_frame(reader, most=MOST_OUT))
        except (OSError, asyncio.IncompleteReadError, msgspec.DecodeError) as error:
            writer.close()
            raise UnavailableError(f"The broker hung up: {error}.") from error
        if isinstance(answer, Answered) and isinstance(answer.reply, Refused):
            writer.close()
            self.refused = True
            raise RefusedError(answer.reply.reason, answer.reply.text)
        self.refused = False
        self._writer = writer
        return reader

    async def _run(self, reader: asyncio.StreamReader) -> None:
        while not self._closed:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, msgspec.DecodeError, FrameError):
                await self._read(reader)
            self._drop()
            self._tell(Notice(topic="assigned"))  # who asks now hears that nobody answers, and can say so
            reader = await self._reopen()
            self._tell(Notice(topic="assigned"))

    async def _reopen(self) -> asyncio.StreamReader:
        tries = 0
        while True:
            await asyncio.sleep(_WAITS[min(tries, len(_WAITS) - 1)])
            tries += 1
            try:
                return await self._open()
            except (UnavailableError, RefusedError) as error:
                # A broker that has just come back is told of its pages a moment later: refusals pass.
                log.debug("not reconnected yet: %s", error)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            message = _decode(await read_frame(reader, most=MOST_OUT))
            if isinstance(message, Notice):
                self._tell(message)
                continue
            future = self._waiting.pop(message.number, None)
            if future is not None and not future.done():
                future.set_result(message.reply)

    def _tell(self, notice: Notice) -> None:
        for listener in self._listeners:
            listener(notice)

    def _drop(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(UnavailableError("The connection to the broker was lost."))
        self._waiting.clear()


async def connect(socket: str, capability: str) -> RemoteLink:
    """Connect to the broker that listens on a local socket.

    Parameters
    ----------
    socket
        Path of the broker's unix socket.
    capability
        The secret that says which page this is.

    Raises
    ------
    workshop.errors.UnavailableError
        No broker listens there.
    workshop.errors.RefusedError
        The broker does not know the capability (``unknown-capability``).
    """
    link = RemoteLink(socket, capability)
    await link.start()
    return link
