"""Simulated participants: they join over the real door and answer the real programme, at human pace if wanted."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass, field
from typing import Any

from workshop.content import Rehearsal, load_rehearsal
from workshop.errors import UnavailableError, WorkshopError
from workshop.testing.browser import Browser
from workshop.testing.deciding import KINDS, Mind
from workshop.testing.forms import form_fields
from workshop.testing.open_page import OpenPage

log = logging.getLogger(__name__)

#: Where the join form goes.
JOIN = "/join"
_BACK_AGAIN = 2.0  # seconds before someone whose page broke asks for it again
_TRIES = 3  # to come in
_QUICK = {"scale", "weighing"}  # kinds with many items that each take a moment


@dataclass(slots=True)
class Person:
    """One simulated participant.

    Parameters
    ----------
    base
        The server's address.
    rng
        Decides what this person answers and how fast; a seed makes it the same every time.
    pace
        1 is human pace (seconds of thought), 0 as fast as it goes.
    """

    base: str
    rng: random.Random
    pace: float = 1.0
    rehearsal: Rehearsal = field(default_factory=load_rehearsal)
    browser: Browser = field(init=False)
    page: OpenPage | None = None
    answered: dict[tuple[str, int, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start with a fresh browser."""
        self.browser = Browser(self.base)

    async def join(self, code: str, name: str = "") -> None:
        """Join a group at the door, as a browser would.

        Raises
        ------
        WorkshopError
            The door did not let this person in.
        """
        door = await self.browser.get(f"/j/{code}")
        fields = form_fields(door.text, JOIN)
        if not fields:
            raise WorkshopError(f"/j/{code} showed no form but {door.status}: {door.text[:200]!r}")
        answer = await self.browser.post(JOIN, {**fields, "name": name})
        if answer.status != 200:  # noqa: PLR2004
            raise WorkshopError(f"Joining {code} gave {answer.status}: {answer.text[:200]!r}")

    async def take_part(self) -> None:
        """Follow the group until cancelled: open the page, answer what is open, come back when it breaks."""
        while True:
            try:
                self.page = await self._open()
                while True:
                    await self._answer_what_is_open(self.page)
            except (WorkshopError, UnavailableError, TimeoutError, OSError) as error:
                log.debug("a simulated participant comes back: %s", error)
                await asyncio.sleep(_BACK_AGAIN * max(self.pace, 0.1))

    async def _open(self) -> OpenPage:
        """Wait in the waiting room until a session is open, then open its page."""
        while True:
            here = await self.browser.get("/hier")
            if here.url.startswith("/sessie/"):
                return await OpenPage.open(self.browser, here.url)
            await self.browser.get("/wacht/nu")

    async def _answer_what_is_open(self, page: OpenPage) -> None:
        await page.until(lambda state: bool(self.open_now(state)), patience=3600)
        for activity, number in self.open_now(page.state):
            await self.answer(page, activity, number)

    def open_now(self, state: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
        """List what is open and not answered yet: (activity as in `welcome.sessions`, round)."""
        stages = state.get("stage", {}).get("stages", {})
        found = []
        for session in state.get("welcome", {}).get("sessions", []):
            for activity in session["activities"]:
                stage = stages.get(activity["id"], {})
                number = stage.get("round", 1)
                fresh = not any(key[:2] == (activity["id"], number) for key in self.answered)
                if stage.get("state") == "open" and activity["kind"] in KINDS and fresh:
                    found.append((activity, number))
        return found

    async def answer(self, page: OpenPage, activity: dict[str, Any], number: int) -> None:
        """Answer one activity's round: think, choose, sometimes write."""
        answers = self.decide(activity, number)
        for item, value in answers.items():
            await self._think(activity["kind"])
            reply = await page.save(activity["id"], item, value, number)
            self.answered[activity["id"], number, item] = value
            if reply["type"] == "Refused":  # the group has moved on
                return

    def decide(self, activity: dict[str, Any], number: int) -> dict[str, Any]:
        """Decide on plausible answers: item → value."""
        before = {item: value for (name, n, item), value in self.answered.items() if (name, n) == (activity["id"], 1)}
        return Mind(self.rehearsal, self.rng).decide(activity, number, before if number > 1 else {})

    async def _think(self, kind: str) -> None:
        seconds = self.rng.lognormvariate(0.2 if kind in _QUICK else 1.3, 0.5)
        await asyncio.sleep(seconds * self.pace)


async def play(base: str, code: str, *, people: int = 12, pace: float = 1.0, seed: int = 1) -> None:
    """Let simulated participants join a group and take part until cancelled.

    Parameters
    ----------
    base
        The server's address.
    code
        The group's join code.
    people
        How many.
    pace
        1 is human pace, 0 as fast as it goes.
    seed
        The same seed gives the same people.
    """
    rehearsal = load_rehearsal()
    async with asyncio.TaskGroup() as tasks:
        for n in range(people):
            rng = random.Random(f"{seed} {n}")  # noqa: S311 - not for secrets
            tasks.create_task(_one(Person(base, rng, pace, rehearsal), code, rehearsal.names[n % len(rehearsal.names)]))


async def _one(person: Person, code: str, name: str) -> None:
    await asyncio.sleep(person.rng.uniform(0.2, 8.0) * person.pace)
    for left in reversed(range(_TRIES)):
        try:
            await person.join(code, name)
            break
        except WorkshopError as error:  # a full room, a server that is busy: the others go on
            if not left:
                log.warning("A simulated participant stays away. %s", error)
                return
            await asyncio.sleep(_BACK_AGAIN * max(person.pace, 0.1))
    await person.take_part()
