"""The supply of made pages: how many are wanted, whose turn it is, and making them one after the other."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from workshop.server.capacity import Capacity
from workshop.server.made import MadePage
from workshop.server.pool import Pool

log = logging.getLogger(__name__)

#: Notebooks that are not a participant's.
DESK, SCREEN = "begeleider.ipynb", "scherm.ipynb"
_WAITS = (0.5, 1.0, 2.0, 5.0, 15.0)  # seconds after a page could not be made


class Supply:
    """Keeps pages ready.

    A participant's page follows the group from session to session, so pages of all sessions are one pool: whichever
    notebook a made page has run, it shows the session that the group is in.

    Parameters
    ----------
    notebooks
        File names of all notebooks that can be shown.
    ready
        Participants' pages to keep ready at least; of desk and screen one each is kept.
    capacity
        Tells whether one more page fits.
    make
        Makes a page of a notebook.
    keep
        Is told of each page that was made, before anyone gets it.
    count
        Counts the pages that there are.
    """

    def __init__(
        self,
        notebooks: Sequence[str],
        *,
        ready: int,
        capacity: Capacity,
        make: Callable[[str], Awaitable[MadePage]],
        keep: Callable[[MadePage], None],
        count: Callable[[], int],
    ) -> None:
        sessions = [name for name in notebooks if name not in {DESK, SCREEN}]
        self.participants = Pool(sessions[0], ready)
        self._pools = {
            **{name: Pool(name, 1) for name in (DESK, SCREEN) if name in notebooks},
            **dict.fromkeys(sessions, self.participants),
        }
        self._capacity = capacity
        self._make_page, self._keep, self._count = make, keep, count
        self._wanted = asyncio.Event()

    @property
    def pools(self) -> tuple[Pool, ...]:
        """Each pool once, desks first."""
        return tuple(dict.fromkeys(self._pools.values()))

    def pool(self, notebook: str) -> Pool:
        """Give the pool of a notebook.

        Raises
        ------
        KeyError
            There is no such notebook.
        """
        return self._pools[notebook]

    @property
    def made(self) -> int:
        """Count the pages that wait to be given away."""
        return sum(len(pool.made) for pool in self.pools)

    @property
    def waiting(self) -> int:
        """Count those who wait for a page."""
        return sum(pool.waiting for pool in self.pools)

    @property
    def full(self) -> bool:
        """Whether a participant who comes now gets no page."""
        return not self.participants.made and not self.fits(self.participants.usual)

    def fits(self, notebook: str) -> bool:
        """Say whether there is room for one more page of a notebook."""
        pages = self._count() + sum(pool.making for pool in self.pools)
        return self._capacity.fits(pages, desk=notebook in {DESK, SCREEN})

    def wake(self) -> None:
        """Look again whether pages are missing."""
        self._wanted.set()

    def forget(self, page: MadePage) -> None:
        """Give a page that has ended to nobody."""
        for pool in self.pools:
            pool.drop(page)

    async def work(self) -> None:
        """Make pages, one after the other, as long as some are missing; as many at once as this is run."""
        while True:
            pool = self._most_urgent()
            if pool is None:
                self._wanted.clear()
                await self._wanted.wait()
                continue
            pool.making += 1
            try:
                await self._make(pool)
            finally:
                pool.making -= 1

    def _most_urgent(self) -> Pool | None:
        """Choose whose page is made next: somebody waits before somebody may come, desks before participants."""
        now = time.monotonic()
        wanting = [pool for pool in self.pools if pool.missing and pool.not_before <= now and self.fits(pool.usual)]
        return min(wanting, key=lambda pool: pool.waiting <= pool.making, default=None)

    async def _make(self, pool: Pool) -> None:
        notebook = pool.next_notebook()
        try:
            page = await self._make_page(notebook)
        except Exception:
            pool.failures += 1
            log.exception("a page of %s could not be made (%s. time)", notebook, pool.failures)
            pool.not_before = time.monotonic() + _WAITS[min(pool.failures, len(_WAITS)) - 1]
            return
        pool.failures = 0
        self._keep(page)
        pool.put(page)
