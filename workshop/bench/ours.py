"""Our own product, measured: the real server, door, made pages, desk and screen."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from pathlib import Path
from typing import Any

import psutil

from workshop.bench.serving import ServerProcess
from workshop.bench.system import Counted, Participant, System, Visit
from workshop.broker import DirectLink, open_broker
from workshop.content import Rehearsal, load_programme, load_rehearsal, programme_path
from workshop.errors import WorkshopError
from workshop.messages import GroupMade, Identity, NewGroup
from workshop.testing import Browser, OpenPage, Person

#: Pages kept ready besides those for people at the door; the server's own default, said aloud.
SPARE = 4
_DESKS = 2  # pages made ready for the next desk and the next screen
_SESSION = "grenzen"
_AT_DOOR = 8  # people who come through the door at the same time


class OurPage:
    """A participant's page of ours."""

    def __init__(self, page: OpenPage, votes: list[tuple[str, list[str]]]) -> None:
        self.page = page
        self._votes = votes

    @property
    def kernel(self) -> str:
        """The id of its kernel."""
        return self.page.kernel

    async def vote(self, item: int, choice: int) -> None:
        """Choose, and wait for the broker's word that it is committed."""
        activity, choices = self._votes[item]
        reply = await self.page.save(activity, "choice", choices[choice % len(choices)])
        if reply["type"] != "Saved":
            raise WorkshopError(f"A vote on {activity} was answered with {reply}")

    async def close(self) -> None:
        """Leave."""
        await self.page.close()


class OurScreen:
    """A screen of ours: how many have voted stands in its `room`."""

    def __init__(self, page: OpenPage) -> None:
        self.counted = Counted()
        self._page = page
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Leave."""
        self._watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._watching
        await self._page.close()

    async def _watch(self) -> None:
        while True:
            self.counted.note(_votes(self._page.state))
            await self._page.until(lambda state: _votes(state) != self.counted.now, patience=float("inf"))


class Ours(System):
    """The server of this package.

    Parameters
    ----------
    patience
        Seconds that anything may take.
    """

    name = "ours"
    label = "workshop"
    makes_ready = True

    def __init__(self, patience: float) -> None:
        super().__init__(patience)
        session = load_programme(programme_path()).session(_SESSION)
        if session.vote is None:
            raise WorkshopError(f"Session '{_SESSION}' has no votes to measure.")
        choices = [choice.id for choice in session.vote.choices]
        self.votes = [(activity.id, choices) for activity in session.activities if activity.kind == "vote"]
        self._labels = [choice.label["nl"] for choice in session.vote.choices]
        self._rehearsal: Rehearsal = load_rehearsal()
        self._people: list[Person] = []
        self._desk: OpenPage | None = None
        self._screen: OpenPage | None = None

    @property
    def base(self) -> str:
        """Its address."""
        return self._server.url

    def family(self) -> list[psutil.Process]:
        """Give all its processes: server, broker, zygote, kernels."""
        return self._server.family()

    async def start(self, folder: Path) -> None:
        """Start the server with an empty store, make a group, and open its desk."""
        command = ["-m", "workshop", "serve", "--data", str(folder / "data"), "--no-browser", "--port", "{port}"]
        self._server = ServerProcess([*command, "--max-people", "1000"], folder, ready="/healthz")
        await self._server.start(self.patience, "--made-pages", str(SPARE))
        made = _group(folder / "data")
        self._code = made.group.code
        self._leader = Browser(self.base)
        await self._leader.get(f"/f/{made.facilitator_secret}")
        self._desk = await OpenPage.open(self._leader, "/begeleider")
        await self._act(self.votes[0][0])
        self._people = []

    async def stop(self) -> None:
        """Leave the desk, and end the server."""
        if self._desk is not None:
            self._desk.drop()
        self._desk = self._screen = None
        await self._server.stop()

    async def gather(self, people: int, *, ready: bool) -> None:
        """Let people in at the door; `ready`: with the pages that are made for them, else without a single one."""
        self._people = [Person(self.base, random.Random(n), 0, self._rehearsal) for n in range(people)]  # noqa: S311
        at_door = asyncio.Semaphore(_AT_DOOR)

        async def come(person: Person) -> None:
            async with at_door:
                await person.join(self._code)

        await asyncio.gather(*(come(person) for person in self._people))
        if not ready:
            # They are known and hold their cookies, and a server that has just started expects nobody.
            await self.stop()
            await self._server.start(self.patience, "--made-pages", "0")
        await self._made((people + SPARE if ready else 0) + _DESKS)

    async def open(self, person: int) -> Participant:
        """Ask for somebody's page, on the way that leads to where the group is."""
        page = await OpenPage.open(self._people[person].browser, "/hier")
        return OurPage(page, self.votes)

    async def open_screen(self) -> OurScreen:
        """Open the group's screen."""
        self._screen = await OpenPage.open(self._leader, "/scherm")
        return OurScreen(self._screen)

    async def begin(self, item: int, pages: list[Participant]) -> None:
        """Open an activity at the desk, and wait until all pages show it."""
        activity = self.votes[item][0]
        await self._act(activity)

        def shown(state: dict[str, Any]) -> bool:
            return bool(state["stage"].get("activity") == activity)

        ours = [page.page for page in pages if isinstance(page, OurPage)]
        await asyncio.gather(*(page.until(shown) for page in ours))
        if self._screen is not None:
            await self._screen.until(lambda state: shown(state) and not _votes(state))

    async def visit(self, person: int) -> Visit:
        """Visit the page that is open for voting."""
        return Visit(
            "/hier",
            choose=tuple(f"label:has-text({json.dumps(label, ensure_ascii=False)})" for label in self._labels[:2]),
            kept="main >> text=/^Bewaard/ >> visible=true",
            cookies=self._people[person].browser.cookies,
        )

    async def _act(self, activity: str) -> None:
        if self._desk is None:
            raise WorkshopError("The desk is not open.")
        reply = await self._desk.ask("Act", action="open", activity=activity)
        if reply["type"] != "Stage":
            raise WorkshopError(f"Opening {activity} was answered with {reply}")

    async def _made(self, pages: int) -> None:
        """Wait until so many pages are ready."""
        async with asyncio.timeout(self.patience):
            while True:
                told = json.loads((await self._leader.get("/healthz")).text)
                if told["made"] >= pages and not told["waiting"]:
                    return
                await asyncio.sleep(0.1)


def _votes(state: dict[str, Any]) -> int:
    """Tell how many have voted on the current activity, as the screen shows it."""
    room = state.get("room") or {}
    return int(room.get("busy", 0)) + int(room.get("done", 0))


def _group(data: Path) -> GroupMade:
    """Make a group, as the command line does."""
    broker = open_broker(data)
    made = DirectLink(broker, Identity(role="host")).ask_now(NewGroup(name="Bench"))
    broker.store.close()
    if not isinstance(made, GroupMade):
        raise WorkshopError(f"Making a group was answered with {made}")
    return made
