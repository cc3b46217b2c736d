"""How often something may be tried: per browser, per code and per secret, never per address (a room shares one)."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from workshop.server.context import Context


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in `seconds`."""

    times: int
    seconds: float


#: What is counted. Only what went wrong counts, apart from new seats, so honest people stay far below.
LIMITS = {
    "wrong code": Limit(30, 600),  # per browser
    "wrong return code": Limit(20, 600),  # per browser
    "wrong link": Limit(20, 600),  # per browser
    "wrong secret": Limit(100, 600),  # per secret or return code that was tried
    "new seat": Limit(60, 3600),  # per browser: one laptop may serve a whole room in turn
    "seats of a code": Limit(5000, 600),  # per join code
    "all wrong": Limit(600, 60),  # for the whole server: beyond it a wrong answer comes slowly, nothing is locked
}
_SLOWLY = 1.0  # seconds


@dataclass(slots=True)
class Tries:
    """Counts in memory of who tried what, forgotten by age and, beyond `most` of them, oldest first."""

    clock: Callable[[], float] = time.monotonic
    most: int = 20_000
    _counts: OrderedDict[tuple[str, str], tuple[float, int]] = field(default_factory=OrderedDict)

    def too_many(self, what: str, who: str) -> bool:
        """Tell whether somebody has used up a limit of `LIMITS`."""
        began, count = self._counts.get(_key(what, who), (0.0, 0))
        limit = LIMITS[what]
        return count >= limit.times and self.clock() - began < limit.seconds

    def note(self, what: str, who: str) -> None:
        """Count one try."""
        now = self.clock()
        began, count = self._counts.pop(_key(what, who), (now, 0))
        if now - began >= LIMITS[what].seconds:
            began, count = now, 0
        self._counts[_key(what, who)] = (began, count + 1)
        while len(self._counts) > self.most:
            self._counts.popitem(last=False)

    async def note_wrong(self, what: str, browser: str) -> None:
        """Count a wrong try of a browser; when very many come from everywhere together, let it wait a little."""
        self.note(what, browser)
        self.note("all wrong", "")
        if self.too_many("all wrong", ""):
            await asyncio.sleep(_SLOWLY)


def tries(context: Context) -> Tries:
    """Give the counts of this server."""
    counts = context.tries.get("tries")
    if not isinstance(counts, Tries):
        counts = context.tries["tries"] = Tries()
    return counts


def _key(what: str, who: str) -> tuple[str, str]:
    return what, hashlib.blake2b(who.encode(), digest_size=12).hexdigest()
