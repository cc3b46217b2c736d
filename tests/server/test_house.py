"""The whole house under load and in trouble: real kernels, without a browser to draw."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.live import PATIENCE, LiveServer, until
from workshop.messages import GroupMade
from workshop.testing import Browser, OpenPage, Person

VOTE = "grens-01"


def kernels(server: LiveServer) -> set[int]:
    """Give the process ids of the forked kernels that run now."""
    found = set()
    for process in server.family():
        with suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and " ".join(process.cmdline()).startswith("forked kernel"):
                found.add(process.pid)
    return found


def zygote(server: LiveServer) -> psutil.Process | None:
    """Give the process that kernels are forked from."""
    for process in server.family():
        with suppress(psutil.Error):
            if " ".join(process.cmdline()).startswith("zygote"):
                return process
    return None


async def soon(condition: Callable[[], object], what: str) -> None:
    """Wait until a condition holds, and let pages go on meanwhile."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what it waits for is another process's doing
            await asyncio.sleep(0.05)
    assert condition(), what


async def open_desk(server: LiveServer, made: GroupMade) -> OpenPage:
    """Open the facilitator's page."""
    browser = Browser(server.url)
    await browser.get(f"/f/{made.facilitator_secret}")
    return await OpenPage.open(browser, "/begeleider")


async def seat(server: LiveServer, made: GroupMade, number: int = 0) -> Person:
    """Let somebody join, without opening a page yet."""
    person = Person(server.url, random.Random(number), pace=0)
    await person.join(made.group.code, f"Deelnemer {number}")
    return person


async def come_in(server: LiveServer, made: GroupMade, people: int) -> list[Person]:
    """Let people join and open their pages, all together."""
    seated = [await seat(server, made, number) for number in range(people)]
    pages = await asyncio.gather(*(OpenPage.open(one.browser, "/hier") for one in seated))
    for one, opened in zip(seated, pages, strict=True):
        one.page = opened
    return seated


Story = Callable[[LiveServer, GroupMade, OpenPage], Awaitable[None]]


def play(server: LiveServer, story: Story) -> None:
    """Make a group that is open at a vote, and play a story in it."""

    async def run() -> None:
        made = server.new_group(min_people=3)
        desk = await open_desk(server, made)
        await desk.ask("Act", action="open", activity=VOTE)
        try:
            await story(server, made, desk)
        finally:
            await desk.close()

    asyncio.run(run())


async def vote(person: Person, choice: str = "zelf") -> str:
    """Vote, and give the type of the reply."""
    assert person.page is not None
    return str((await person.page.save(VOTE, "choice", choice))["type"])


class TestKernels:
    def test_a_page_is_a_fork(self, server: LiveServer) -> None:
        """Each page has a process of its own, forked from the zygote, and names itself so."""

        async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
            people = await come_in(server, made, 3)
            parent = zygote(server)
            assert parent is not None
            assert kernels(server) <= {child.pid for child in parent.children()}
            assert len({one.page.kernel for one in people if one.page}) == 3
            assert len(kernels(server)) >= 4  # with the desk's
            for one in people:
                await one.page.close()

        play(server, story)

    def test_closing_twenty_pages_ends_twenty_kernels(self, server: LiveServer) -> None:
        """A page that says goodbye takes its kernel along; what stays is what is kept ready."""

        async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
            await soon(lambda: server.health()["pages"] == 1, "only the desk to be open")
            people = await come_in(server, made, 20)
            assert server.health()["pages"] == 21
            mine = kernels(server)
            for one in people:
                await one.page.close()
            await soon(lambda: server.health()["pages"] == 1, "twenty pages to be gone")
            await soon(lambda: len(mine & kernels(server)) <= len(mine) - 20, "twenty kernels to have ended")

        play(server, story)

    def test_a_dead_zygote_is_replaced(self, server: LiveServer) -> None:
        """After the zygote was killed, open pages go on and new ones come."""

        async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
            (early,) = await come_in(server, made, 1)
            dead = zygote(server)
            assert dead is not None
            dead.kill()
            assert await vote(early) == "Saved"
            people = await come_in(server, made, 6)
            assert [await vote(one) for one in people] == ["Saved"] * 6
            for one in (early, *people):
                await one.page.close()

        play(server, story)

    def test_a_killed_kernel_takes_nothing_along(self, server: LiveServer) -> None:
        """A page whose kernel dies in the middle of a vote comes back with what it had saved; others notice nothing."""

        async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
            server.rest()
            other = await seat(server, made, 8)
            other.page = await OpenPage.open(other.browser, "/hier")
            known = kernels(server)
            await soon(lambda: kernels(server) >= known, "the pool to be filled")
            person = await seat(server, made, 9)
            person.page = await OpenPage.open(person.browser, "/hier")
            assert await vote(person, "grens") == "Saved"
            os.kill(await _kernel_of(person), signal.SIGKILL)
            await soon(lambda: person.page.lost, "the page to notice")
            assert await vote(other) == "Saved"
            person.page = await OpenPage.open(person.browser, "/hier")
            answers = person.page.state["answers"]
            assert answers[VOTE]["1"]["choice"] == "grens"
            for one in (person, other):
                await one.page.close()

        play(server, story)

    def test_without_forking_pages_are_the_same(self, tmp_path: Path) -> None:
        """With the fork turned off, kernels boot in the ordinary way and the page works."""
        server = LiveServer(tmp_path / "data", "--no-fork", "--made-pages", "1").start()
        try:

            async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
                (person,) = await come_in(server, made, 1)
                assert await vote(person) == "Saved"
                assert zygote(server) is None

            play(server, story)
        finally:
            server.stop()


async def _kernel_of(person: Person) -> int:
    """Find the process of a page's kernel by the connection file that it listens on."""
    assert person.page is not None
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if " ".join(process.cmdline()).startswith("forked kernel"):
                held = {connection.laddr for connection in process.net_connections("unix") if connection.laddr}
                if any(person.page.kernel in str(address) for address in held):
                    return process.pid
    raise AssertionError(f"no process has the kernel {person.page.kernel}")


class TestDoor:
    def test_a_full_house_says_so_and_lets_in_who_waits(self, tmp_path: Path) -> None:
        """Over the limit people stand in line, /healthz says 503, and a page that closes lets the next one in."""
        server = LiveServer(tmp_path / "data", "--max-pages", "8", "--made-pages", "0").start()
        try:

            async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
                server.rest()
                people = []
                while server.health()["status"] == "ok":
                    person = await seat(server, made, len(people))
                    person.page = await OpenPage.open(person.browser, "/hier")
                    people.append(person)
                assert 0 < len(people) < 8
                late = await seat(server, made, 99)
                look = await late.browser.get("/hier")
                assert look.status == 503
                assert "Alle plaatsen zijn nu bezet" in look.text
                told = await late.browser.get("/healthz")
                assert (told.status, json.loads(told.text)["waiting"]) == (503, 1)
                waiting = asyncio.create_task(OpenPage.open(late.browser, "/hier"))
                await people[0].page.close()
                late.page = await asyncio.wait_for(waiting, PATIENCE)
                assert await vote(late) == "Saved"
                # the screen still comes in: a few places are kept for whoever leads
                screen = Browser(server.url)
                await screen.get(f"/s/{made.screen_secret}")
                await OpenPage.open(screen, "/scherm")

            play(server, story)
        finally:
            server.stop()

    def test_fifty_reloads_make_no_crowd(self, server: LiveServer) -> None:
        """Someone who presses reload again and again is given one page, and costs one kernel."""

        async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
            await soon(lambda: server.health()["pages"] == 1, "only the desk to be open")
            server.rest()
            running = kernels(server)
            person = await seat(server, made, 5)
            answers = await asyncio.gather(*(person.browser.get("/sessie/grenzen") for _n in range(50)))
            assert {answer.status for answer in answers} == {200}
            assert server.health()["pages"] == 2
            assert len(kernels(server) - running) <= 3  # this page's, and one made for the next who comes
            person.page = await OpenPage.open(person.browser, "/hier")
            assert await vote(person) == "Saved"
            await person.page.close()

        play(server, story)

    def test_pages_that_are_left_alone_end(self, tmp_path: Path) -> None:
        """Connections that are opened and dropped without a word leave no kernel behind after a while."""
        server = LiveServer(tmp_path / "data", "--away-seconds", "5").start()
        try:

            async def story(server: LiveServer, made: GroupMade, _desk: OpenPage) -> None:
                server.rest()
                before = server.health()["pages"]
                people = await come_in(server, made, 5)
                unopened = await seat(server, made, 50)
                await unopened.browser.get("/hier")
                assert server.health()["pages"] == before + 6
                for one in people:
                    one.page.drop()
                await soon(lambda: server.health()["pages"] == before, "pages without a browser to end")
                assert await vote((await come_in(server, made, 1))[0]) == "Saved"

            play(server, story)
        finally:
            server.stop()


@pytest.mark.slow
class TestMany:
    def test_two_hundred_and_fifty_pages(self, tmp_path: Path) -> None:
        """250 pages are open on one server, each votes, and nothing is left when it ends."""
        server = LiveServer(tmp_path / "data").start()

        async def story(server: LiveServer, made: GroupMade, desk: OpenPage) -> None:
            people = []
            for start in range(0, 250, 50):
                seated = [await seat(server, made, start + number) for number in range(50)]
                pages = await asyncio.gather(*(OpenPage.open(one.browser, "/hier") for one in seated))
                for one, opened in zip(seated, pages, strict=True):
                    one.page = opened
                people += seated
            assert server.health()["pages"] == 251
            replies = await asyncio.gather(*(vote(one, "samen") for one in people))
            assert set(replies) == {"Saved"}
            await desk.until(lambda state: state.get("room", {}).get("done") == 250)

        try:
            play(server, story)
        finally:
            family = server.family()
            server.stop()
        until(lambda: not any(_runs(process) for process in family), "every process to have ended")


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
