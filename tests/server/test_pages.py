"""The pages of a server: each given away once, made in spite of failures, ended when nobody needs them."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workshop.broker import Broker, DirectLink
from workshop.content import load_programme, programme_path
from workshop.errors import UnavailableError
from workshop.messages import Identity, Join, NewGroup, Request
from workshop.server import pages as pages_module
from workshop.server import supply
from workshop.server.capacity import Capacity
from workshop.server.context import Context
from workshop.server.made import MadePage
from workshop.server.pages import InLine, Pages
from workshop.server.supply import DESK, SCREEN
from workshop.store import Keys, Store

SESSION, OTHER = "grenzen.ipynb", "zelfbeeld.ipynb"
LONG = 10.0  # seconds of patience; nothing here takes that long
PROGRAMME = load_programme(programme_path())


@dataclass
class Workshop:
    """Makes pages that have no kernel, as fast or as badly as a test wants."""

    failing: int = 0
    broken: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    ended: list[str] = field(default_factory=list)
    made: list[MadePage] = field(default_factory=list)
    tried: int = 0
    busy: int = 0
    most_busy: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    link: Link | None = None
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def make(self, notebook: str) -> MadePage:
        """Make a page once the gate is open, or fail."""
        self.tried += 1
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            if self.failing:
                self.failing -= 1
                raise RuntimeError("no memory, say")
            if notebook in self.broken:
                raise RuntimeError(f"{notebook} has an error")
        finally:
            self.busy -= 1
        number = next(self._numbers)
        page = MadePage(notebook, f"kernel-{number}", f"capability-{number}", f"<html lang=__LANG__>{number}")
        if self.link is not None:
            self.link.broker.expect(page.capability)
        self.made.append(page)
        return page

    async def end(self, page: MadePage) -> None:
        """End a page."""
        self.ended.append(page.kernel_id)

    async def alive(self, page: MadePage) -> bool:
        """Say whether a page's kernel runs; as in life, the answer takes a moment."""
        await asyncio.sleep(0)
        return page.kernel_id not in self.dead | set(self.ended)


class Link(DirectLink):
    """The server's link to a broker in this process; it can be away."""

    def __init__(self, broker: Broker) -> None:
        super().__init__(broker, Identity(role="server"))
        self.broker = broker
        self.away = False

    async def ask(self, request: Request) -> object:
        """Pass a request on, unless nobody is there."""
        if self.away:
            raise UnavailableError("away")
        return await super().ask(request)


@dataclass
class House:
    """The pages of a server, what makes them, and two people in a group."""

    pages: Pages
    workshop: Workshop
    link: Link
    ana: Identity
    bo: Identity

    async def until(self, condition: Callable[[], object]) -> None:
        """Let things happen until something is so."""
        async with asyncio.timeout(LONG):
            while not condition():  # noqa: ASYNC110 - what it waits for has no event
                await asyncio.sleep(0.005)

    async def take(self, owner: str, identity: Identity, notebook: str = SESSION, patience: float = LONG) -> MadePage:
        """Take a page, and give it."""
        html = await self.pages.take(notebook, owner, identity, patience)
        assert isinstance(html, str)
        assert html.startswith("<html lang=nl>")
        return self.workshop.made[int(html.removeprefix("<html lang=nl>")) - 1]


Story = Callable[[House], Awaitable[None]]


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that plays a story in a fresh house, where waiting is short."""
    monkeypatch.setattr(pages_module, "LOOK", 0.01)
    monkeypatch.setattr(pages_module, "GRACE", 0.05)
    monkeypatch.setattr(supply, "_WAITS", (0.01, 0.02))

    def run(story: Story, **settings: object) -> None:
        asyncio.run(_in_house(tmp_path, story, settings))

    return run


async def _in_house(folder: Path, story: Story, settings: dict[str, object]) -> None:
    broker = Broker(store=Store.in_memory(), programme=PROGRAMME, keys=Keys.load(folder))
    link = Link(broker)
    group = link.ask_now(NewGroup(name="Oost")).group
    seats = [link.ask_now(Join(group.code, f"key-{name}", name)) for name in ("Ana", "Bo")]
    ana, bo = (Identity("participant", group.id, seat.participant, language="nl") for seat in seats)
    context = Context(
        link=link,
        base_url="",
        words=[],
        pseudonyms={},
        notebooks=(DESK, SESSION, SCREEN, OTHER),
        away_seconds=settings.pop("away", 60.0),
    )
    workshop = Workshop(link=link, failing=settings.pop("failing", 0), broken=settings.pop("broken", set()))
    if not settings.pop("closed", False):
        workshop.gate.set()
    most = settings.pop("most", 100)
    pages = Pages(context, workshop, ready=settings.pop("ready", 1), capacity=Capacity(most), **settings)
    pages.start()
    try:
        await story(House(pages, workshop, link, ana, bo))
    finally:
        await pages.close()


class TestTaking:
    def test_each_page_is_handed_out_once(self, play: Callable[..., None]) -> None:
        """Whoever takes a page gets one that nobody else was given, in their language, and the broker knows of it."""

        async def story(house: House) -> None:
            pages = [await house.take(f"browser-{n}", house.ana) for n in range(5)]
            assert len({page.kernel_id for page in pages}) == 5
            assert [house.pages.owner_of(page.kernel_id) for page in pages] == [f"browser-{n}" for n in range(5)]
            assert all(house.link.broker.pages[page.capability].identity == house.ana for page in pages)
            assert house.pages.given == 5

        play(story)

    def test_two_at_once_get_two(self, play: Callable[..., None]) -> None:
        """When one page is ready and many ask at the same moment, each gets another."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made >= 1)
            who = [(f"browser-{n}", house.ana if n % 2 else house.bo) for n in range(8)]
            pages = await asyncio.gather(*(house.take(owner, identity) for owner, identity in who))
            assert len({page.kernel_id for page in pages}) == 8
            for page, (owner, identity) in zip(pages, who, strict=True):
                assert (page.owner, page.identity) == (owner, identity)

        play(story)

    def test_impatient_reload_gets_the_same(self, play: Callable[..., None]) -> None:
        """A browser that asks again before it opened its page gets that page, also when it asks many times at once."""

        async def story(house: House) -> None:
            pages = await asyncio.gather(*(house.take("browser", house.ana) for _n in range(20)))
            pages.append(await house.take("browser", house.ana))
            assert len({page.kernel_id for page in pages}) == 1
            assert house.pages.given == 1

        play(story, ready=0)

    def test_second_tab_gets_its_own(self, play: Callable[..., None]) -> None:
        """Once a page is open, the same browser's next page is another."""

        async def story(house: House) -> None:
            first = await house.take("browser", house.ana)
            house.pages.connected(first.kernel_id, object())
            assert await house.take("browser", house.ana) is not first

        play(story)

    @pytest.mark.parametrize("closed", [False, True], ids=["ready", "not ready"])
    def test_two_desks_of_two_groups_in_one_browser(self, play: Callable[..., None], closed: bool) -> None:
        """Tabs for different people or groups that a browser opens at the same moment get a page each."""

        async def story(house: House) -> None:
            one, other = (Identity("facilitator", group, language="nl") for group in (1, None))
            tabs = [asyncio.create_task(house.take("browser", each, DESK)) for each in (one, other)]
            await asyncio.sleep(0)
            house.workshop.gate.set()
            pages = await asyncio.gather(*tabs)
            assert pages[0] is not pages[1]
            assert [page.identity for page in pages] == [one, other]
            assert house.workshop.ended == []

        play(story, closed=closed)

    def test_pages_of_all_sessions_are_one_pool(self, play: Callable[..., None]) -> None:
        """A page shows whichever session the group is in, so one made of another notebook serves at once."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made >= 3)
            before = list(house.workshop.made)
            assert await house.take("browser", house.ana, OTHER, patience=0.0) in before

        play(story)

    def test_unknown_notebook(self, play: Callable[..., None]) -> None:
        """There is no page of a notebook that is not there."""

        async def story(house: House) -> None:
            with pytest.raises(KeyError):
                await house.pages.take("nonsense.ipynb", "browser", house.ana)

        play(story)

    def test_broker_away(self, play: Callable[..., None]) -> None:
        """A page that cannot be made somebody's is not given, and ended; the next try works."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made >= 1)
            house.link.away = True
            with pytest.raises(UnavailableError):
                await house.take("browser", house.ana)
            house.link.away = False
            await house.until(lambda: len(house.workshop.ended) == 1)
            page = await house.take("browser", house.ana)
            assert page.kernel_id not in house.workshop.ended

        play(story)


class TestLine:
    def test_place_and_turn(self, play: Callable[..., None]) -> None:
        """Who comes while none is ready is told a place, which gets better, and then has a page without waiting."""

        async def story(house: House) -> None:
            assert await house.pages.take(SESSION, "first", house.ana) == InLine(1)
            assert await house.pages.take(SESSION, "second", house.bo) == InLine(2)
            assert await house.pages.take(SESSION, "first", house.ana) == InLine(1)
            assert house.pages.supply.waiting == 2
            turn = asyncio.create_task(house.pages.turn(SESSION, "second", LONG))
            house.workshop.gate.set()
            assert await turn == InLine(0)
            assert (await house.take("second", house.bo, patience=0.0)).owner == "second"
            assert (await house.take("first", house.ana, patience=0.0)).owner == "first"

        play(story, ready=0, closed=True)

    def test_full(self, play: Callable[..., None]) -> None:
        """A full house says so, and a page that closes makes room for who waits."""

        async def story(house: House) -> None:
            first = await house.take("first", house.ana)
            await house.until(lambda: house.pages.supply.full)
            assert await house.pages.take(SESSION, "late", house.bo, 0.05) == InLine(1, full=True)
            house.pages.goodbye(first.kernel_id)
            await house.until(lambda: house.pages.place(SESSION, "late") == InLine(0))
            assert (await house.take("late", house.bo, patience=0.0)).owner == "late"

        play(story, ready=0, most=6)  # of six, two are the desk's and screen's that are ready, and three are kept

    def test_who_was_seen_at_the_door_finds_a_page(self, play: Callable[..., None]) -> None:
        """For each browser at the door one page more is ready, before it asks."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made == 3)
            for n in range(4):
                house.pages.expect(f"browser-{n}")
                house.pages.expect(f"browser-{n}")
            await house.until(lambda: house.pages.supply.made == 7)
            for n in range(4):
                await house.take(f"browser-{n}", house.ana, patience=0.0)
            assert house.pages.supply.made == 3

        play(story)


class TestMaking:
    def test_not_more_at_once_than_wanted(self, play: Callable[..., None]) -> None:
        """Never are more pages made at the same time than there are cores for it."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made == 12)
            assert house.workshop.most_busy == 3

        play(story, ready=10, at_once=3)

    def test_failures_are_tried_again(self, play: Callable[..., None]) -> None:
        """A page that cannot be made is tried again, with waits, and whoever waits gets it."""

        async def story(house: House) -> None:
            page = await house.take("browser", house.ana)
            assert page.owner == "browser"
            assert house.workshop.tried >= 5

        play(story, failing=4)

    def test_a_broken_notebook_stops_only_itself(self, play: Callable[..., None]) -> None:
        """When the screen cannot be made, participants and the desk have their pages all the same."""

        async def story(house: House) -> None:
            await house.take("browser", house.ana)
            await house.take("desk", Identity("facilitator", 1, language="nl"), DESK)
            assert await house.pages.take(SCREEN, "screen", Identity("screen", 1), 0.05) == InLine(1)

        play(story, broken={SCREEN}, at_once=1)

    def test_dead_made_pages_are_never_given(self, play: Callable[..., None]) -> None:
        """A made page whose kernel died is not given to anybody, and another is made in its place."""

        async def story(house: House) -> None:
            await house.until(lambda: house.pages.supply.made == 5)
            house.workshop.dead = {page.kernel_id for page in house.workshop.made}
            page = await house.take("browser", house.ana)
            assert page.kernel_id not in house.workshop.dead
            await house.until(lambda: house.pages.supply.made == 5)

        play(story, ready=3)


class TestEnding:
    def test_a_given_page_that_dies_is_ended(self, play: Callable[..., None]) -> None:
        """When the kernel of an open page dies, its line is cut, so that its browser knows, and nobody owns it."""

        async def story(house: House) -> None:
            page, socket = await house.take("browser", house.ana), Socket()
            house.pages.connected(page.kernel_id, socket)
            house.workshop.dead.add(page.kernel_id)
            await house.until(lambda: socket.closed)
            await house.until(lambda: house.pages.owner_of(page.kernel_id) is None)
            assert page.capability not in house.link.broker.pages

        play(story)

    def test_goodbye(self, play: Callable[..., None]) -> None:
        """A page that says goodbye is ended a moment later."""

        async def story(house: House) -> None:
            page, socket = await house.take("browser", house.ana), Socket()
            house.pages.connected(page.kernel_id, socket)
            house.pages.goodbye(page.kernel_id)
            assert socket.closed
            assert house.workshop.ended == []
            await house.until(lambda: house.workshop.ended == [page.kernel_id])

        play(story)

    def test_goodbye_and_back(self, play: Callable[..., None]) -> None:
        """A page that comes back from the browser's memory right after its goodbye goes on."""

        async def story(house: House) -> None:
            page = await house.take("browser", house.ana)
            house.pages.connected(page.kernel_id, Socket())
            house.pages.goodbye(page.kernel_id)
            house.pages.connected(page.kernel_id, Socket())
            other = await house.take("another", house.bo)
            house.pages.goodbye(other.kernel_id)
            await house.until(lambda: house.workshop.ended == [other.kernel_id])
            assert house.pages.owner_of(page.kernel_id) == "browser"

        play(story)

    def test_away(self, play: Callable[..., None]) -> None:
        """A page without a connection, or that was never opened, ends after a while; an open one stays."""

        async def story(house: House) -> None:
            lost, never, here = [await house.take(f"browser-{n}", house.ana) for n in range(3)]
            sockets = [Socket(), Socket(), Socket()]
            house.pages.connected(here.kernel_id, sockets[0])
            house.pages.connected(lost.kernel_id, sockets[1])
            house.pages.connected(lost.kernel_id, sockets[2])
            house.pages.disconnected(lost.kernel_id, sockets[1])
            await house.until(lambda: house.workshop.ended == [never.kernel_id])
            house.pages.disconnected(lost.kernel_id, sockets[2])
            await house.until(lambda: house.workshop.ended == [never.kernel_id, lost.kernel_id])
            assert house.pages.owner_of(here.kernel_id) == "browser-2"

        play(story, away=0.1)

    def test_presence(self, play: Callable[..., None]) -> None:
        """The broker knows who has a browser at the other end, from the first connection to the last."""

        async def story(house: House) -> None:
            page, sockets = await house.take("browser", house.ana), [Socket(), Socket()]
            known = house.link.broker.pages[page.capability]
            for socket in sockets:
                house.pages.connected(page.kernel_id, socket)
            await house.until(lambda: known.here)
            house.pages.disconnected(page.kernel_id, sockets[0])
            house.pages.disconnected(page.kernel_id, sockets[0])
            await asyncio.sleep(0)
            assert known.here
            house.pages.disconnected(page.kernel_id, sockets[1])
            await house.until(lambda: not known.here)

        play(story)


class TestRetelling:
    def test_a_new_broker_hears_of_every_page(self, play: Callable[..., None]) -> None:
        """A broker that was started anew knows again what is made, whose each page is, and who is here."""

        async def story(house: House) -> None:
            page = await house.take("browser", house.ana)
            house.pages.connected(page.kernel_id, Socket())
            await house.until(lambda: house.pages.supply.made >= 3 and house.link.broker.pages[page.capability].here)
            before = _known(house)
            house.link.broker.pages.clear()
            await house.pages.retell()
            after = _known(house)
            assert after == before
            assert after[page.capability] == (house.ana, True)

        play(story)


def _known(house: House) -> dict[str, tuple[Identity | None, bool]]:
    """Tell what the broker knows of the pages that were made."""
    known = house.link.broker.pages
    made = [page.capability for page in house.workshop.made]
    return {name: (known[name].identity, known[name].here) for name in made if name in known}


class Socket:
    """A websocket, as far as pages are concerned."""

    closed = False

    def close(self) -> None:
        """Close it."""
        self.closed = True
