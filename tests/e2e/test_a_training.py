"""A facilitator, a screen and six participants do `zelfbeeld` and `grens-05` together, with everything that happens."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import CHOICES, PROGRAMME, Facilitator, Participant, Screen
from tests.live import LiveServer, until

pytestmark = pytest.mark.browser

FIRST = ["zelf", "zelf", "grens", "samen", "zelf", "laten"]
SECOND = ["zelf", "samen", "grens", "samen", "melden", "laten"]
STEPS = [4, 3, 4, 2, 5]


def counted(choices: list[str]) -> dict[str, int]:
    return {choice: Counter(choices)[choice] for choice in CHOICES}


class TestATraining:
    def test_from_the_door_to_the_shift(self, browser: Browser, server: LiveServer) -> None:
        """What people click is what the screen shows; reloading, coming late and changing device lose nothing."""
        made = server.new_group(min_people=3)
        desk = Facilitator.arrive(browser, server.url)
        screen = Screen.arrive(browser, server.url, "projector")
        people = [Participant.arrive(browser, server.url) for _n in range(5)]
        desk.open_desk(made)
        screen.open_screen(made)

        # the door and the waiting room
        codes = [person.join(made.group.code, f"Deelnemer {n}") for n, person in enumerate(people)]
        for person in people:
            person.go_in()
            person.page.wait_for_url("**/wacht")
        assert len(set(codes)) == 5

        # zelfbeeld: all rate, the screen counts, nothing is shown before it is revealed
        desk.press("open")
        for person, step in zip(people, STEPS, strict=True):
            person.page.wait_for_url("**/sessie/zelfbeeld")
            person.rate_all(step)
            person.sees_saved()
        desk.sees_done(5)
        expect(screen.page.get_by_text(re.compile(r"5 van 5 klaar"))).to_be_visible()
        statement = PROGRAMME.scales[0].statements[0].text["nl"]
        assert statement not in screen.page.inner_text("body")
        desk.press("show")
        expect(screen.page.get_by_text(statement)).to_be_visible()
        expect(screen.page.get_by_text("gemiddeld 3,6").first).to_be_visible()  # (4 + 3 + 4 + 2 + 5) / 5

        # grens-05, first round: one reloads in the middle of typing
        desk.turn_to("grenzen", "grens-05")
        desk.press("open")
        typing = people[0]
        typing.words.fill("Ik vraag <b>eerst</b> hoe het gaat 😀 مرحبا")
        typing.page.reload()
        expect(typing.words).to_have_value("Ik vraag <b>eerst</b> hoe het gaat 😀 مرحبا")
        typing.sees_saved()

        # one comes late, straight into the open situation
        late = Participant.arrive(browser, server.url, "phone")
        late.join(made.group.code)
        late.go_in()
        late.page.wait_for_url("**/sessie/grenzen")
        people.append(late)

        # one goes on with the return code on another device
        second_device = Participant.arrive(browser, server.url, "phone")
        second_device.page.goto("/terug")
        second_device.page.get_by_role("textbox").first.fill(codes[1].replace("-", "  ").upper())
        second_device.page.get_by_role("button").last.click()
        second_device.page.wait_for_url("**/sessie/grenzen")
        people[1].leave()
        people[1] = second_device

        for person, choice in zip(people, FIRST, strict=True):
            person.choose(choice)
        desk.sees_done(6)
        assert screen.bars() == []
        desk.press("close")
        expect(desk.page.get_by_text("Ik vraag <b>eerst</b> hoe het gaat 😀 مرحبا")).to_be_visible()
        assert screen.bars() == []
        desk.page.get_by_role("button", name="Doorlaten", exact=True).first.click()
        desk.press("show")
        until(lambda: screen.bars() == [counted(FIRST)], "the screen to show the first round")
        expect(screen.page.get_by_text("Ik vraag <b>eerst</b> hoe het gaat 😀 مرحبا")).to_be_visible()
        expect(people[3].page.get_by_text("Ronde 1 (6 mensen)")).to_be_visible()

        # second round and the shift
        desk.press("again")
        for person, choice in zip(people, SECOND, strict=True):
            expect(person.page.get_by_text("Tweede ronde.", exact=False).first).to_be_visible()
            person.choose(choice)
        desk.sees_done(6)
        desk.press("show")
        until(lambda: screen.bars() == [counted(FIRST), counted(SECOND)], "the screen to show both rounds")
        expect(screen.page.get_by_text("4 gebleven bij hun keuze, 2 verschoven")).to_be_visible()
        expect(late.page.get_by_text("4 gebleven bij hun keuze, 2 verschoven")).to_be_visible()

        # nothing was asked of any other host
        hosts = {
            urlsplit(url).hostname for one in (desk, screen, *people) for url in one.asked if url.startswith("http")
        }
        assert hosts == {"127.0.0.1"}
        for one in (desk, screen, *people):
            one.leave()
