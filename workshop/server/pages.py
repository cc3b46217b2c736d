"""Made pages: kept ready, given out once each, told to the broker, ended when nobody needs them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import defaultdict, deque
from typing import Any, Protocol

from workshop.errors import RefusedError, UnavailableError, WorkshopError
from workshop.messages import Assign, Expect, Forget, Identity, Presence, Request
from workshop.server.context import Context
from workshop.server.made import MadePage

log = logging.getLogger(__name__)

#: Seconds that someone who was seen at the door is expected to ask for a page.
EXPECTED_FOR = 300.0
#: Seconds after a page said goodbye until it is ended, for a browser that comes straight back.
GRACE = 3.0
#: Seconds between looks at whether kernels still run.
LOOK = 1.0
_WAITS = (0.5, 1.0, 2.0, 5.0, 15.0)  # seconds after a page could not be made


class Makes(Protocol):
    """What makes and ends pages (`workshop.server.making.Maker`)."""

    async def make(self, notebook: str) -> MadePage:
        """Make a page."""

    async def end(self, page: MadePage) -> None:
        """End it."""

    async def alive(self, page: MadePage) -> bool:
        """Say whether it still runs."""


class Pages:
    """The pages of one server.

    Parameters
    ----------
    context
        The server's shared things.
    maker
        Makes and ends pages.
    ready
        Notebook → pages to keep ready at least.
    at_once
        Pages that are made at the same time (cores).
    """

    def __init__(self, context: Context, maker: Makes, *, ready: dict[str, int], at_once: int = 2) -> None:
        self._context = context
        self._maker = maker
        self._ready = ready
        self._turn = asyncio.Semaphore(at_once)
        self._made: dict[str, deque[MadePage]] = defaultdict(deque)
        self._making: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, deque[asyncio.Future[MadePage]]] = defaultdict(deque)
        self._expected: dict[str, dict[str, float]] = defaultdict(dict)  # notebook → browser → until
        self._failures: dict[str, int] = defaultdict(int)
        self._by_kernel: dict[str, MadePage] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    # --- what others ask -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to make pages, and to look after them."""
        self._later(self._look_after())
        for notebook in self._ready:
            self._fill(notebook)

    @property
    def given(self) -> int:
        """Count the pages that belong to somebody."""
        return sum(1 for page in self._by_kernel.values() if page.owner)

    @property
    def made(self) -> int:
        """Count the pages that wait to be given away."""
        return sum(len(pages) for pages in self._made.values())

    def owner_of(self, kernel_id: str) -> str | None:
        """Tell which browser was given a kernel."""
        page = self._by_kernel.get(kernel_id)
        return page.owner if page else None

    def expect(self, notebook: str, browser: str) -> None:
        """Have one more page ready: this browser was seen at the door."""
        if notebook in self._ready:
            self._expected[notebook][browser] = time.monotonic() + EXPECTED_FOR
            self._fill(notebook)

    async def take(self, notebook: str, owner: str, identity: Identity) -> str:
        """Give a page away, and give its HTML.

        Parameters
        ----------
        notebook
            File name, e.g. ``grenzen.ipynb``.
        owner
            The browser's id.
        identity
            Who the page is for.

        Raises
        ------
        UnavailableError
            The broker is away; try again.
        """
        for expected in self._expected.values():
            expected.pop(owner, None)
        self._end_unused(owner, notebook)
        page = await self._next(notebook)
        page.owner, page.identity = owner, identity
        try:
            await self._context.link.ask(Assign(capability=page.capability, identity=identity))
        except (RefusedError, UnavailableError) as error:
            self._end_later(page, 0)
            raise UnavailableError("The page cannot be given away just now.") from error
        self._end_later(page, self._context.away_seconds)
        html, page.html = page.html, ""
        return html.replace("__LANG__", identity.language or self._context.languages[0])

    def connected(self, kernel_id: str, socket: Any) -> None:
        """Note that a browser is at the other end of a page."""
        page = self._by_kernel.get(kernel_id)
        if page is None:
            return
        if page.ending is not None:
            page.ending.cancel()
        page.sockets.add(socket)
        page.was_here = True
        self._tell(Presence(capability=page.capability, here=True))

    def disconnected(self, kernel_id: str, socket: Any) -> None:
        """Note that a browser is gone, for the moment or for good."""
        page = self._by_kernel.get(kernel_id)
        if page is None or socket not in page.sockets:
            return
        page.sockets.discard(socket)
        if not page.sockets:
            self._tell(Presence(capability=page.capability, here=False))
            self._end_later(page, self._context.away_seconds)

    def goodbye(self, kernel_id: str) -> None:
        """Note that a page said it was closed."""
        page = self._by_kernel.get(kernel_id)
        if page is not None:
            for socket in list(page.sockets):
                self.disconnected(kernel_id, socket)
                socket.close()
            self._end_later(page, GRACE)

    async def retell(self) -> None:
        """Tell a broker that was started anew of all pages there are."""
        for page in list(self._by_kernel.values()):
            with contextlib.suppress(WorkshopError):
                await self._context.link.ask(Expect(capability=page.capability))
                if page.identity is not None:
                    await self._context.link.ask(Assign(capability=page.capability, identity=page.identity))
                await self._context.link.ask(Presence(capability=page.capability, here=bool(page.sockets)))

    async def close(self) -> None:
        """Make no more pages; the kernels are ended by whoever closes the server."""
        self._closing = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- keeping pages ready -------------------------------------------------------------------------------

    async def _next(self, notebook: str) -> MadePage:
        made = self._made[notebook]
        while made:
            page = made.popleft()
            self._fill(notebook)
            if await self._maker.alive(page):
                return page
            await self._end(page)
        future: asyncio.Future[MadePage] = asyncio.get_running_loop().create_future()
        self._waiting[notebook].append(future)
        self._fill(notebook)
        try:
            return await future
        except asyncio.CancelledError:  # the browser hung up while it waited
            if future.done() and not future.cancelled():
                self._keep(future.result())
            raise

    def _wanted(self, notebook: str) -> int:
        now = time.monotonic()
        expected = self._expected[notebook]
        for browser in [browser for browser, until in expected.items() if until < now]:
            del expected[browser]
        waiting = sum(1 for future in self._waiting[notebook] if not future.done())
        return self._ready.get(notebook, 0) + len(expected) + waiting

    def _fill(self, notebook: str) -> None:
        missing = self._wanted(notebook) - len(self._made[notebook]) - self._making[notebook]
        for _page in range(0 if self._closing else max(0, missing)):
            self._making[notebook] += 1
            self._later(self._make(notebook))

    async def _make(self, notebook: str) -> None:
        try:
            async with self._turn:
                page = await self._maker.make(notebook)
        except Exception:
            failures = self._failures[notebook] = self._failures[notebook] + 1
            log.exception("a page of %s could not be made (%s. time)", notebook, failures)
            await asyncio.sleep(_WAITS[min(failures, len(_WAITS)) - 1])
            self._making[notebook] -= 1
            self._fill(notebook)
            return
        self._failures[notebook] = 0
        self._making[notebook] -= 1
        self._by_kernel[page.kernel_id] = page
        self._keep(page)

    def _keep(self, page: MadePage) -> None:
        waiting = self._waiting[page.notebook]
        while waiting:
            future = waiting.popleft()
            if not future.done():
                future.set_result(page)
                return
        self._made[page.notebook].append(page)

    # --- ending pages -----------------------------------------------------------------------------------------

    def _end_unused(self, owner: str, notebook: str) -> None:
        """End what the same browser was given before and never used: an impatient reload."""
        for page in list(self._by_kernel.values()):
            if page.owner == owner and page.notebook == notebook and not page.was_here:
                self._end_later(page, 0)

    def _end_later(self, page: MadePage, seconds: float) -> None:
        if page.ending is not None:
            page.ending.cancel()
        loop = asyncio.get_running_loop()
        page.ending = loop.call_later(seconds, lambda: self._later(self._end(page)))

    async def _end(self, page: MadePage) -> None:
        if self._by_kernel.pop(page.kernel_id, None) is None:
            return
        if page.ending is not None:
            page.ending.cancel()
        for socket in list(page.sockets):
            socket.close()
        self._tell(Forget(capability=page.capability))
        try:
            await self._maker.end(page)
        except Exception:
            log.exception("%r did not end well", page)

    async def _look_after(self) -> None:
        """End pages whose kernel has died: their browsers are told by the closed line, and come back."""
        while True:
            await asyncio.sleep(LOOK)
            for page in list(self._by_kernel.values()):
                if not await self._maker.alive(page):
                    log.warning("the kernel of %r has died", page)
                    with contextlib.suppress(ValueError):
                        self._made[page.notebook].remove(page)
                    await self._end(page)
            for notebook in self._ready:
                self._fill(notebook)

    # --- ------------------------------------------------------------------------------------------------------

    def _tell(self, request: Request) -> None:
        async def ask() -> None:
            with contextlib.suppress(WorkshopError):  # a broker that is away is told all again (`retell`)
                await self._context.link.ask(request)

        self._later(ask())

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
