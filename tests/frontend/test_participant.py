"""The participant's page: each state, by keyboard alone, and never anything snatched away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.driver import Show, asked, committed, take
from tests.frontend.given import agenda, at, rating_result, stage, vote_result, welcome

pytestmark = pytest.mark.browser

WORDS = "What would you say or do?"
NASTY = '<img src=x onerror="window.hit=1"> 👩‍🏫 مرحبا'
ANSWER = {"1": {"choice": "zelf", "sure": 2, "words": "I would ask."}}


class TestStates:
    def test_before_the_welcome_there_is_a_sign_of_life(self, tab: Page) -> None:
        """A page that is nobody's yet shows that it is on its way, and asks nothing."""
        tab.goto("/harness")
        expect(tab.locator(".loading")).to_be_visible()
        assert tab.evaluate("model.asked") == []

    def test_waiting(self, show: Show) -> None:
        """Before the group starts, the page greets and says that it moves on by itself."""
        page = show(welcome=welcome(), stage=stage())
        expect(page.get_by_text("Welcome, Noor")).to_be_visible()
        expect(page.get_by_text("This page moves on by itself.")).to_be_visible()

    def test_closed_shows_ones_own_answer_to_read(self, show: Show) -> None:
        """After closing, one's answer is there and cannot be changed."""
        page = show(welcome=welcome(), stage=stage("grens-05", "closed"), answers={"grens-05": ANSWER})
        expect(page.get_by_text("Answering is closed.")).to_be_visible()
        expect(page.get_by_text("I talk about it with the mentee myself")).to_be_visible()
        expect(page.get_by_role("radio")).to_have_count(0)

    @pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
    def test_choosing_moves_nothing(self, show: Show, size: tuple[int, int]) -> None:
        """What comes with a choice (saved, take back, a mark) has its room before: the next field stays where it is."""
        page = show(welcome=welcome(), stage=stage("grens-02"))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        before = page.get_by_label(WORDS).bounding_box()
        page.get_by_role("radio", name="I set a clear limit").check()
        page.get_by_role("radio", name="Fairly sure").check()
        expect(page.get_by_role("button", name="Take back my choice")).to_be_visible()
        assert page.get_by_label(WORDS).bounding_box() == before

    @pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
    def test_rating_moves_nothing(self, show: Show, size: tuple[int, int]) -> None:
        """The steps fill their column and keep their places when one is chosen."""
        page = show(welcome=welcome(), stage=stage("zelfbeeld-voor"))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        steps, statement = page.locator(".statement .options").first, page.locator(".statement").first
        places = (
            "(el) => [...el.querySelectorAll('label')].map((one) => [one.offsetLeft, one.offsetTop, one.offsetWidth])"
        )
        before = steps.evaluate(places)
        steps.get_by_role("radio").last.check()
        expect(steps.get_by_role("radio").last).to_be_checked()
        assert steps.evaluate(places) == before
        assert steps.evaluate("(el) => el.clientWidth") == statement.evaluate("(el) => el.clientWidth")

    @pytest.mark.parametrize("state", ["closed", "shown"])
    def test_the_situation_stands_above_the_result(self, show: Show, state: str) -> None:
        """Who sees a result sees of what."""
        page = show(welcome=welcome(), stage=stage("grens-05", state), results={"grens-05": vote_result(rounds=1)})
        expect(page.locator(".activity > .situation")).to_contain_text("third Friday")

    def test_shown_gives_the_groups_result(self, show: Show) -> None:
        """When shown, the counts of both rounds and of who moved stand there, with the texts let through."""
        result = vote_result(texts=("Ask first.",))
        page = show(welcome=welcome(), stage=stage("grens-05", "shown", number=2), results={"grens-05": result})
        rows = page.locator(".bar-row").filter(has_text="I set a clear limit").locator(".n")
        counts = [result["table"]["rounds"][n]["counts"]["grens"] for n in ("1", "2")]
        assert rows.all_inner_texts() == [str(n) for n in counts]
        expect(page.get_by_text(f"{result['table']['shift']['moved']} moved")).to_be_visible()
        expect(page.get_by_text("Ask first.")).to_be_visible()

    @pytest.mark.parametrize(
        ("status", "text"),
        [("too-few", "Too few answers to show."), ("hidden", "The facilitator shows the result in a moment.")],
    )
    def test_no_result_says_why(self, show: Show, status: str, text: str) -> None:
        """Without a result that may be shown there are words and no numbers."""
        result = {"type": "Result", "activity": "grens-05", "kind": "vote", "status": status}
        page = show(welcome=welcome(), stage=stage("grens-05", "shown"), results={"grens-05": result})
        expect(page.get_by_text(text)).to_be_visible()
        expect(page.locator(".bar")).to_have_count(0)

    def test_statements_as_rated(self, show: Show) -> None:
        """A self-assessment's result names each statement with its counts."""
        page = show(
            welcome=welcome(), stage=stage("zelfbeeld-voor", "shown"), results={"zelfbeeld-voor": rating_result()}
        )
        expect(page.locator(".stack")).to_have_count(18)

    def test_rehearsal_is_marked(self, show: Show) -> None:
        """A rehearsing group says so on the page."""
        me = welcome()
        me["group"]["rehearsal"] = True
        page = show(welcome=me, stage=stage("grens-01"))
        expect(page.get_by_text("Rehearsal")).to_be_visible()

    def test_markup_is_text_everywhere(self, show: Show) -> None:
        """Names, own words and the group's words are shown as they were written."""
        me = welcome(name=NASTY)
        me["group"]["name"] = NASTY
        answers = {"grens-05": {"1": {"choice": "zelf", "words": NASTY}}}
        result = vote_result(texts=(NASTY,))
        page = show(welcome=me, stage=stage("grens-05", "shown"), results={"grens-05": result}, answers=answers)
        page.get_by_text("What you answered").click()
        assert page.get_by_text(NASTY).count() >= 4
        assert page.evaluate("window.hit") is None

    def test_the_session_stands_in_the_address(self, show: Show) -> None:
        """A reload comes back to the session that the group is in."""
        page = show(welcome=welcome(), stage=stage("grens-01"))
        page.wait_for_url("**/sessie/grenzen")
        take(page, stage=stage("zelfbeeld-voor", seq=2))
        page.wait_for_url("**/sessie/zelfbeeld")


class TestVote:
    def test_by_keyboard_alone(self, show: Show) -> None:
        """Choice, sureness and words can be given without a mouse."""
        page = show(welcome=welcome(), stage=stage("grens-01"))
        first = page.get_by_role("radio", name="I talk about it with the mentee myself")
        first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("radio", name="Together with the mentee")).to_be_checked()
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.value") == "1":
                break
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name="I doubt it a little")).to_be_checked()
        page.keyboard.press("Tab")
        page.keyboard.type("I would ask HR along.")
        page.wait_for_function("model.committed.some((one) => one.item === 'words')")
        assert committed(page) == {
            "grens-01/1/choice": "samen",
            "grens-01/1/sure": 2,
            "grens-01/1/words": "I would ask HR along.",
        }

    def test_the_second_round_is_fresh(self, show: Show) -> None:
        """In round 2 nothing is chosen yet, and the first choice is mentioned."""
        page = show(welcome=welcome(), stage=stage("grens-05", number=2), answers={"grens-05": ANSWER})
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        expect(page.get_by_text("In round 1 you chose: I talk about it with the mentee myself")).to_be_visible()
        expect(page.get_by_label(WORDS)).to_have_value("")

    def test_a_sensitive_situation_says_who_can_help(self, show: Show) -> None:
        """The help note stands beside a sensitive situation only."""
        page = show(welcome=welcome(), stage=stage("grens-05"))
        expect(page.get_by_role("complementary", name="Who can help")).to_be_visible()
        take(page, stage=stage("grens-01", seq=2))
        expect(page.get_by_role("complementary", name="Who can help")).to_have_count(0)


class TestScale:
    def test_progress_counts_every_statement(self, show: Show) -> None:
        """Eighteen labelled questions, one part at a time; 'cannot judge' is an answer too."""
        page = show(welcome=welcome(), stage=stage("zelfbeeld-voor"))
        expect(page.get_by_role("group", name="I agree on goals together")).to_be_visible()
        expect(page.get_by_text("0 of 18 done")).to_be_visible()
        for part, first in enumerate(("I agree on goals", "I stay neutral", "I help to make")):
            expect(page.get_by_role("group", name=first)).to_be_visible()
            questions = page.locator(".statement fieldset")
            expect(questions).to_have_count(6)
            for n in range(6):
                label = "I can't judge this yet" if n == 0 else "Mostly true"
                questions.nth(n).get_by_role("radio", name=label).check()
            if part < 2:
                page.get_by_role("button", name="Next part").click()
        expect(page.get_by_text("18 of 18 done")).to_be_visible()
        assert len(committed(page)) == 18
        assert committed(page)["zelfbeeld-voor/1/doelen-1"] == "unknown"

    def test_looking_back_does_not_show_the_first_answers(self, show: Show) -> None:
        """While the look back is open, the earlier ratings are neither filled in nor within reach."""
        before = {"1": {f"doelen-{n}": 4 for n in range(1, 7)}}
        stages = {"zelfbeeld-voor": at("shown"), "zb-lezen-lead": at("closed")}
        page = show(
            welcome=welcome(), stage=stage("zelfbeeld-terugblik", stages=stages), answers={"zelfbeeld-voor": before}
        )
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        page.get_by_text("My answers so far").click()
        expect(page.get_by_role("button", name="The mentee takes the lead")).to_be_visible()
        expect(page.get_by_role("button", name="Where are you now?")).to_have_count(0)


class TestNeverSnatch:
    def test_typing_holds_the_page_still(self, show: Show) -> None:
        """When the group moves on while someone types, field, text, focus and place on the page stay as they are."""
        page = show(welcome=welcome(), stage=stage("grens-05"))
        field = page.get_by_label(WORDS)
        field.press_sequentially("I would first")
        before = field.bounding_box()
        take(page, stage=stage("grens-06", seq=2, stages={"grens-05": at("closed")}))
        expect(page.get_by_role("button", name="Go along")).to_be_visible()
        assert field.bounding_box() == before
        page.keyboard.type(" ask")
        expect(field).to_have_value("I would first ask")
        expect(field).to_be_focused()
        page.get_by_role("button", name="Go along").click()
        expect(page.get_by_role("heading", name="Came to blows")).to_be_visible()
        page.wait_for_function("model.committed.at(-1).value === 'I would first ask'")
        expect(page.get_by_text("The group moved on. What you typed is saved for you.")).to_be_visible()

    def test_leaving_the_field_goes_along(self, show: Show) -> None:
        """Whoever stops typing follows the group without pressing anything."""
        page = show(welcome=welcome(), stage=stage("grens-05"))
        page.get_by_label(WORDS).press_sequentially("Done")
        take(page, stage=stage("grens-06", seq=2))
        page.get_by_label(WORDS).blur()
        expect(page.get_by_role("heading", name="Came to blows")).to_be_visible()

    def test_closing_while_typing_keeps_the_field(self, show: Show) -> None:
        """A field does not lock under the hand; its text is saved as late, and then shown to read."""
        page = show(welcome=welcome(), stage=stage("grens-05"))
        page.get_by_label(WORDS).press_sequentially("Almost")
        page.evaluate("model.late = true")
        take(page, stage=stage("grens-05", "closed", seq=2))
        expect(page.get_by_role("button", name="Go along")).to_be_visible()
        page.get_by_label(WORDS).blur()
        expect(page.get_by_role("blockquote").or_(page.locator("blockquote"))).to_have_text("Almost")

    def test_without_typing_it_just_follows(self, show: Show) -> None:
        """Nobody who is not typing is asked anything."""
        page = show(welcome=welcome(), stage=stage("grens-05"))
        take(page, stage=stage("grens-06", seq=2))
        expect(page.get_by_role("heading", name="Came to blows")).to_be_visible()
        expect(page.get_by_role("button", name="Go along")).to_have_count(0)


class TestOwnWay:
    def test_all_open_in_ones_own_order(self, show: Show) -> None:
        """With all situations open, each can be reached, with a mark on what is done."""
        stages = {name: at("open") for name in agenda()["grenzen"]}
        page = show(welcome=welcome(), stage=stage("grens-01", stages=stages), answers={"grens-03": ANSWER})
        page.locator("nav.steps summary").click()
        expect(page.get_by_role("button", name="done Doesn't work together")).to_be_visible()
        page.get_by_role("button", name="Friend request").click()
        expect(page.get_by_role("heading", name="Friend request")).to_be_visible()
        page.get_by_role("radio", name="I let it be").check()
        page.wait_for_function("model.committed.length === 1")
        assert committed(page) == {"grens-14/1/choice": "laten"}

    def test_looking_back_and_returning(self, show: Show) -> None:
        """One's earlier answers are a press away, and so is the group."""
        stages = {"grens-05": at("closed")}
        page = show(welcome=welcome(), stage=stage("grens-06", stages=stages), answers={"grens-05": ANSWER})
        page.get_by_text("My answers so far").click()
        page.get_by_role("button", name="Sick on a third Friday").click()
        expect(page.get_by_text("I would ask.")).to_be_visible()
        page.get_by_role("button", name="Back to the group: Came to blows").click()
        expect(page.get_by_role("heading", name="Came to blows")).to_be_visible()

    def test_language(self, show: Show) -> None:
        """The language switch asks for the other language once."""
        page = show(welcome=welcome(), stage=stage("grens-01"))
        page.locator(".menu summary").click()
        page.get_by_role("button", name="Nederlands").click()
        page.wait_for_function("model.asked.some((one) => one.type === 'SetLanguage')")
        assert asked(page, "SetLanguage") == [{"type": "SetLanguage", "language": "nl"}]
        take(page, welcome=welcome(language="nl", words={"Round {round}": "Ronde {round}"}))
        expect(page.get_by_text("Ronde 1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "nl")
