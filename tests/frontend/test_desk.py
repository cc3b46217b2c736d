"""The facilitator's desk: the sensible next step, keys, own words, and nothing by accident."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.driver import Show, asked, take
from tests.frontend.given import agenda, at, rating_result, room, stage, vote_result, welcome

pytestmark = pytest.mark.browser

NASTY = "<b onclick=alert(1)>bold</b>"
FEW = {"type": "Result", "activity": "grens-05", "kind": "vote", "status": "too-few", "needed": 8}


def acts(page: Page) -> list[tuple[str, Any, Any]]:
    """Give what the desk asked for: (action, activity, seen)."""
    return [(one["action"], one.get("activity"), one.get("seen")) for one in asked(page, "Act")]


class TestGroups:
    def test_a_new_group_is_made_and_opened(self, show: Show) -> None:
        """A host without a group fills in a form and stands at the desk of the new group."""
        page = show(welcome=welcome("host", group=False))
        made = {
            "type": "GroupMade",
            "group": {"type": "GroupInfo", "id": 7},
            "facilitator_secret": "x",
            "screen_secret": "y",
        }
        page.evaluate("(made) => (model.replies.NewGroup = made)", made)
        page.get_by_label("Name").fill("Spring")
        page.get_by_label("Show results from").fill("3")
        page.get_by_role("combobox", name="Language").select_option("nl")
        page.get_by_role("button", name="Make the group").click()
        page.wait_for_function("model.asked.some((one) => one.type === 'PickGroup')")
        wanted = {"type": "NewGroup", "name": "Spring", "language": "nl", "rehearsal": False, "min_people": 3}
        assert asked(page, "NewGroup") == [wanted]
        assert asked(page, "PickGroup") == [{"type": "PickGroup", "group": 7}]

    @pytest.mark.parametrize(
        ("name", "least", "text"), [("", "5", "Give the group a name."), ("A", "2", "Choose 3 people or more.")]
    )
    def test_bad_input_is_said(self, show: Show, name: str, least: str, text: str) -> None:
        """An empty name and a group too small to hide in are refused before anything is asked."""
        page = show(welcome=welcome("host", group=False))
        page.get_by_label("Name").fill(name)
        page.get_by_label("Show results from").fill(least)
        page.get_by_role("button", name="Make the group").click()
        expect(page.locator(".notice")).to_contain_text(text)
        assert asked(page, "NewGroup") == []


class TestLead:
    @pytest.mark.parametrize(
        ("name", "state", "number", "usual"),
        [
            ("grens-05", "open", 1, "Close"),
            ("grens-05", "closed", 1, "Show"),
            ("grens-05", "shown", 1, "Second round"),
            ("grens-05", "shown", 2, "Next"),
            ("zb-lezen-lead", "open", 1, "Next"),
        ],
    )
    def test_the_next_sensible_step_stands_out(
        self, show: Show, name: str, state: str, number: int, usual: str
    ) -> None:
        """One button is the primary one: what comes next by the usual course."""
        page = show(welcome=welcome("facilitator"), stage=stage(name, state, number=number), room=room())
        expect(page.locator(".controls .primary")).to_contain_text(usual)

    @pytest.mark.parametrize(
        ("name", "state", "number", "advice"),
        [
            (None, "waiting", 1, "Open the screen for the room"),
            ("grens-05", "open", 1, "People are answering."),
            ("grens-05", "closed", 1, "Look at the result first"),
            ("grens-05", "shown", 1, "Then press Second round."),
            ("grens-05", "shown", 2, "Then press Next."),
            ("zb-lezen-lead", "open", 1, "Talk it through together."),
        ],
    )
    def test_says_what_is_sensible_now(
        self, show: Show, name: str | None, state: str, number: int, advice: str
    ) -> None:
        """One line under the buttons tells the facilitator what to do."""
        page = show(welcome=welcome("facilitator"), stage=stage(name, state, number=number), room=room())
        expect(page.locator(".hint")).to_contain_text(advice)

    def test_says_when_everybody_is_done(self, show: Show) -> None:
        """The advice follows the room."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room(here=26, done=14))
        take(page, room=room(here=26, done=26, busy=0))
        expect(page.locator(".hint")).to_have_text("Everybody who is here is done. Press Close.")

    @pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
    def test_nothing_jumps_when_the_room_grows(self, show: Show, size: tuple[int, int]) -> None:
        """Numbers and advice change, and the buttons stay where the hand is going."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room(8, 1, 7))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        before = [page.locator(place).bounding_box() for place in (".controls", ".split")]
        take(page, room=room(40, 0, 40))
        assert [page.locator(place).bounding_box() for place in (".controls", ".split")] == before

    def test_the_buttons_stay_within_reach(self, show: Show) -> None:
        """However far the facilitator has scrolled down the own words, the next step can be pressed."""
        page = show(
            welcome=welcome("facilitator"),
            stage=stage("grens-05", "closed"),
            room=room(),
            results={"grens-05": vote_result(rounds=1)},
        )
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator(".controls")).to_be_in_viewport(ratio=1)

    def test_a_double_press_acts_once(self, show: Show) -> None:
        """Two presses on a button are one action, and it tells what the facilitator had seen."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05", seq=41), room=room())
        page.evaluate("model.hold = true")
        page.get_by_role("button", name="Next").dblclick()
        assert acts(page) == [("next", "grens-05", 41)]

    def test_keys(self, show: Show) -> None:
        """The letters on the buttons work, except while someone writes."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.keyboard.press("c")
        page.keyboard.press("o")  # is open already: nothing
        page.keyboard.press("Control+s")
        page.keyboard.press("ArrowRight")
        assert [action for action, *_rest in acts(page)] == ["close", "next"]

    def test_another_activity_is_looked_at_before_it_is_opened(self, show: Show) -> None:
        """Choosing in the list moves nobody; the button then opens that one."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.get_by_role("button", name="Friend request").click()
        expect(page.get_by_text("The group is somewhere else")).to_be_visible()
        assert acts(page) == []
        page.get_by_role("button", name="Open", exact=True).click()
        assert acts(page) == [("open", "grens-14", 1)]

    def test_the_talk_card(self, show: Show) -> None:
        """The talk card opens under the situation."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.get_by_text("Talk card").click()
        expect(page.get_by_text("What is at stake")).to_be_visible()

    def test_ending_asks_first(self, show: Show) -> None:
        """A group is not ended by one press."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.get_by_text("Menu").click()
        page.get_by_role("button", name="End this group…").click()
        assert asked(page, "EndGroup") == []
        page.get_by_role("button", name="End the group").click()
        assert asked(page, "EndGroup") == [{"type": "EndGroup", "ended": True}]

    def test_a_refusal_is_said(self, show: Show) -> None:
        """What the broker refuses is told in its words."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.evaluate("model.replies.Act = { type: 'Refused', reason: 'ended', text: 'This group has ended.' }")
        page.get_by_role("button", name="Close", exact=True).click()
        expect(page.locator(".notice")).to_contain_text("This group has ended.")


class TestAgenda:
    def test_order_and_skipping_by_keyboard(self, show: Show) -> None:
        """An activity is moved and left out with the keyboard, and the focus stays with it."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-02"), room=room())
        page.get_by_role("button", name="Change the order").click()
        up = page.get_by_role("button", name="Move up: Not interested")
        up.focus()
        page.keyboard.press("Enter")
        order = agenda()["grenzen"]
        assert asked(page, "Act")[-1]["activities"] == ["grens-02", "grens-01", *order[2:]]
        moved = {**agenda(), "grenzen": ["grens-02", "grens-01", *order[2:]]}
        take(page, stage=stage("grens-02", seq=2, agenda=moved))
        expect(up).to_be_focused()
        page.get_by_role("checkbox", name="Friend request").click()
        assert asked(page, "Act")[-1]["activities"] == ["grens-02", "grens-01", *order[2:-1]]

    def test_which_divide_most(self, show: Show) -> None:
        """The situations that divide most are named, and can be chosen from there."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        page.evaluate("model.replies.GetDivided = { type: 'Divided', activities: [['grens-13', 0.9]] }")
        page.get_by_role("button", name="Which situations divide us most?").click()
        page.locator(".divided").get_by_role("button", name="Your private number").click()
        expect(page.get_by_role("heading", name="Your private number")).to_be_visible()


class TestResult:
    def test_nothing_while_open(self, show: Show) -> None:
        """While answers come in there are counts of people and nothing else, even when a result is at hand."""
        page = show(
            welcome=welcome("facilitator"), stage=stage("grens-05"), room=room(), results={"grens-05": vote_result()}
        )
        expect(page.get_by_text("14 of 26 done")).to_be_visible()
        expect(page.locator(".chart, .bars")).to_have_count(0)

    def test_the_facilitator_sees_it_first(self, show: Show) -> None:
        """After closing, the chart and its numbers stand there, and it says that nobody else sees them."""
        result = vote_result(rounds=1)
        page = show(
            welcome=welcome("facilitator"), stage=stage("grens-05", "closed"), room=room(), results={"grens-05": result}
        )
        expect(page.locator(".chart .main-svg").first).to_be_visible()
        expect(page.get_by_text("Only you see this, until you press Show.")).to_be_visible()
        page.get_by_text("Numbers").click()
        cells = page.locator(".numbers td").all_inner_texts()
        assert cells == [str(n) for n in result["table"]["rounds"]["1"]["counts"].values()]

    def test_without_plotly_there_are_bars(self, tab: Page) -> None:
        """When the chart library cannot be had, the result still shows."""
        tab.route("**/plotly.min.js", lambda route: route.abort())
        tab.goto("/harness")
        tab.wait_for_function("window.started")
        results = {"grens-05": vote_result(rounds=1)}
        take(tab, welcome=welcome("facilitator"), stage=stage("grens-05", "closed"), room=room(), results=results)
        expect(tab.locator(".chart .bar-row")).to_have_count(5)

    def test_too_few(self, show: Show) -> None:
        """Below the threshold it says how many people a result needs."""
        page = show(
            welcome=welcome("facilitator"), stage=stage("grens-05", "closed"), room=room(), results={"grens-05": FEW}
        )
        expect(page.get_by_text("Too few answers to show. A result needs 8 people.")).to_be_visible()

    def test_statements(self, show: Show) -> None:
        """A self-assessment shows each statement and each part's mean."""
        page = show(
            welcome=welcome("facilitator"),
            stage=stage("zelfbeeld-voor", "closed"),
            room=room(),
            results={"zelfbeeld-voor": rating_result()},
        )
        expect(page.locator(".result .stack")).to_have_count(18)
        expect(page.locator(".result .mean")).to_have_count(3)


class TestOwnWords:
    @pytest.fixture
    def desk(self, show: Show) -> Page:
        """Show a closed vote with two texts."""
        texts = {
            "type": "Texts",
            "activity": "grens-05",
            "round": 1,
            "texts": [
                {"type": "Text", "id": "a", "text": "Ask Karin from HR."},
                {"type": "Text", "id": "b", "text": NASTY, "shown": True},
            ],
        }
        page = show(welcome=welcome("facilitator"))
        page.evaluate("(texts) => { model.replies.GetTexts = model.replies.LetThrough = texts; }", texts)
        take(page, stage=stage("grens-05", "closed"), room=room(), results={"grens-05": FEW})
        expect(page.locator(".texts li")).to_have_count(2)
        return page

    def test_let_through_and_take_back(self, desk: Page) -> None:
        """A text is let through, or taken back, by its id."""
        desk.get_by_role("button", name="Let through").first.click()
        desk.wait_for_function("model.asked.filter((one) => one.type === 'LetThrough').length === 1")
        desk.get_by_role("button", name="Take back").click()
        desk.wait_for_function("model.asked.filter((one) => one.type === 'LetThrough').length === 2")
        sent = [(one["text"], one["shown"], one.get("edited")) for one in asked(desk, "LetThrough")]
        assert sent == [("a", True, None), ("b", False, None)]

    def test_blank_out_words(self, desk: Page) -> None:
        """Pressed words are blanked out in what the group gets."""
        desk.get_by_role("button", name="Blank out words").first.click()
        desk.get_by_role("button", name="Karin").click()
        desk.get_by_role("button", name="Let through like this").click()
        desk.wait_for_function("model.asked.some((one) => one.type === 'LetThrough')")
        assert asked(desk, "LetThrough")[0]["edited"] == "Ask […] from HR."

    def test_markup_is_text(self, desk: Page) -> None:
        """What people wrote is shown as written."""
        expect(desk.get_by_text(NASTY)).to_be_visible()

    def test_not_read_while_open(self, show: Show) -> None:
        """While the first round is open nobody's words are asked for."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        assert asked(page, "GetTexts") == []


class TestFreshness:
    def test_says_since_when(self, show: Show) -> None:
        """Counts that are not fresh say so, on the group's clock."""
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05"), room=room())
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
        take(page, link={"state": "stale", "at": 1_795_000_000.0})
        expect(page.get_by_text("Not up to date since 12:06")).to_be_visible()

    def test_other_stages_in_the_list(self, show: Show) -> None:
        """The list tells of each activity where it stands."""
        stages = {"grens-01": at("shown", 2), "grens-02": at("closed")}
        page = show(welcome=welcome("facilitator"), stage=stage("grens-05", stages=stages), room=room())
        expect(page.get_by_role("button", name="Always distracted shown · 2")).to_be_visible()
        expect(page.get_by_role("button", name="Not interested closed")).to_be_visible()
