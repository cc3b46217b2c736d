"""Ranking on every page: by number, by keyboard, by mouse, by finger; and the result beside one's own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.frontend.driver import DRAWN, Show, committed, drag, middle, take
from tests.frontend.given import LIVE, at, decided_result, room, stage, welcome

pytestmark = pytest.mark.browser

HELP = "rollen-hulp"
GOALS, DEVELOP, BETTER = (
    "Setting goals together, in writing",
    "Seeing and naming what to develop",
    "Doing the job better, step by step",
)
WORDS, CHANCES, BACK = (
    "Finding words for the help needed",
    "Creating chances to grow",
    "Inviting the mentee to look back",
)
TOP = ["doelen-4", "doelen-6", "doelen-1"]


def place(page: Page, label: str, number: int) -> Locator:
    """Find the button that puts an option in a place."""
    return page.get_by_role("button", name=f"Place {number}: {label}")


def reads(page: Page, *labels: str) -> None:
    """Read the top three on the page."""
    expect(page.locator(".top-list .slot:not(.free) .label")).to_have_text(list(labels))


def saves(page: Page, *ids: str) -> None:
    """Wait until a broker would hold this top; without ids, none."""
    page.wait_for_function(
        "(top) => JSON.stringify(model.committed.at(-1)?.value ?? []) === JSON.stringify(top)", arg=list(ids)
    )
    assert {row["item"] for row in page.evaluate("model.committed")} <= {"top"}


@pytest.fixture
def page(show: Show) -> Page:
    """Show an open ranking."""
    return show(welcome=welcome(), stage=stage(HELP))


class TestNumbers:
    def test_press_three_numbers(self, page: Page) -> None:
        """Each number puts its option in that place; the whole top is one answer."""
        for number, label in enumerate((WORDS, BACK, GOALS), 1):
            place(page, label, number).click()
            expect(place(page, label, number)).to_have_attribute("aria-pressed", "true")
        saves(page, *TOP)
        reads(page, WORDS, BACK, GOALS)
        expect(page.get_by_text("3 of 3 places filled")).to_be_visible()

    def test_no_place_is_left_open_above(self, page: Page) -> None:
        """The second place can be given when there is a first, not before."""
        expect(place(page, WORDS, 2)).to_have_attribute("aria-disabled", "true")
        place(page, WORDS, 2).click(force=True)
        reads(page)
        place(page, WORDS, 1).click()
        place(page, CHANCES, 2).click()
        saves(page, "doelen-4", "doelen-5")

    def test_what_is_put_above_moves_the_rest_down(self, show: Show) -> None:
        """A new first makes the first second; the third falls out, and that is said."""
        page = show(welcome=welcome(), stage=stage(HELP), answers={HELP: {"1": {"top": TOP}}})
        place(page, CHANCES, 1).click()
        saves(page, "doelen-5", "doelen-4", "doelen-6")
        expect(page.locator(".heard")).to_have_text(f"{CHANCES}: place 1. {GOALS} is out of your top.")

    def test_press_again_takes_it_out(self, show: Show) -> None:
        """The number that is pressed already takes its option out; an empty top is no answer."""
        page = show(welcome=welcome(), stage=stage(HELP), answers={HELP: {"1": {"top": ["doelen-4"]}}})
        place(page, WORDS, 1).click()
        page.wait_for_function("model.committed.length === 1")
        assert committed(page) == {f"{HELP}/1/top": None}
        reads(page)

    def test_nothing_moves_under_the_hand(self, page: Page) -> None:
        """Whatever is chosen, every option and its numbers stay where they were."""
        rows = page.locator(".pool li")
        before = [row.bounding_box() for row in rows.all()]
        for number, label in enumerate((BACK, BETTER, DEVELOP), 1):
            place(page, label, number).click()
        assert [row.bounding_box() for row in rows.all()] == before


class TestKeyboard:
    def test_all_of_it_by_keyboard(self, page: Page) -> None:
        """Choose, move up and down and take out with Tab and Enter; the focus stays with what is moved."""
        for number, (label, key) in enumerate(((GOALS, "Enter"), (DEVELOP, "Space"), (BETTER, "Enter")), 1):
            place(page, label, number).focus()
            page.keyboard.press(key)
            expect(place(page, label, number)).to_have_attribute("aria-pressed", "true")
        reads(page, GOALS, DEVELOP, BETTER)
        up = page.get_by_role("button", name=f"Move up: {BETTER}")
        up.focus()
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
        reads(page, BETTER, GOALS, DEVELOP)
        page.keyboard.press("Enter")  # it is the first already
        saves(page, "doelen-3", "doelen-1", "doelen-2")
        page.get_by_role("button", name=f"Remove: {GOALS}").focus()
        page.keyboard.press("Enter")
        expect(place(page, GOALS, 1)).to_be_focused()
        saves(page, "doelen-3", "doelen-2")


class TestDragging:
    def test_by_mouse_into_the_top(self, page: Page) -> None:
        """An option is dragged to a place; below the last filled place it takes the next free one."""
        slots = page.locator(".top-list .slot")
        drag(page, page.locator("[data-option='doelen-5'] .label"), slots.nth(2))
        reads(page, CHANCES)
        drag(page, page.locator("[data-option='doelen-1'] .label"), slots.nth(0))
        reads(page, GOALS, CHANCES)
        saves(page, "doelen-1", "doelen-5")

    def test_by_mouse_within_the_top_and_out(self, show: Show) -> None:
        """What stands in the top is dragged to another place, or back to the options."""
        page = show(welcome=welcome(), stage=stage(HELP), answers={HELP: {"1": {"top": TOP}}})
        slots = page.locator(".top-list .slot")
        drag(page, slots.nth(2).locator(".label"), slots.nth(0))
        reads(page, GOALS, WORDS, BACK)
        drag(page, slots.nth(1).locator(".label"), page.locator(".pool"))
        reads(page, GOALS, BACK)

    def test_let_go_elsewhere_changes_nothing(self, page: Page) -> None:
        """Neither a drag to nowhere, nor Escape, nor a press without moving changes anything."""
        option = page.locator("[data-option='doelen-5'] .label")
        drag(page, option, page.get_by_role("heading", name="The help of a mentor"))
        page.mouse.move(*middle(option))
        page.mouse.down()
        page.mouse.move(*middle(page.locator(".top-list .slot").first), steps=4)
        page.keyboard.press("Escape")
        page.mouse.up()
        option.click()
        reads(page)
        expect(page.locator("[data-dragging], [data-over]")).to_have_count(0)
        assert page.evaluate("model.asked") == []

    def test_the_group_moves_on_while_dragging(self, page: Page) -> None:
        """What is in the hand is not snatched: the page waits until it is let go."""
        option = page.locator("[data-option='doelen-5'] .label")
        page.mouse.move(*middle(option))
        page.mouse.down()
        page.mouse.move(*middle(page.locator(".top-list .slot").first), steps=4)
        take(page, stage=stage("rollen-manager", seq=2, stages={HELP: at("closed")}))
        expect(page.get_by_role("button", name="Go along")).to_be_visible()
        expect(option).to_be_visible()
        page.mouse.up()
        expect(page.get_by_role("heading", name="Manager and mentor")).to_be_visible()

    def test_by_finger_on_a_phone(self, browser: Browser, site: str) -> None:
        """A finger drags by the dots of an option and by the number of a place."""
        phone = browser.new_context(
            viewport={"width": 390, "height": 1200}, has_touch=True, is_mobile=True, base_url=site, locale="en-GB"
        )
        page = phone.new_page()
        page.goto("/harness")
        page.wait_for_function("window.started")
        take(page, link=LIVE, welcome=welcome(), stage=stage(HELP), answers={HELP: {"1": {"top": TOP[:2]}}})
        slots = page.locator(".top-list .slot")
        touch(page, page.locator("[data-option='doelen-1'] .grip"), slots.nth(2))
        reads(page, WORDS, BACK, GOALS)
        touch(page, slots.nth(2).locator(".grip"), slots.nth(0))
        reads(page, GOALS, WORDS, BACK)
        touch(page, page.locator("[data-option='doelen-5'] .label"), slots.nth(0))  # this scrolls
        reads(page, GOALS, WORDS, BACK)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        phone.close()


def touch(page: Page, what: Locator, to: Locator) -> None:
    """Drag with a finger."""
    session = page.context.new_cdp_session(page)
    (x, y), (there, down) = middle(what), middle(to)

    def send(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
        )

    send("touchStart", (x, y))
    for step in range(1, 7):
        send("touchMove", (x + (there - x) * step / 6, y + (down - y) * step / 6))
    send("touchEnd")
    page.evaluate(DRAWN)


class TestResult:
    @pytest.fixture
    def result(self) -> dict[str, Any]:
        """Make the group's result."""
        return decided_result(HELP)

    def test_beside_ones_own(self, show: Show, result: dict[str, Any]) -> None:
        """A participant sees the group's order with the places people gave, and their own top beside it."""
        own = {HELP: {"1": {"top": TOP}}}
        page = show(welcome=welcome(), stage=stage(HELP, "shown"), results={HELP: result}, answers=own)
        rows = result["table"]["options"]
        assert page.locator(".standings .rank").all_inner_texts() == [str(row["rank"]) for row in rows]
        assert page.locator(".standings .points").all_inner_texts() == [str(row["points"]) for row in rows]
        first = page.locator(".standings li").first.locator(".parts-bar span").all_inner_texts()
        assert first == [str(people) for people in rows[0]["places"] if people]
        ranks = {row["id"]: row["rank"] for row in rows}
        shared = sum(ranks[one] <= 3 for one in TOP)
        expect(page.get_by_text(f"{shared} of your 3 are in the group's top 3 too.")).to_be_visible()
        cells = page.locator(".comparison td").all_inner_texts()
        assert cells == [text for n, one in enumerate(TOP, 1) for text in (str(n), str(ranks[one]))]
        assert page.evaluate("model.asked") == []  # the comparison is worked out here

    def test_without_an_answer_there_is_nothing_to_compare(self, show: Show, result: dict[str, Any]) -> None:
        """Who did not answer sees the group only."""
        page = show(welcome=welcome(), stage=stage(HELP, "shown"), results={HELP: result})
        expect(page.locator(".standings li")).to_have_count(6)
        expect(page.locator(".comparison, .yours")).to_have_count(0)

    def test_ties_are_said(self, show: Show, result: dict[str, Any]) -> None:
        """Options with the same rank bear the same number, and the page says what that means."""
        for row, rank in zip(result["table"]["options"], (1, 2, 2, 4, 5, 5), strict=True):
            row["rank"] = rank
        page = show(welcome=welcome(), stage=stage(HELP, "shown"), results={HELP: result})
        assert page.locator(".standings .rank").all_inner_texts() == ["1", "2", "2", "4", "5", "5"]
        expect(page.get_by_text("The same number means: shared.")).to_be_visible()

    def test_on_the_screen_it_is_a_chart(self, show: Show, result: dict[str, Any]) -> None:
        """The screen draws the same points, and nobody's own top."""
        page = show(welcome=welcome("screen"), stage=stage(HELP, "shown"), room=room(), results={HELP: result})
        expect(page.locator(".chart .main-svg").first).to_be_visible()
        drawn = page.evaluate("document.querySelector('.js-plotly-plot').data.filter((one) => one.type === 'bar')")
        totals = [sum(points) for points in zip(*(bar["x"] for bar in drawn), strict=True)]
        assert totals == [row["points"] for row in result["table"]["options"]]
        expect(page.locator(".comparison")).to_have_count(0)

    def test_nothing_before_it_is_shown(self, show: Show, result: dict[str, Any]) -> None:
        """While open, the screen has the options in the programme's order and no number of the result."""
        page = show(welcome=welcome("screen"), stage=stage(HELP), room=room(), results={HELP: result})
        assert page.locator(".choices li").first.inner_text() == GOALS
        expect(page.locator(".chart, .standings, .points")).to_have_count(0)

    def test_the_desk_sees_it_first(self, show: Show, result: dict[str, Any]) -> None:
        """After closing, the order stands on the desk."""
        page = show(welcome=welcome("facilitator"), stage=stage(HELP, "closed"), room=room(), results={HELP: result})
        expect(page.locator(".result .standings li")).to_have_count(6)
        expect(page.get_by_text("Only you see this, until you press Show.")).to_be_visible()
