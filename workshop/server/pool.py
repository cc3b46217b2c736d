"""Pages of one sort kept ready, and the line of those who wait for one."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from workshop.server.made import MadePage

#: Seconds that someone who was seen at the door is expected to ask for a page.
EXPECTED_FOR = 300.0
#: Seconds that a place in the line is kept for a browser that does not ask.
PLACE_FOR = 20.0


@dataclass(slots=True, eq=False)
class Ticket:
    """One browser's place in the line; its page, once it has come."""

    notebook: str
    page: asyncio.Future[MadePage]
    seen: float = field(default_factory=time.monotonic)


class Pool:
    """Pages of one sort.

    Parameters
    ----------
    usual
        The notebook that pages are made of when nobody has asked for another.
    ready
        Pages that are kept ready at least.
    """

    def __init__(self, usual: str, ready: int) -> None:
        self.usual = usual
        self.ready = ready
        self.made: deque[MadePage] = deque()
        self.making = 0
        self.failures = 0
        self.not_before = 0.0
        self._line: OrderedDict[str, Ticket] = OrderedDict()  # browser → its place
        self._expected: dict[str, float] = {}  # browser → until when

    # --- who comes --------------------------------------------------------------------------------------------

    def expect(self, browser: str) -> bool:
        """Have one more page ready: this browser was seen at the door. Say whether that is news."""
        news = browser not in self._expected and browser not in self._line
        if browser not in self._line:
            self._expected[browser] = time.monotonic() + EXPECTED_FOR
        return news

    def came(self, browser: str) -> None:
        """Expect a browser no longer."""
        self._expected.pop(browser, None)

    @property
    def expected(self) -> int:
        """Count those who were seen at the door and have no page yet."""
        now = time.monotonic()
        for browser in [browser for browser, until in self._expected.items() if until < now]:
            del self._expected[browser]
        return len(self._expected)

    # --- the line ----------------------------------------------------------------------------------------------

    def stand(self, browser: str, notebook: str) -> Ticket:
        """Give a browser a place at the end of the line, or the place that it has."""
        ticket = self._line.get(browser)
        if ticket is None:
            ticket = self._line[browser] = Ticket(notebook, asyncio.get_running_loop().create_future())
            if self.made:
                ticket.page.set_result(self.made.popleft())
        ticket.seen = time.monotonic()
        return ticket

    def standing(self, browser: str) -> Ticket | None:
        """Give the place that a browser has."""
        ticket = self._line.get(browser)
        if ticket is not None:
            ticket.seen = time.monotonic()
        return ticket

    def place(self, browser: str) -> int:
        """Tell how many are served before this browser, itself included; 0 when it is its turn or it does not wait."""
        place = 0
        for one, ticket in self._line.items():
            place += not ticket.page.done()
            if one == browser:
                return 0 if ticket.page.done() else place
        return 0

    def leave(self, browser: str) -> Ticket | None:
        """Take a browser out of the line, with its page if that has come."""
        return self._line.pop(browser, None)

    def tidy(self) -> None:
        """Give up the places of browsers that have not asked for a while; their pages are for others."""
        late = time.monotonic() - PLACE_FOR
        for browser in [browser for browser, ticket in self._line.items() if ticket.seen < late]:
            ticket = self._line.pop(browser)
            if ticket.page.done():
                self.put(ticket.page.result())

    @property
    def waiting(self) -> int:
        """Count those in the line whose page has not come."""
        return sum(1 for ticket in self._line.values() if not ticket.page.done())

    # --- pages -------------------------------------------------------------------------------------------------

    @property
    def missing(self) -> int:
        """Count the pages that should be made, now that so many come and wait."""
        return max(0, self.ready + self.expected + self.waiting - len(self.made) - self.making)

    @property
    def surplus(self) -> int:
        """Count the made pages that nobody seems to need any more."""
        return max(0, len(self.made) - self.ready - self.expected - self.waiting)

    def next_notebook(self) -> str:
        """Name the notebook to make a page of: what the first in the line wants, else the usual one."""
        wishes = (ticket.notebook for ticket in self._line.values() if not ticket.page.done())
        return next(wishes, self.usual)

    def put(self, page: MadePage) -> None:
        """Give a page to the first in the line, or keep it ready."""
        for ticket in self._line.values():
            if not ticket.page.done():
                ticket.page.set_result(page)
                return
        self.made.append(page)

    def drop(self, page: MadePage) -> None:
        """Forget a made page that is no more; whoever had been given a place with it waits again."""
        if page in self.made:
            self.made.remove(page)
        for ticket in self._line.values():
            if ticket.page.done() and ticket.page.result() is page:
                ticket.page = asyncio.get_running_loop().create_future()
