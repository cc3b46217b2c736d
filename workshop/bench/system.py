"""What can be measured: a server with a participant's page and a screen, whatever it is made with."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psutil

from workshop.errors import WorkshopError


class Participant(Protocol):
    """A participant's page that is open and can be used."""

    @property
    def kernel(self) -> str | None:
        """The id of its kernel; None where pages have none of their own."""

    async def vote(self, item: int, choice: int) -> None:
        """Choose, and wait until the page is told that it is kept."""

    async def close(self) -> None:
        """Leave."""


@dataclass(slots=True)
class Counted:
    """How many votes a screen showed, and when.

    Attributes
    ----------
    seen
        (`time.perf_counter()`, votes), oldest first.
    """

    seen: list[tuple[float, int]] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def now(self) -> int:
        """The votes that it shows."""
        return self.seen[-1][1] if self.seen else 0

    def note(self, votes: int) -> None:
        """Note what it shows from now on."""
        if not self.seen or votes != self.now:
            self.seen.append((time.perf_counter(), votes))
            self._changed.set()

    async def reach(self, votes: int, patience: float) -> None:
        """Wait until it shows so many."""
        async with asyncio.timeout(patience):
            while self.now < votes:
                self._changed.clear()
                await self._changed.wait()

    def when(self, votes: int, since: float) -> float | None:
        """Tell when it first showed so many, after a moment; None when it has not."""
        return next((at for at, shown in self.seen if shown >= votes and at >= since), None)


class Screen(Protocol):
    """A screen that is open."""

    counted: Counted

    async def close(self) -> None:
        """Leave."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How Chromium visits a participant's page, uses it, and sees that it was kept.

    Attributes
    ----------
    path
        Where to.
    cookies
        What the browser holds already.
    choose
        Playwright selectors of what is clicked, one for each time that this person comes.
    kept
        Playwright selector of what says that it was kept.
    """

    path: str
    choose: tuple[str, ...]
    kept: str
    cookies: dict[str, str] = field(default_factory=dict)


class System(ABC):
    """One product with the page that is measured.

    Attributes
    ----------
    name
        Key in the JSON.
    label
        Head of its column.
    makes_ready
        Whether it can have pages ready before they are asked for.
    """

    name: str
    label: str
    makes_ready = False

    def __init__(self, patience: float) -> None:
        self.patience = patience

    @asynccontextmanager
    async def serving(self, folder: Path) -> AsyncIterator[None]:
        """Run its server, with nobody on it, in a folder that is made for it."""
        folder.mkdir(parents=True)  # noqa: ASYNC240 - nothing is measured yet
        await self.start(folder)
        try:
            yield
        finally:
            await self.stop()

    @property
    @abstractmethod
    def base(self) -> str:
        """Its address."""

    @abstractmethod
    async def start(self, folder: Path) -> None:
        """Start its server."""

    @abstractmethod
    async def stop(self) -> None:
        """Leave the pages that nobody else leaves, and end the server."""

    @abstractmethod
    def family(self) -> list[psutil.Process]:
        """Give all its processes."""

    async def gather(self, people: int, *, ready: bool) -> None:  # noqa: B027 - nothing to do where pages need no door
        """Bring people to where they can ask for their page; `ready`: wait until pages are made for them."""

    @abstractmethod
    async def open(self, person: int) -> Participant:
        """Ask for somebody's page, and wait until it can be used."""

    @abstractmethod
    async def open_screen(self) -> Screen:
        """Open the screen."""

    async def begin(self, item: int, pages: list[Participant]) -> None:  # noqa: B027 - often all is open at once
        """Let everybody vote on a situation, and wait until all pages know it."""

    @abstractmethod
    async def visit(self, person: int) -> Visit:
        """Tell how Chromium visits the page of somebody who was gathered and has not opened it."""


def must(found: Any, what: str) -> Any:
    """Give what was found, or say what is missing.

    Raises
    ------
    WorkshopError
        It is None.
    """
    if found is None:
        raise WorkshopError(what)
    return found
