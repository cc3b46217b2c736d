"""The waiting room: it moves on by itself, and who waits costs the broker nothing."""

import asyncio
import json
import time

import pytest

from workshop.errors import RefusedError
from workshop.messages import Resume
from workshop.server.plain import waiting


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Wait shorter than in a real room."""
    monkeypatch.setattr(waiting, "LOOK", 0.05)


class TestWaitingRoom:
    def test_moves_on_when_a_session_opens(self, visit):
        """News is held back until there is some."""

        async def story(house):
            browser = await house.join()
            asked = asyncio.create_task(browser.get("/wacht/nu"))
            await asyncio.sleep(0.2)
            assert not asked.done()
            house.open("zelfbeeld")
            assert json.loads((await asked).text) == {"session": "zelfbeeld", "ended": False}

        visit(story)

    def test_tells_that_the_group_has_ended(self, visit):
        """An ended group is news too, also for who comes later."""

        async def story(house):
            browser = await house.join()
            asked = asyncio.create_task(browser.get("/wacht/nu"))
            await asyncio.sleep(0.1)
            house.end()
            for answer in (await asked, await browser.get("/wacht/nu")):
                assert json.loads(answer.text) == {"session": None, "ended": True}

        visit(story)

    def test_one_watcher_looks_for_a_whole_room(self, visit):
        """Forty people who wait ask the broker no more often than one."""

        async def story(house):
            people = [await house.join() for _n in range(40)]
            house.link.asked.clear()
            asked = [asyncio.create_task(each.get("/wacht/nu")) for each in people]
            await asyncio.sleep(1)
            looks = sum(isinstance(request, Resume) for request in house.link.asked)
            assert looks <= 40 + 1 / waiting.LOOK + 2
            house.link.asked.clear()
            await asyncio.sleep(0.5)
            assert len(house.link.asked) <= 0.5 / waiting.LOOK + 2
            house.open("grenzen")
            for answer in await asyncio.gather(*asked):
                assert json.loads(answer.text)["session"] == "grenzen"

        visit(story)

    def test_needs_a_seat(self, visit):
        """Who has no seat waits for nothing."""

        async def story(house):
            assert (await house.browser().get("/wacht/nu")).status == 403
            assert (await house.browser().get("/wacht")).url == "/"

        visit(story)

    def test_survives_a_broker_that_is_away(self, visit):
        """A broker that is away for a moment ends nobody's waiting."""

        async def story(house):
            browser = await house.join()
            asked = asyncio.create_task(browser.get("/wacht/nu"))
            await asyncio.sleep(0.1)
            house.link.away = True
            await asyncio.sleep(0.2)
            house.link.away = False
            house.open("grenzen")
            assert json.loads((await asked).text)["session"] == "grenzen"

        visit(story)

    def test_answers_after_a_while_without_news(self, visit):
        """A request is not held for ever."""

        async def story(house):
            browser = await house.join()
            rooms = waiting.WaitingRooms(house.link)
            began = time.monotonic()
            news = await rooms.news(await house.return_code(browser), hold=0.1)
            assert news.waits
            assert time.monotonic() - began < 5

        visit(story)

    def test_refuses_an_unknown_key(self, visit):
        """A key that nobody has is refused."""

        async def story(house):
            with pytest.raises(RefusedError):
                await waiting.WaitingRooms(house.link).news("appel-atlas-arena-arm-aroma")

        visit(story)
