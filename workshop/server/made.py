"""A made page: what the server keeps of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from workshop.messages import Identity


@dataclass(slots=True, eq=False)
class MadePage:
    """A page that was made, and whose it is once it is given away.

    Attributes
    ----------
    html
        What shows it; empty once a browser has opened it.
    owner
        The browser that it was given to; None before.
    sockets
        Open websockets of it; more than one while a page reconnects.
    ending
        Ends the page after a while unless somebody connects.
    """

    notebook: str
    kernel_id: str
    capability: str
    html: str
    owner: str | None = None
    identity: Identity | None = None
    sockets: set[Any] = field(default_factory=set)
    ending: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        """Say what it is; never its capability or whole kernel id."""
        return f"<MadePage {self.notebook} {self.kernel_id[:8]}… {'given' if self.owner else 'made'}>"
