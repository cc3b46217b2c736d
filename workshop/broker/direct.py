"""The near form of a link: the broker in the same process, for tests, scripts and JupyterLab."""

from __future__ import annotations

import asyncio
import secrets

import msgspec

from workshop.broker.core import Broker
from workshop.client.link import Listener
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Answered, Ask, Identity, Notice, Refused, Reply, Request

_ask = msgspec.msgpack.Decoder(Ask)
_answered = msgspec.msgpack.Decoder(Answered)
_encode = msgspec.msgpack.Encoder().encode


class DirectLink:
    """A link without a socket. Messages are packed and unpacked all the same, so nothing is shared by accident.

    Parameters
    ----------
    broker
        The broker to ask.
    identity
        Who asks; the page is known to the broker from now on.
    capability
        For a page that the broker expects already; made up when None.
    """

    def __init__(self, broker: Broker, identity: Identity | None = None, *, capability: str | None = None) -> None:
        self._broker = broker
        self.capability = capability or secrets.token_urlsafe(24)
        self._listeners: list[Listener] = []
        broker.expect(self.capability, identity)
        self._page = broker.connect(self.capability, self._tell)
        self._page.here = True
        self._open = True

    async def ask(self, request: Request) -> Reply:
        """Send a request and give its reply; see `Link.ask`."""
        if not self._open:
            raise UnavailableError("This link was closed.")
        await asyncio.sleep(0)  # like a socket, let others go first
        reply = self.ask_now(request)
        if isinstance(reply, Refused):
            raise RefusedError(reply.reason, reply.text)
        return reply

    def ask_now(self, request: Request) -> Reply:
        """Send a request without waiting; a refusal comes back as `Refused`."""
        asked = _ask.decode(_encode(Ask(number=1, request=request)))
        return _answered.decode(_encode(Answered(number=1, reply=self._broker.handle(self._page, asked.request)))).reply

    def listen(self, listener: Listener) -> None:
        """Call `listener` with each notice."""
        self._listeners.append(listener)

    async def close(self) -> None:
        """End the link, and its page."""
        self._open = False
        self._broker.disconnect(self._page)
        self._broker.forget(self.capability)

    def _tell(self, notice: Notice) -> None:
        for listener in self._listeners:
            listener(notice)
