"""The interface of a link: one page's (or the server's) way to the broker, near or far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from workshop.messages import Notice, Reply, Request

Listener = Callable[[Notice], None]


class Link(Protocol):
    """A way to the broker for whoever holds one capability.

    Two forms: `workshop.client.connect` (a local socket) and `workshop.broker.DirectLink` (same process).
    """

    async def ask(self, request: Request) -> Reply:
        """Send a request and wait for its reply.

        Raises
        ------
        workshop.errors.RefusedError
            The broker refuses; nothing has changed.
        workshop.errors.UnavailableError
            The broker cannot be reached; it is not known whether the request was carried out, and
            repeating it is safe.
        """
        ...

    def listen(self, listener: Listener) -> None:
        """Call `listener` with each notice, in the event loop; it must not block."""
        ...

    async def close(self) -> None:
        """End the link; further requests raise `UnavailableError`."""
        ...
