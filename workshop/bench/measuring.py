"""One product measured from the first page to the idle room, the same way for all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from workshop.bench.chromium import KEYS, visits
from workshop.bench.plan import Plan
from workshop.bench.resources import Look, kernels, look, mean_cpu_s, median_mb
from workshop.bench.spread import spread
from workshop.bench.system import Participant, System
from workshop.bench.votes import pair_votes, wave_votes

#: Steps that `Measurement.run` tells of.
STEPS = 9
_FEW = 5  # texts of errors that are kept


@dataclass(slots=True)
class Measurement:
    """One product under one plan.

    Attributes
    ----------
    figures
        What was found until now, by the key in the JSON.
    """

    system: System
    plan: Plan
    folder: Path
    tell: Callable[[str], None]
    figures: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    async def run(self) -> dict[str, Any]:
        """Measure everything, and give the figures."""
        system, plan = self.system, self.plan
        self.figures["people"] = plan.people
        self._step("one page alone")
        async with system.serving(self.folder / "alone"):
            await system.gather(plan.alone, ready=False)
            await self._alone()
        if system.makes_ready:
            self._step(f"{plan.people} join, nothing made ready")
            async with system.serving(self.folder / "cold"):
                await system.gather(plan.people, ready=False)
                for page in await self._join("join_cold"):
                    await page.close()
        async with system.serving(self.folder / "warm"):
            await self._together()
        self._step("Chromium")
        await self._visit()
        self.figures["errors"] = len(self.problems)
        self.figures["error_texts"] = self.problems[:_FEW]
        return self.figures

    async def _visit(self) -> None:
        if not self.plan.visits:
            self.figures |= dict.fromkeys(KEYS) | {"chromium_note": "Chromium was left out."}
            return
        async with self.system.serving(self.folder / "chromium"):
            await self.system.gather(self.plan.visits + 1, ready=True)
            found, note = await visits(self.system, self.plan.visits, self.plan.patience_s)
        self.figures |= found | ({"chromium_note": note} if note else {})

    async def _alone(self) -> None:
        times = []
        for person in range(self.plan.alone):
            begin = time.perf_counter()
            page = await self._tried(self.system.open(person))
            if page is not None:
                times.append(time.perf_counter() - begin)
                await page.close()
        self.figures["page_alone_s"] = round(median(times), 3) if times else None

    async def _together(self) -> None:
        system, plan = self.system, self.plan
        before = look(system.family())
        self._step("people come in at the door")
        await system.gather(plan.people, ready=True)
        self._step(f"{plan.people} join")
        pages = await self._join("join")
        if not system.makes_ready:  # then each page is made when it is asked for, and there is no other way to join
            self.figures |= {f"join_cold{key[4:]}": value for key, value in self.figures.items() if key[:5] == "join_"}
        joined = look(system.family())
        own = kernels(system.family(), [page.kernel for page in pages if page.kernel])
        self._cpu(before, joined, own, len(pages))
        await self._vote(pages)
        self._memory(before, look(system.family()), own, len(pages))
        self._step("nobody does anything")
        self.figures["idle_cpu_percent"] = await self._idle()
        for page in pages:
            await page.close()

    async def _vote(self, pages: list[Participant]) -> None:
        """Vote before a screen; it stays open."""
        screen = await self._tried(self.system.open_screen())
        if screen is None:
            return
        self._step("two vote")
        self.figures |= await pair_votes(self.system, self.plan, pages, screen, self._tried)
        self._step(f"{len(pages)} vote")
        self.figures |= await wave_votes(self.system, self.plan, pages, screen, self._tried)

    async def _join(self, name: str) -> list[Participant]:
        """Let everybody ask for their page at the same moment; give the pages that came."""
        times: list[float] = []
        begin = time.perf_counter()

        async def join(person: int) -> Participant | None:
            page: Participant | None = await self._tried(self.system.open(person))
            if page is not None:
                times.append(time.perf_counter() - begin)
            return page

        pages = await asyncio.gather(*(join(person) for person in range(self.plan.people)))
        found = spread(name, "s", times)
        self.figures |= {key.replace("_max_", "_last_"): value for key, value in found.items()}
        return [page for page in pages if page is not None]

    def _cpu(self, before: Look, after: Look, own: list[int], pages: int) -> None:
        server = after.cpu_s_since(before, "server", "zygote")
        self.figures["server_cpu_s_per_page"] = round(server / max(pages, 1), 4)
        self.figures["kernel_cpu_s_per_page"] = round(mean_cpu_s(after, own) or 0.0, 4)

    def _memory(self, before: Look, after: Look, own: list[int], pages: int) -> None:
        grown = (after.server_mb - before.server_mb) / max(pages, 1)
        in_kernel = median_mb(after, own)
        # Where pages have no kernel of their own, they live in the server.
        self.figures["uss_mb_per_page"] = round(grown if in_kernel is None else in_kernel, 2)
        self.figures["server_growth_mb_per_page"] = round(0.0 if in_kernel is None else grown, 2)
        self.figures["all_memory_mb"] = round(after.pss_mb, 1)
        self.figures["all_uss_mb"] = round(after.uss_mb, 1)

    async def _idle(self) -> float:
        await asyncio.sleep(self.plan.rest_s)
        before, begin = look(self.system.family(), memory=False), time.perf_counter()
        await asyncio.sleep(self.plan.idle_s)
        after = look(self.system.family(), memory=False)
        spent = after.cpu_s_since(before, "server", "zygote", "kernel")
        return round(100 * spent / (time.perf_counter() - begin), 2)

    async def _tried(self, work: Any) -> Any:
        """Do something within the patience; what goes wrong is counted, and gives None."""
        try:
            return await asyncio.wait_for(work, self.plan.patience_s)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is a finding
            self.problems.append(f"{type(error).__name__}: {error}"[:300])
            return None

    def _step(self, what: str) -> None:
        self.tell(f"{self.system.label}: {what}")
