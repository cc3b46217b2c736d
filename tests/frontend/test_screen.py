"""The screen: large, fresh, and silent about what people chose until it is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.driver import Show, take
from tests.frontend.given import LIVE, agenda, at, rating_result, room, stage, vote_result, welcome

pytestmark = pytest.mark.browser

#: The smallest type, in pixels, of what is written in the main part of the page.
SMALLEST = """Math.min(...[...document.querySelectorAll(".wall *")]
  .filter((el) => el.checkVisibility() && [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((el) => Math.round(parseFloat(getComputedStyle(el).fontSize) * 10) / 10))"""
NASTY = "<script>window.hit=1</script> 🎈"


class TestScreen:
    def test_lobby(self, show: Show) -> None:
        """Until the group starts: code, address, QR code and how many are here."""
        page = show(welcome=welcome("screen"), stage=stage(), room=room(12))
        expect(page.locator(".lobby .code")).to_have_text("KWRTMP")
        expect(page.locator(".lobby")).to_contain_text("192.168.1.20:8866")
        expect(page.locator(".people")).to_have_text("12 here")
        assert page.evaluate("document.querySelector('.lobby img.qr').naturalWidth") > 0

    @pytest.mark.parametrize("state", ["waiting", "open", "closed"])
    def test_no_counts_of_choices_before_it_is_shown(self, show: Show, state: str) -> None:
        """Before the result is shown, none of its numbers is anywhere on the page, even when it is at hand."""
        page = show(
            welcome=welcome("screen"), stage=stage("grens-05", state), room=room(), results={"grens-05": vote_result()}
        )
        expect(page.get_by_role("heading", name="Your mentee calls in sick")).to_be_visible()
        expect(page.locator(".chart, .bars, .bar, .n, table")).to_have_count(0)
        numbers = page.evaluate("document.querySelector('#workshop').innerText.match(/\\b\\d+\\b/g)")
        allowed = {"192", "168", "1", "20", "8866", "26", "14"}
        assert set(numbers) <= allowed

    def test_progress_is_counts_only(self, show: Show) -> None:
        """While open: how many are done of how many are here; it follows the room."""
        page = show(welcome=welcome("screen"), stage=stage("grens-05"), room=room())
        expect(page.get_by_text("14 of 26 done")).to_be_visible()
        take(page, room=room(done=15))
        expect(page.get_by_text("15 of 26 done")).to_be_visible()

    def test_own_order(self, show: Show) -> None:
        """When several situations are open at once, the wall shows none of them as the one it is about."""
        opened = {name: at("open") for name in agenda()["grenzen"]}
        page = show(welcome=welcome("screen"), stage=stage("grens-01", stages=opened), room=room())
        expect(page.get_by_text("Everybody answers in their own order")).to_be_visible()
        expect(page.locator(".wall li")).to_have_count(14)
        expect(page.get_by_text("26 done")).to_have_count(0)
        last, strip = page.locator(".wall li").last.bounding_box(), page.locator(".strip").bounding_box()
        assert last is not None
        assert strip is not None
        assert last["y"] + last["height"] <= strip["y"]

    def test_shown(self, show: Show) -> None:
        """Shown: distribution and shift as charts, and the texts that were let through."""
        result = vote_result(texts=(NASTY,))
        page = show(
            welcome=welcome("screen"),
            stage=stage("grens-05", "shown", number=2),
            room=room(),
            results={"grens-05": result},
        )
        expect(page.locator(".chart .main-svg").first).to_be_visible()
        expect(page.locator(".sankey")).to_be_visible()
        expect(page.get_by_text(f"{result['table']['shift']['moved']} moved")).to_be_visible()
        expect(page.get_by_text(NASTY)).to_be_visible()
        assert page.evaluate("window.hit") is None

    def test_a_chart_is_changed_in_place(self, show: Show) -> None:
        """A new result is drawn in the same element, not in a new one."""
        shown = stage("grens-05", "shown")
        page = show(welcome=welcome("screen"), stage=shown, room=room(), results={"grens-05": vote_result(rounds=1)})
        expect(page.locator(".chart .main-svg").first).to_be_visible()
        page.evaluate("document.querySelector('.chart').mark = 'same'")
        take(page, results={"grens-05": vote_result(rounds=1, people=31)})
        expect(page.locator(".plotted")).to_contain_text("31 people")
        assert page.evaluate("document.querySelector('.chart').mark") == "same"

    def test_eighteen_statements_fit_one_view(self, show: Show) -> None:
        """A self-assessment is seen whole: nobody scrolls a projector."""
        page = show(
            welcome=welcome("screen"),
            stage=stage("zelfbeeld-voor", "shown"),
            room=room(),
            results={"zelfbeeld-voor": rating_result()},
        )
        expect(page.locator(".stack")).to_have_count(18)
        last, strip = page.locator(".stack").last.bounding_box(), page.locator(".strip").bounding_box()
        assert last is not None
        assert strip is not None
        assert last["y"] + last["height"] <= strip["y"]

    @pytest.mark.parametrize("kind", ["vote", "scale"])
    def test_results_read_from_the_back(self, show: Show, kind: str) -> None:
        """On a projector no word or number of a result is smaller than 28 pixels."""
        name = {"vote": "grens-05", "scale": "zelfbeeld-voor"}[kind]
        result = {"vote": vote_result(), "scale": rating_result()}[kind]
        page = show(
            welcome=welcome("screen"), stage=stage(name, "shown", number=2), room=room(), results={name: result}
        )
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.wait_for_function(f"{SMALLEST} >= 28")
        assert page.locator(".wall").evaluate("(el) => el.scrollHeight <= el.clientHeight + 1")

    def test_a_chart_grows_with_the_window(self, show: Show) -> None:
        """A window that goes full screen after the chart was drawn has a chart for that size."""
        shown = stage("grens-05", "shown", number=2)
        page = show(welcome=welcome("screen"), stage=shown, room=room(), results={"grens-05": vote_result()})
        expect(page.locator(".sankey")).to_be_visible()
        before = page.evaluate(SMALLEST)
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.wait_for_function(f"(before) => {SMALLEST} > before * 1.3", arg=before)

    def test_long_words_fit_the_screen(self, show: Show) -> None:
        """However long the texts that were let through: nobody scrolls a projector, and the strip hides nothing."""
        texts = (*("Een lang verhaal. " * 60, "W" * 300, "مرحبا " * 40), *("Kort en goed." for _n in range(3)))
        shown = stage("grens-05", "shown", number=2)
        page = show(welcome=welcome("screen"), stage=shown, room=room(), results={"grens-05": vote_result(texts=texts)})
        expect(page.locator(".sankey")).to_be_visible()
        last, strip = page.locator("blockquote").last.bounding_box(), page.locator(".strip").bounding_box()
        assert last is not None
        assert strip is not None
        assert last["y"] + last["height"] <= strip["y"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_plotly_comes_only_with_a_chart(self, tab: Page) -> None:
        """The chart library is not fetched before a chart appears."""
        fetched: list[str] = []
        tab.on("request", lambda request: fetched.append(request.url))
        tab.goto("/harness")
        tab.wait_for_function("window.started")
        take(tab, welcome=welcome("screen"), stage=stage("grens-05"), room=room(), link=LIVE)
        assert not any("plotly" in url for url in fetched)
        take(tab, stage=stage("grens-05", "shown"), results={"grens-05": vote_result(rounds=1)})
        expect(tab.locator(".chart .main-svg").first).to_be_visible()
        assert sum("plotly" in url for url in fetched) == 1

    def test_too_few(self, show: Show) -> None:
        """Below the threshold there are words instead of numbers."""
        few = {"type": "Result", "activity": "grens-05", "kind": "vote", "status": "too-few", "needed": 8}
        page = show(welcome=welcome("screen"), stage=stage("grens-05", "shown"), room=room(), results={"grens-05": few})
        expect(page.get_by_text("Too few answers to show.")).to_be_visible()

    def test_says_that_it_is_stale(self, show: Show) -> None:
        """When broker or connection is away, the screen says since when, and stops when it is fresh again."""
        page = show(welcome=welcome("screen"), stage=stage("grens-05"), room=room())
        before = page.get_by_role("heading").bounding_box()
        take(page, link={"state": "stale", "at": 1_795_000_000.0})
        expect(page.get_by_role("status")).to_have_text("Not up to date since 12:06")
        assert page.get_by_role("heading").bounding_box() == before  # nothing moves
        take(page, link={"state": "live", "at": 1_795_000_100.0})
        expect(page.get_by_text("Not up to date")).to_have_count(0)
        page.evaluate("model.connect('lost')")
        expect(page.get_by_text("Not up to date since 12:0")).to_be_visible()

    def test_rehearsal_is_marked(self, show: Show) -> None:
        """A rehearsal says so on the wall too."""
        wall = welcome("screen")
        wall["group"]["rehearsal"] = True
        page = show(welcome=wall, stage=stage("grens-05"), room=room())
        expect(page.get_by_text("Rehearsal")).to_be_visible()
