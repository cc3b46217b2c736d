"""Voting, timed: until the voter is told that it is kept, and until the screen shows it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from workshop.bench.plan import Plan
from workshop.bench.spread import spread
from workshop.bench.system import Participant, Screen, System

#: Does something within the patience, and gives None when it went wrong.
Tried = Callable[[Awaitable[Any]], Awaitable[Any]]

_PAUSE = (0.5, 1.5)  # seconds between two votes of a pair: longer than any coalescing, in step with no poll
_MS = 1000.0


async def pair_votes(
    system: System, plan: Plan, pages: list[Participant], screen: Screen, tried: Tried
) -> dict[str, Any]:
    """Let two people vote in turn, and time each vote until the screen shows it."""
    rng = random.Random(1)  # noqa: S311 - only to be out of step
    shown: list[float] = []
    for item in range(plan.pair_items):
        await system.begin(item, pages)
        for page in pages[:2]:
            await asyncio.sleep(rng.uniform(*_PAUSE))
            before, begin = screen.counted.now, time.perf_counter()
            vote = asyncio.ensure_future(tried(page.vote(item, rng.randrange(5))))
            await tried(screen.counted.reach(before + 1, plan.patience_s))
            at = screen.counted.when(before + 1, begin)
            if at is not None:
                shown.append(at - begin)
            await vote
    return spread("vote_to_screen_two", "ms", shown, _MS)


async def wave_votes(
    system: System, plan: Plan, pages: list[Participant], screen: Screen, tried: Tried
) -> dict[str, Any]:
    """Let everybody vote within some seconds, and time each vote until it is kept and until the screen shows it.

    Votes carry no mark, so the k-th vote that was kept is the k-th that the screen counts.
    """
    rng = random.Random(2)  # noqa: S311
    saved: list[float] = []
    shown: list[float] = []
    for item in range(plan.pair_items, plan.pair_items + plan.waves):
        await system.begin(item, pages)
        await asyncio.sleep(_PAUSE[0])
        before, begin = screen.counted.now, time.perf_counter()
        moments = [(rng.uniform(0, plan.wave_s), rng.randrange(5)) for _ in pages]
        told = await asyncio.gather(
            *(tried(_vote(page, item, *moment)) for page, moment in zip(pages, moments, strict=True))
        )
        kept = sorted((end, start) for end, start in filter(None, told))
        saved += [end - start for end, start in kept]
        await tried(screen.counted.reach(before + len(kept), plan.patience_s))
        for number, (_end, start) in enumerate(kept, 1):
            at = screen.counted.when(before + number, begin)
            if at is not None:
                shown.append(max(0.0, at - start))
    return spread("vote_saved", "ms", saved, _MS) | spread("vote_to_screen", "ms", shown, _MS)


async def _vote(page: Participant, item: int, wait: float, choice: int) -> tuple[float, float]:
    await asyncio.sleep(wait)
    start = time.perf_counter()
    await page.vote(item, choice)
    return time.perf_counter(), start
