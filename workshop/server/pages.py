"""Made pages: kept ready, given out once each, told to the broker, ended when nobody needs them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import Any, Protocol

from workshop.errors import RefusedError, UnavailableError, WorkshopError
from workshop.messages import Assign, Expect, Forget, Identity, Presence, Request
from workshop.server.capacity import Capacity
from workshop.server.context import Context
from workshop.server.made import MadePage
from workshop.server.pool import Ticket
from workshop.server.supply import Supply

log = logging.getLogger(__name__)

#: Seconds after a page said goodbye until it is ended, for a browser that comes straight back.
GRACE = 3.0
#: Seconds between looks at whether kernels still run.
LOOK = 1.0


class Makes(Protocol):
    """What makes and ends pages (`workshop.server.making.Maker`)."""

    async def make(self, notebook: str) -> MadePage:
        """Make a page."""

    async def end(self, page: MadePage) -> None:
        """End it."""

    async def alive(self, page: MadePage) -> bool:
        """Say whether it still runs."""


@dataclass(frozen=True, slots=True)
class InLine:
    """A page that has not come yet.

    Attributes
    ----------
    place
        How many are served before, oneself included; 0 when it is one's turn.
    full
        Whether there is no room for another page.
    """

    place: int
    full: bool = False


class Pages:
    """The pages of one server.

    Parameters
    ----------
    context
        The server's shared things.
    maker
        Makes and ends pages.
    ready
        Participants' pages to keep ready at least; of desk and screen one each is kept.
    at_once
        Pages that are made at the same time (cores).
    capacity
        Tells whether one more page fits.
    """

    def __init__(
        self,
        context: Context,
        maker: Makes,
        *,
        ready: int,
        at_once: int = 2,
        capacity: Capacity | None = None,
    ) -> None:
        self._context = context
        self._maker = maker
        self._at_once = at_once
        self._by_kernel: dict[str, MadePage] = {}
        self.supply = Supply(
            context.notebooks,
            ready=ready,
            capacity=capacity or Capacity(),
            make=maker.make,
            keep=self._keep,
            count=self._by_kernel.__len__,
        )
        self._tasks: set[asyncio.Task[Any]] = set()

    # --- what others ask -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to make pages, and to look after them."""
        self._later(self._look_after())
        for _worker in range(self._at_once):
            self._later(self.supply.work())
        self.supply.wake()

    @property
    def given(self) -> int:
        """Count the pages that belong to somebody."""
        return sum(1 for page in self._by_kernel.values() if page.owner)

    def owner_of(self, kernel_id: str) -> str | None:
        """Tell which browser was given a kernel."""
        page = self._by_kernel.get(kernel_id)
        return page.owner if page else None

    def expect(self, browser: str) -> None:
        """Have one more participant's page ready: this browser was seen at the door."""
        if self.supply.participants.expect(browser):
            self.supply.wake()

    async def take(self, notebook: str, owner: str, identity: Identity, patience: float = 0.0) -> str | InLine:
        """Give a page away, and give its HTML; or the place in the line, when it has not come after `patience` s.

        A browser has one place, however often it asks; a page that it was given and has not opened yet is sent again.

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
        KeyError
            There is no such notebook.
        UnavailableError
            The broker is away; try again.
        """
        if (unopened := self._unopened(owner, identity)) is not None:
            html = _in_language(unopened, identity, self._context)
            if await self._maker.alive(unopened):
                self._end_unless_opened(unopened)
                return html
        pool = self.supply.pool(notebook)
        pool.came(owner)
        ticket = pool.stand(owner, notebook)
        self.supply.wake()
        if not await self._come(ticket, patience):
            return self.place(notebook, owner)
        if pool.standing(owner) is not ticket:  # another tab of this browser was quicker
            return await self.take(notebook, owner, identity, patience)
        pool.leave(owner)
        page = ticket.page.result()
        page.owner, page.identity = owner, identity  # before anything is waited for: an impatient reload finds it
        html = _in_language(page, identity, self._context)
        if not await self._maker.alive(page):
            await self._end(page)
            return await self.take(notebook, owner, identity, patience)
        await self._assign(page, identity)
        return html

    async def turn(self, notebook: str, owner: str, hold: float) -> InLine:
        """Wait at most `hold` seconds for a browser's turn, and tell its place."""
        ticket = self.supply.pool(notebook).standing(owner)
        if ticket is not None:
            await self._come(ticket, hold)
        return self.place(notebook, owner)

    def place(self, notebook: str, owner: str) -> InLine:
        """Tell a browser's place in the line."""
        place = self.supply.pool(notebook).place(owner)
        return InLine(place, full=place > 0 and not self.supply.fits(notebook))

    def connected(self, kernel_id: str, socket: Any) -> None:
        """Note that a browser is at the other end of a page."""
        page = self._by_kernel.get(kernel_id)
        if page is None:
            return
        if page.ending is not None:
            page.ending.cancel()
        page.sockets.add(socket)
        page.html = ""
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
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- giving away -----------------------------------------------------------------------------------------

    def _unopened(self, owner: str, identity: Identity) -> MadePage | None:
        """Find what the same browser was given for the same identity and never opened: an impatient reload."""
        pages = self._by_kernel.values()
        return next((p for p in pages if p.owner == owner and p.html and p.identity == identity), None)

    async def _come(self, ticket: Ticket, patience: float) -> bool:
        """Wait for the page of a ticket; say whether it came."""
        if not ticket.page.done() and patience > 0:
            await asyncio.wait([ticket.page], timeout=patience)
        return ticket.page.done()

    async def _assign(self, page: MadePage, identity: Identity) -> None:
        try:
            await self._context.link.ask(Assign(capability=page.capability, identity=identity))
        except (RefusedError, UnavailableError) as error:
            self._end_later(page, 0)
            raise UnavailableError("The page cannot be given away just now.") from error
        self._end_unless_opened(page)

    def _keep(self, page: MadePage) -> None:
        self._by_kernel[page.kernel_id] = page

    # --- ending pages -----------------------------------------------------------------------------------------

    def _end_unless_opened(self, page: MadePage) -> None:
        """End a page that was given away after a while, unless a browser has opened it by now or does so."""
        if not page.sockets:
            self._end_later(page, self._context.away_seconds)

    def _end_later(self, page: MadePage, seconds: float) -> None:
        if page.ending is not None:
            page.ending.cancel()
        loop = asyncio.get_running_loop()
        page.ending = loop.call_later(seconds, lambda: self._later(self._end(page)))

    async def _end(self, page: MadePage) -> None:
        if self._by_kernel.pop(page.kernel_id, None) is None:
            return
        self.supply.forget(page)
        if page.ending is not None:
            page.ending.cancel()
        for socket in list(page.sockets):
            socket.close()
        self._tell(Forget(capability=page.capability))
        try:
            await self._maker.end(page)
        except Exception:
            log.exception("%r did not end well", page)
        self.supply.wake()

    async def _look_after(self) -> None:
        """End pages whose kernel has died (their browsers come back by themselves) and pages that nobody needs."""
        while True:
            await asyncio.sleep(LOOK)
            for page in list(self._by_kernel.values()):
                if not await self._maker.alive(page):
                    log.warning("the kernel of %r has died", page)
                    await self._end(page)
            for pool in self.supply.pools:
                pool.tidy()
                if pool.surplus:
                    await self._end(pool.made[0])
            self.supply.wake()

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


def _in_language(page: MadePage, identity: Identity, context: Context) -> str:
    return page.html.replace("__LANG__", identity.language or context.languages[0])
