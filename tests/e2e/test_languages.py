"""Dutch and English: the group's language is the default, a person may switch anywhere, and it stays switched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import CHOICES, PROGRAMME, Facilitator, Someone
from tests.live import LiveServer

pytestmark = pytest.mark.browser

VOTE = "grens-01"
TITLE = PROGRAMME.activity(VOTE).title


def speaks(page: Page, language: str) -> None:
    """See that a page is in a language, and says so."""
    expect(page.locator("html")).to_have_attribute("lang", language)


def switch(page: Page, menu: str, language: str) -> None:
    """Choose another language in the menu of a page."""
    page.locator("summary", has_text=menu).first.click()
    page.get_by_role("button", name=language, exact=True).click()


class TestParticipant:
    def test_switches_at_the_door_and_on_the_page(self, browser: Browser, server: LiveServer) -> None:
        """What one chooses at the door holds on the page, and the other way round, over reloads and devices."""
        made = server.new_group("Tweetalig")
        desk = Facilitator.arrive(browser, server.url)
        desk.open_desk(made)
        desk.turn_to("grenzen", VOTE)
        desk.press("open")

        someone = Someone.arrive(browser, server.url)
        page = someone.page
        page.goto(f"/j/{made.group.code}")
        speaks(page, "nl")
        page.get_by_label("Je naam").fill("Noor")
        page.get_by_role("link", name="English").click()
        speaks(page, "en")
        page.get_by_label("Your name").fill("Noor")
        page.get_by_role("button", name="Take part").click()
        page.get_by_role("link", name="Continue").click()
        expect(page.get_by_role("heading", name=TITLE["en"])).to_be_visible()
        speaks(page, "en")

        switch(page, "Noor", "Nederlands")
        expect(page.get_by_role("heading", name=TITLE["nl"])).to_be_visible()
        speaks(page, "nl")
        page.get_by_role("radio", name=CHOICES["samen"], exact=True).check()
        page.get_by_role("textbox").fill("Halverwege een zin")
        switch(page, "Noor", "English")
        expect(page.get_by_role("heading", name=TITLE["en"])).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value("Halverwege een zin")
        page.reload()
        expect(page.get_by_role("heading", name=TITLE["en"])).to_be_visible()
        expect(page.get_by_role("radio", checked=True)).to_have_count(1)
        page.goto("/terugkomcode")
        speaks(page, "en")
        code = "-".join(page.locator("#return-words span").all_inner_texts())

        # on another device the seat remembers
        other = Someone.arrive(browser, server.url)
        other.page.goto("/terug")
        other.page.get_by_role("textbox").first.fill(code)
        other.page.get_by_role("button").last.click()
        expect(other.page.get_by_role("heading", name=TITLE["en"])).to_be_visible()

        # and back again, at the door
        page.get_by_role("link", name="Nederlands").click()
        speaks(page, "nl")
        page.goto("/hier")
        expect(page.get_by_role("heading", name=TITLE["nl"])).to_be_visible()
        for one in (desk, someone, other):
            one.leave()


class TestGroup:
    def test_in_english(self, browser: Browser, server: LiveServer) -> None:
        """An English group is English for everybody, also for who has a Dutch browser."""
        made = server.new_group("Mentors north", language="en")
        desk = Facilitator.arrive(browser, server.url)
        desk.page.goto(f"/f/{made.facilitator_secret}")
        expect(desk.page.get_by_role("button", name=re.compile("^Open"))).to_be_visible()
        speaks(desk.page, "en")
        screen = Someone.arrive(browser, server.url)
        screen.page.goto(f"/s/{made.screen_secret}")
        screen.sees("or scan this")
        speaks(screen.page, "en")
        someone = Someone.arrive(browser, server.url)
        someone.page.goto(f"/j/{made.group.code}")
        speaks(someone.page, "en")
        someone.page.get_by_role("button", name="Take part").click()
        someone.page.get_by_role("link", name="Continue").click()
        someone.sees("We start in a moment")
        for one in (desk, screen, someone):
            one.leave()


class TestDesk:
    def test_stays_switched(self, browser: Browser, server: LiveServer) -> None:
        """A facilitator who prefers English has it after a reload too; the screen keeps the group's language."""
        made = server.new_group("Mentoren west")
        desk = Facilitator.arrive(browser, server.url)
        desk.open_desk(made)
        switch(desk.page, "Menu", "English")
        expect(desk.page.get_by_role("link", name="Open the screen")).to_be_visible()
        desk.page.reload()
        with desk.context.expect_page() as opened:
            desk.page.get_by_role("link", name="Open the screen").click()
        speaks(desk.page, "en")
        expect(opened.value.get_by_text("of scan dit")).to_be_visible()
        speaks(opened.value, "nl")
        desk.leave()
