"""The facilitator makes a group on the page, picks it, opens the screen, and stays in it whatever happens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import Facilitator, Participant, Screen
from tests.live import LiveServer

pytestmark = pytest.mark.browser


def code_of(desk: Facilitator) -> str:
    """Read the join code at the desk."""
    label = desk.page.get_by_label(re.compile("^Code om mee te doen")).first
    return label.inner_text().strip()


def make_group(host: Facilitator, name: str) -> str:
    """Fill in the form for a new group, and give its code."""
    host.page.get_by_label("Naam").fill(name)
    host.page.get_by_role("button", name="Groep maken").click()
    expect(host.page.locator("[data-action=open]")).to_be_visible()
    return code_of(host)


class TestHost:
    def test_from_the_printed_link_to_a_running_group(self, browser: Browser, server: LiveServer) -> None:
        """The host's link leads to a new group, its screen and its people; a reload stays in the group."""
        host = Facilitator.arrive(browser, server.url)
        host.page.goto(server.host_path())
        assert "/f/" not in host.page.url
        code = make_group(host, "Mentoren noord")

        with host.context.expect_page() as opened:
            host.page.get_by_role("link", name="Scherm openen").click()
        screen = Screen(host.context, opened.value, host.base)
        screen.sees(code)
        screen.sees(re.compile(r"^0\s*aanwezig$"))

        first, second = (Participant.arrive(browser, server.url) for _n in range(2))
        first.join(code)
        expect(host.page.get_by_text(re.compile(r"^1\s*in totaal meegedaan$"))).to_be_visible()
        host.page.reload()
        assert code_of(host) == code
        host.press("open")
        first.go_in()
        second.join_and_go_in(code)
        screen.sees(re.compile(r"^2\s*aanwezig$"))
        expect(host.page.get_by_text(re.compile(r"^2\s*aanwezig$"))).to_be_visible()
        for one in (host, first, second):
            one.leave()

    def test_goes_on_with_a_group_from_the_list(self, browser: Browser, server: LiveServer) -> None:
        """A group that was made earlier stands in the list with its code, and a link leads back to the list."""
        made = server.new_group("Mentoren zuid")
        host = Facilitator.arrive(browser, server.url)
        host.page.goto(server.host_path())
        host.page.get_by_role("button", name=re.compile(made.group.code)).click()
        expect(host.page.locator("[data-action=open]")).to_be_visible()
        assert code_of(host) == made.group.code
        host.page.locator("summary", has_text="Menu").click()
        host.page.get_by_role("link", name="Jouw groepen").click()
        expect(host.page.get_by_role("button", name=re.compile(made.group.code))).to_be_visible()
        host.leave()

    def test_two_groups_in_one_browser_stay_apart(self, browser: Browser, server: LiveServer) -> None:
        """Who leads two groups by their links finds, after a reload, the same group in the same tab."""
        morning, afternoon = server.new_group("Ochtend"), server.new_group("Middag")
        desk = Facilitator.arrive(browser, server.url)
        desk.open_desk(morning)
        other = desk.another_tab()
        other.open_desk(afternoon)
        desk.page.reload()
        assert code_of(desk) == morning.group.code
        other.page.reload()
        assert code_of(other) == afternoon.group.code
        with desk.context.expect_page() as opened:
            desk.page.get_by_role("link", name="Scherm openen").click()
        Screen(desk.context, opened.value, desk.base).sees(morning.group.code)
        desk.leave()
