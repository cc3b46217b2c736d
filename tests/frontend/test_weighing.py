"""Weighing on every page: a vote and eight weights, the balance, and a second vote."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.driver import Show, committed
from tests.frontend.given import activity, decided_result, room, stage, welcome
from tests.live import until

pytestmark = pytest.mark.browser

MANAGER = "rollen-manager"
POINTS = [point for side in activity(MANAGER)["sides"] for point in side["points"]]
IDS = [point["id"] for point in POINTS]
OWN = {"1": {"choice": "ja", **dict.fromkeys(IDS, 3)}}


def counts(result: dict[str, Any], side: str, number: int) -> dict[str, Any]:
    """Give the released row of a point."""
    sides = {one["id"]: one for one in result["table"]["sides"]}
    row: dict[str, Any] = sides[side]["points"][number]
    return row


class TestFirstRound:
    def test_vote_and_weigh_by_keyboard(self, show: Show) -> None:
        """Every question is reached with Tab and answered with the arrows; 0 is a weight too."""
        page = show(welcome=welcome(), stage=stage(MANAGER))
        expect(page.get_by_text("0 of 8 points weighed")).to_be_visible()
        page.get_by_role("radio", name="Yes").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name="Take back my choice")).to_be_visible()
        page.keyboard.press("Tab")
        for number in range(8):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            for _ in range(number % 5):
                page.keyboard.press("ArrowRight")
        expect(page.get_by_text("8 of 8 points weighed")).to_be_visible()
        wanted = {f"{MANAGER}/1/choice": "nee"} | {f"{MANAGER}/1/{name}": n % 5 for n, name in enumerate(IDS)}
        until(lambda: committed(page) == wanted, "the choice and all weights to be saved")

    def test_each_point_is_a_question_of_its_own(self, show: Show) -> None:
        """A point is a group of five labelled radio buttons, under the heading of its side."""
        page = show(welcome=welcome(), stage=stage(MANAGER))
        for point in POINTS:
            group = page.get_by_role("group", name=point["text"])
            expect(group.get_by_role("radio")).to_have_count(5)
        group = page.get_by_role("group", name=POINTS[0]["text"])
        expect(group.get_by_role("radio", name="0 not at all")).to_be_visible()
        group.get_by_role("radio", name="4 very heavily").check()
        page.wait_for_function("model.committed.length === 1")
        assert committed(page) == {f"{MANAGER}/1/manager-plus-1": 4}

    def test_it_fits_a_phone(self, show: Show) -> None:
        """Nothing is cut off or needs scrolling sideways at 390 pixels."""
        page = show(welcome=welcome(language="nl"), stage=stage(MANAGER))
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        cut = page.evaluate(
            "[...document.querySelectorAll('.radios.weight small')].filter((one) => one.scrollWidth > one.clientWidth)"
        )
        page.set_viewport_size({"width": 1366, "height": 768})
        assert cut == []


class TestSecondRound:
    def test_only_the_vote(self, show: Show) -> None:
        """In round 2 there is a fresh vote, one's first choice and one's weights to read, and nothing to weigh."""
        page = show(welcome=welcome(), stage=stage(MANAGER, number=2), answers={MANAGER: OWN})
        expect(page.get_by_role("radio")).to_have_count(3)
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        expect(page.get_by_text("In round 1 you chose: Yes")).to_be_visible()
        page.get_by_text("How you weighed the points").click()
        expect(page.get_by_text("3 heavily")).to_have_count(8)
        page.get_by_role("radio", name="It depends").check()
        page.wait_for_function("model.committed.length === 1")
        assert committed(page) == {f"{MANAGER}/2/choice": "hangt-ervan-af"}


class TestResult:
    def test_the_balance(self, show: Show) -> None:
        """Each point shows how many gave which weight and the mean; one's own weight has a ring."""
        result = decided_result(MANAGER)
        shown = {"stage": stage(MANAGER, "shown"), "results": {MANAGER: result}}
        page = show(welcome=welcome(), answers={MANAGER: OWN}, **shown)
        row = counts(result, "risks", 0)
        point = page.locator(".balance li").filter(has_text=row["text"])
        assert point.locator(".dot").all_inner_texts() == [str(n) if n else "" for n in row["counts"].values()]
        assert point.locator(".mean").inner_text() == f"{row['mean']:.1f}"
        assert point.locator(".dot.own").count() == 1
        expect(page.locator(".bar-row").filter(has_text="Yes").locator(".n")).to_have_text(
            str(result["table"]["rounds"]["1"]["counts"]["ja"])
        )

    def test_the_sides_lead_away_from_the_middle(self, show: Show) -> None:
        """Beside each other, heavier advantages stand further left and heavier risks further right."""
        result = decided_result(MANAGER)
        page = show(welcome=welcome("screen"), stage=stage(MANAGER, "shown"), room=room(), results={MANAGER: result})

        def places(side: str) -> list[float]:
            return [dot.bounding_box()["x"] for dot in page.locator(f".{side} li").first.locator(".dot").all()]  # type: ignore[index]

        assert places("risks") == sorted(places("risks"))
        assert places("advantages") == sorted(places("advantages"), reverse=True)

    def test_the_balance_fits_the_screen(self, show: Show) -> None:
        """Votes and balance are seen whole: nobody scrolls a projector."""
        result = decided_result(MANAGER)
        page = show(welcome=welcome("screen"), stage=stage(MANAGER, "shown"), room=room(), results={MANAGER: result})
        page.wait_for_function("document.querySelector('.wall')?.style.getPropertyValue('--fit')")
        last, strip = page.locator(".balance .how").bounding_box(), page.locator("footer").bounding_box()
        assert last is not None
        assert strip is not None
        assert last["y"] + last["height"] <= strip["y"]

    def test_after_the_second_round_the_shift(self, show: Show) -> None:
        """The screen shows both votes and who moved; the participant sees the balance too."""
        result = decided_result(MANAGER, rounds=2)
        shown = {"stage": stage(MANAGER, "shown", number=2), "results": {MANAGER: result}}
        page = show(welcome=welcome("screen"), room=room(), **shown)
        expect(page.locator(".sankey")).to_be_visible()
        expect(page.get_by_text(f"{result['table']['shift']['moved']} moved")).to_be_visible()
        page = show(welcome=welcome(), answers={MANAGER: OWN}, **shown)
        expect(page.get_by_text(f"{result['table']['shift']['moved']} moved")).to_be_visible()
        expect(page.locator(".balance li")).to_have_count(8)

    def test_a_point_with_too_few_weights_says_so(self, show: Show) -> None:
        """Nothing is drawn of a point that may not be shown, nor the mean of its side."""
        result = decided_result(MANAGER)
        side = result["table"]["sides"][0]
        side["mean"] = None
        kept = {key: side["points"][1][key] for key in ("id", "text")}
        side["points"][1] = {**kept, "too_few": True}
        page = show(welcome=welcome(), stage=stage(MANAGER, "shown"), results={MANAGER: result})
        point = page.locator(".balance li").filter(has_text=kept["text"])
        expect(point.get_by_text("Too few answers to show.")).to_be_visible()
        expect(page.locator(".advantages h3 b, .advantages .beam")).to_have_count(0)
        expect(page.locator(".risks .beam")).to_have_count(1)

    @pytest.mark.parametrize("role", ["screen", "facilitator"])
    def test_nothing_while_it_is_open(self, show: Show, role: str) -> None:
        """Before it is closed neither screen nor desk has any of the result."""
        result = decided_result(MANAGER)
        page: Page = show(welcome=welcome(role), stage=stage(MANAGER), room=room(), results={MANAGER: result})
        expect(page.get_by_text(POINTS[7]["text"])).to_be_visible()
        expect(page.locator(".balance, .chart, .bars, .dot.own, .mean")).to_have_count(0)
