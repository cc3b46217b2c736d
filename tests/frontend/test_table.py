"""The table on every page: written by keyboard, mouse and finger, never lost; brought together at the desk; printed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.frontend.driver import Show, asked, drag, middle, take
from tests.frontend.given import LIVE, activity, at, room, stage, welcome
from tests.frontend.given_table import (
    DO,
    DONT,
    DONT_EXPECT,
    EXPECT,
    OWN,
    TABLE,
    own,
    reply,
    rows,
    suggestions,
    table_result,
    table_states,
    texts,
)

pytestmark = pytest.mark.browser

TITLES = {field["id"]: field["title"] for field in activity(TABLE)["fields"]}
NASTY = '<img src=x onerror="window.hit=1"> 👩‍🏫 مرحبا'


def field(page: Page, name: str) -> Locator:
    """Find a field by its title."""
    return page.get_by_role("region", name=TITLES[name], exact=True)


def new(page: Page, name: str) -> Locator:
    """Find the empty row of a field."""
    return field(page, name).get_by_role("textbox", name=f"{TITLES[name]}: new")


def lines(page: Page, name: str) -> list[str]:
    """Read the rows of a field that hold a text."""
    found: list[str] = (
        field(page, name).locator(".row:not(.empty) textarea").evaluate_all("(all) => all.map((one) => one.value)")
    )
    return found


def saves(page: Page, name: str, *wanted: str) -> list[dict[str, str]]:
    """Wait until a broker would hold these texts in a field, and give them with their ids."""
    page.wait_for_function(
        """([name, wanted]) => {
             const held = model.committed.filter((one) => one.item === name).at(-1)?.value ?? [];
             return JSON.stringify(held.map((one) => one.text)) === JSON.stringify(wanted);
           }""",
        arg=[name, list(wanted)],
    )
    held: list[dict[str, str]] = page.evaluate(
        "(name) => model.committed.filter((one) => one.item === name).at(-1)?.value ?? []", name
    )
    return held


def full(much: int) -> dict[str, Any]:
    """Fill every field with as many texts as fit, each of so many words."""
    return {"1": {name: rows(["word " * much] * 12) for name in OWN}}


def opened(show: Show, answers: dict[str, Any] | None = None, **more: Any) -> Page:
    """Show the open table."""
    return show(welcome=welcome(), stage=stage(TABLE), answers={TABLE: answers or {}}, **more)


class TestWriting:
    def test_enter_begins_the_next(self, show: Show) -> None:
        """One writes line after line with Enter alone; each is saved with an id of its own."""
        page = opened(show)
        new(page, DO).click()
        for text in ("listening", "giving feedback", "planning"):
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        held = saves(page, DO, "listening", "giving feedback", "planning")
        assert len({one["id"] for one in held}) == 3
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{16,40}", one["id"]) for one in held)
        expect(new(page, DO)).to_be_focused()
        expect(field(page, DO).get_by_text("3 of 12")).to_be_visible()

    def test_what_is_typed_needs_no_enter(self, show: Show) -> None:
        """From the first letter on a text is kept: a pause saves it, and so does going elsewhere."""
        page = opened(show)
        new(page, DO).press_sequentially("liste")
        saves(page, DO, "liste")
        page.keyboard.type("ning")
        new(page, EXPECT).click()
        saves(page, DO, "listening")

    def test_a_reload_in_the_middle_loses_nothing(self, tab: Page) -> None:
        """What was typed and not sent yet is there after a reload, and is sent."""
        tab.goto("/harness")
        tab.wait_for_function("window.started")
        take(tab, welcome=welcome(), stage=stage(TABLE), link=LIVE)
        tab.evaluate("model.connect('lost')")
        new(tab, DO).press_sequentially("listening with ca")
        tab.reload()
        tab.wait_for_function("window.started")
        saves(tab, DO, "listening with ca")
        assert lines(tab, DO) == ["listening with ca"]

    def test_editing_in_place_keeps_the_text_its_own(self, show: Show) -> None:
        """A changed text has the id that it had; the others are untouched."""
        page = opened(show, own())
        field(page, DO).get_by_role("textbox").nth(1).fill("Giving honest feedback")
        held = saves(page, DO, OWN[DO][0], "Giving honest feedback", OWN[DO][2])
        assert [one["id"] for one in held] == ["r0", "r1", "r2"]

    def test_enter_in_the_middle_makes_room_there(self, show: Show) -> None:
        """Enter on a row that is not the last begins one under it."""
        page = opened(show, own())
        field(page, DO).get_by_role("textbox").first.press("Enter")
        page.keyboard.type("Asking on")
        saves(page, DO, OWN[DO][0], "Asking on", *OWN[DO][1:])

    def test_several_lines_that_are_pasted(self, show: Show) -> None:
        """Lines become rows; what is on them is kept, empty ones are left out."""
        page = opened(show)
        new(page, DO).fill("one\n\n two \nthree")
        saves(page, DO, "one", "two", "three")
        assert lines(page, DO) == ["one", "two", "three"]

    def test_an_emptied_row_stays_under_the_hand_and_goes_after_it(self, show: Show) -> None:
        """Emptying a row takes the text away at once; the row itself goes when it is left."""
        page = opened(show, own())
        row = field(page, DO).get_by_role("textbox").nth(1)
        row.fill("")
        saves(page, DO, OWN[DO][0], OWN[DO][2])
        expect(row).to_be_focused()
        assert lines(page, DO) == [OWN[DO][0], "", OWN[DO][2]]
        new(page, EXPECT).click()
        expect(field(page, DO).locator(".row:not(.empty)")).to_have_count(2)

    def test_backspace_in_an_empty_row_goes_back(self, show: Show) -> None:
        """As in any list, backspace takes an empty row away and goes to the one before."""
        page = opened(show, own())
        rows_ = field(page, DO).get_by_role("textbox")
        rows_.nth(1).fill("")
        page.keyboard.press("Backspace")
        expect(rows_.first).to_be_focused()
        assert lines(page, DO) == [OWN[DO][0], OWN[DO][2]]

    def test_too_long_is_said_and_kept(self, show: Show) -> None:
        """A text over the limit is not cut and not sent; made shorter it is saved."""
        page = opened(show)
        new(page, DO).fill("a" * 205)
        expect(field(page, DO)).to_contain_text("5 characters too long")
        assert asked(page, "Save") == []
        assert lines(page, DO) == ["a" * 205]
        field(page, DO).get_by_role("textbox").first.fill("a" * 200)
        saves(page, DO, "a" * 200)

    def test_twelve_is_full(self, show: Show) -> None:
        """With twelve texts there is no empty row, and nothing can be moved in."""
        full = {"1": {DO: rows([f"text {n}" for n in range(12)]), DONT: rows(["one more"])}}
        page = opened(show, full)
        expect(new(page, DO)).to_have_count(0)
        field(page, DONT).get_by_label("Move: one more", exact=True).click()
        field(page, DONT).get_by_role("button", name=f"To “{TITLES[DO]}”").click()
        expect(page.locator(".notice")).to_contain_text("There is no room for more")
        assert lines(page, DONT) == ["one more"]
        assert asked(page, "Save") == []

    def test_more_lines_than_fit_are_not_lost(self, show: Show) -> None:
        """When more is pasted than there is room for, the last row holds the rest."""
        page = opened(show, {"1": {DO: rows([f"text {n}" for n in range(10)])}})
        new(page, DO).fill("a\nb\nc\nd")
        saves(page, DO, *(f"text {n}" for n in range(10)), "a", "b c d")

    def test_another_page_of_the_same_person(self, show: Show) -> None:
        """What was saved elsewhere comes in, where nobody is typing here."""
        page = opened(show, own())
        take(page, answers={TABLE: {"1": {DO: rows(["from the phone"])}}})
        assert lines(page, DO) == ["from the phone"]

    def test_markup_is_text(self, show: Show) -> None:
        """Rows, menus and one's own answer to read show what was written."""
        page = opened(show, {"1": {DO: rows([NASTY])}})
        assert lines(page, DO) == [NASTY]
        take(page, stage=stage(TABLE, "closed", seq=2))
        expect(page.locator(".own-fields").get_by_text(NASTY)).to_be_visible()
        assert page.evaluate("window.hit") is None


class TestMoving:
    def test_by_keyboard_in_a_field(self, show: Show) -> None:
        """Alt with an arrow moves a row; the caret stays in it, and it is told."""
        page = opened(show, own())
        row = field(page, DO).get_by_role("textbox").first
        row.press("Alt+ArrowDown")
        held = saves(page, DO, OWN[DO][1], OWN[DO][0], OWN[DO][2])
        assert [one["id"] for one in held] == ["r1", "r0", "r2"]
        assert page.evaluate("document.activeElement.value") == OWN[DO][0]
        expect(page.locator(".heard")).to_have_text("Listening: now 2 of 3")
        page.keyboard.press("Alt+ArrowUp")
        saves(page, DO, *OWN[DO])
        page.keyboard.press("Alt+ArrowUp")
        assert lines(page, DO) == OWN[DO]

    def test_by_menu_to_another_field(self, show: Show) -> None:
        """The menu of a row, opened with the keyboard, moves it; it is saved where it goes before it leaves."""
        page = opened(show, own())
        field(page, DO).locator("summary").first.press("Enter")
        field(page, DO).get_by_role("button", name=f"To “{TITLES[EXPECT]}”").press("Enter")
        saves(page, EXPECT, *OWN[EXPECT], "Listening")
        saves(page, DO, *OWN[DO][1:])
        assert [one["item"] for one in asked(page, "Save")] == [EXPECT, DO]
        assert page.evaluate("document.activeElement.value") == "Listening"

    def test_half_a_move_is_mended(self, show: Show) -> None:
        """When a text stands in two fields after a reload in mid-move, moving it again gives it an id of its own."""
        page = opened(show, {"1": {DO: rows(["twice"]), EXPECT: rows(["twice"])}})
        field(page, DO).locator("summary").first.click()
        field(page, DO).get_by_role("button", name=f"To “{TITLES[EXPECT]}”").click()
        held = saves(page, EXPECT, "twice", "twice")
        assert len({one["id"] for one in held}) == 2

    def test_by_menu_up_and_down(self, show: Show) -> None:
        """Up and down do what they say, and nothing at the ends."""
        page = opened(show, own())
        field(page, DO).get_by_label("Move: Listening", exact=True).click()
        expect(field(page, DO).get_by_role("button", name="Up", exact=True)).to_have_attribute("aria-disabled", "true")
        field(page, DO).get_by_role("button", name="Down", exact=True).click()
        saves(page, DO, OWN[DO][1], OWN[DO][0], OWN[DO][2])

    def test_by_mouse(self, show: Show) -> None:
        """A row is dragged within its field and into another."""
        page = opened(show, own())
        drag(page, grip(page, DO, 2), grip(page, DO, 0))
        saves(page, DO, OWN[DO][2], OWN[DO][0], OWN[DO][1])
        drag(page, grip(page, DO, 0), field(page, DONT_EXPECT).locator("h3"))
        saves(page, DONT_EXPECT, *OWN[DONT_EXPECT], OWN[DO][2])
        saves(page, DO, *OWN[DO][:2])

    def test_by_finger(self, browser: Browser, site: str) -> None:
        """On a phone a row is dragged by its dots."""
        context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site, has_touch=True)
        page = context.new_page()
        page.goto("/harness")
        page.wait_for_function("window.started")
        take(page, welcome=welcome(), stage=stage(TABLE), answers={TABLE: own()}, link=LIVE)
        (from_x, from_y), (to_x, to_y) = middle(grip(page, DO, 0)), middle(grip(page, DO, 2))
        touch = context.new_cdp_session(page)
        for kind, y in (("touchStart", from_y), ("touchMove", from_y + 12), ("touchMove", to_y), ("touchEnd", to_y)):
            points = [] if kind == "touchEnd" else [{"x": from_x if kind == "touchStart" else to_x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        saves(page, DO, OWN[DO][1], OWN[DO][0], OWN[DO][2])
        context.close()

    def test_remove_and_put_back(self, show: Show) -> None:
        """What was taken out can be put back where it was, with the id that it had."""
        page = opened(show, own())
        field(page, DO).get_by_role("button", name=f"Remove: {OWN[DO][1]}").click()
        saves(page, DO, OWN[DO][0], OWN[DO][2])
        page.get_by_role("button", name="Put back").click()
        held = saves(page, DO, *OWN[DO])
        assert [one["id"] for one in held] == ["r0", "r1", "r2"]
        expect(page.get_by_role("button", name="Put back")).to_have_count(0)

    def test_the_last_one_leaves_nothing_behind(self, show: Show) -> None:
        """An empty field is an answer taken away."""
        page = opened(show, own())
        field(page, DONT_EXPECT).get_by_role("button", name="Remove:").click()
        page.wait_for_function("model.committed.length === 1")
        assert page.evaluate("model.committed[0].value") is None


class TestForEverybody:
    @pytest.mark.parametrize("name", [name for name, _traits, _then in table_states()])
    def test_nothing_stands_in_the_way(self, show: Show, name: str) -> None:
        """Axe finds nothing serious on any page of the table, whatever state it is in."""
        traits, then = next((traits, then) for its, traits, then in table_states() if its == name)
        page = show(**traits)
        if then:
            then(page)
        found = Axe().run(page).response["violations"]
        bad = [each for each in found if each["impact"] in {"serious", "critical"}]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in bad] == []


class TestNeverSnatch:
    def test_the_group_moves_on_while_someone_types(self, show: Show) -> None:
        """Field, text and focus stay; what is typed then is saved for its owner."""
        page = opened(show)
        new(page, DO).press_sequentially("lis")
        page.evaluate("model.late = true")
        take(page, stage=stage("rollen-hulp", seq=2, stages={TABLE: at("closed")}))
        expect(page.get_by_role("button", name="Go along")).to_be_visible()
        page.keyboard.type("tening")
        assert lines(page, DO) == ["listening"]
        page.get_by_role("button", name="Go along").click()
        expect(page.get_by_role("heading", name="The help of a mentor")).to_be_visible()
        saves(page, DO, "listening")

    def test_news_does_not_move_the_caret(self, show: Show) -> None:
        """Something new on the page leaves the row that is written alone."""
        page = opened(show)
        new(page, DO).press_sequentially("one")
        page.keyboard.press("ArrowLeft")
        take(page, stage=stage(TABLE, seq=5))
        page.keyboard.type("X")
        assert lines(page, DO) == ["onXe"]


class TestShown:
    def test_fields_and_map(self, show: Show) -> None:
        """What was let through stands in its field, with a number where there is one; what meets is named."""
        page = show(welcome=welcome(), stage=stage(TABLE, "shown"), results={TABLE: table_result()})
        said = page.locator(".said section").filter(has=page.get_by_role("heading", name=TITLES[DO], exact=True))
        assert said.locator("li").all_inner_texts() == [
            "Giving feedback\n9 people",
            "Listening\n7 people",
            "Planning the talks",
        ]
        talk = page.locator(".map .differ li").first
        expect(talk).to_contain_text("Planning the talks")
        expect(talk).to_contain_text("Mentor and mentee both: who really does it?")
        expect(talk).to_contain_text("I expect this of the mentee 8 people")
        expect(page.locator(".map .agree")).to_contain_text("The mentor does this; the mentee needn't.")

    def test_nothing_let_through(self, show: Show) -> None:
        """Empty fields say so, and there is no map."""
        result = table_result()
        result["table"] |= {"fields": {}, "meetings": []}
        page = show(welcome=welcome(), stage=stage(TABLE, "shown"), results={TABLE: result})
        expect(page.get_by_text("Nothing was let through here.")).to_have_count(4)
        expect(page.locator(".map")).to_have_count(0)

    def test_the_wall_is_silent_until_it_is_shown(self, show: Show) -> None:
        """Before, there are the fields' names and how many are done; then the map, whole, above the strip."""
        page = show(welcome=welcome("screen"), stage=stage(TABLE), room=room(), results={TABLE: table_result()})
        expect(page.get_by_text("14 of 26 done")).to_be_visible()
        expect(page.locator(".gathered")).to_have_count(0)
        take(page, stage=stage(TABLE, "shown", seq=2))
        expect(page.locator(".gathered .map li")).to_have_count(3)

    def test_a_full_wall_fits(self, show: Show) -> None:
        """With more than there is room for, the wall names how many are left out and nothing falls off it."""
        page = show(
            welcome=welcome("screen"), stage=stage(TABLE, "shown"), room=room(), results={TABLE: table_result(5)}
        )
        expect(page.get_by_text("and 9 more").first).to_be_visible()
        last = page.locator(".gathered :is(li, .rest)").evaluate_all(
            "(all) => Math.max(...all.map((one) => one.getBoundingClientRect().bottom))"
        )
        strip = page.locator(".strip").bounding_box()
        assert strip is not None
        assert last <= strip["y"] + 1


class TestAgreement:
    def test_is_all_that_is_printed(self, show: Show) -> None:
        """On paper there is one's own page and nothing else; on the screen it is not seen."""
        page = opened(show, own())
        expect(page.locator(".agreement")).to_be_hidden()
        page.evaluate("window.print = () => (window.printed = true)")
        page.get_by_role("button", name="Print or save as PDF").click()
        assert page.evaluate("window.printed") is True
        page.emulate_media(media="print")
        expect(page.locator(".agreement h1")).to_have_text("How I work as a mentor")
        expect(page.locator(".agreement")).to_contain_text("Noor")
        for written in (text for all_ in OWN.values() for text in all_):
            expect(page.locator(".agreement").get_by_text(written, exact=True)).to_be_visible()
        expect(page.locator(".table-form")).to_be_hidden()
        expect(page.locator("header.top")).to_be_hidden()
        page.emulate_media(media="null")

    @pytest.mark.parametrize("answers", [{}, own(), own(6), *(full(much) for much in (5, 10, 12, 19, 23, 29, 39))])
    def test_is_one_page(self, show: Show, answers: dict[str, Any]) -> None:
        """Nothing, a little, much and all that fits are one sheet of paper."""
        page = opened(show, answers)
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1

    def test_is_at_hand_after_closing_too(self, show: Show) -> None:
        """Closed or shown, one's own fields can be read and printed; another activity prints as before."""
        page = show(welcome=welcome(), stage=stage(TABLE, "closed"), answers={TABLE: own()})
        expect(page.get_by_role("button", name="Print or save as PDF")).to_be_visible()
        take(page, stage=stage("rollen-hulp", seq=2))
        expect(page.locator(".agreement")).to_have_count(0)


class TestBench:
    @pytest.fixture
    def desk(self, show: Show) -> Page:
        """Show a closed table with texts, one theme and suggestions."""
        page = show(welcome=welcome("facilitator"))
        reply(page)
        take(page, stage=stage(TABLE, "closed"), room=room(done=24))
        expect(page.locator(".bench .loose")).to_have_count(10)
        return page

    def sent(self, page: Page, kind: str) -> list[dict[str, Any]]:
        """Wait for a request, and give all of its type without what they have in common."""
        page.wait_for_function("(kind) => model.asked.some((one) => one.type === kind)", arg=kind)
        found = asked(page, kind)
        assert all((one.pop("activity"), one.pop("round"), one.pop("type")) == (TABLE, 1, kind) for one in found)
        return found

    def test_nothing_while_open(self, show: Show) -> None:
        """While people write nobody's texts are asked for, and there is no result before it is shown."""
        page = show(welcome=welcome("facilitator"), stage=stage(TABLE), room=room())
        assert asked(page, "GetTexts") == []
        take(page, stage=stage(TABLE, "closed", seq=2))
        expect(page.locator(".card.result")).to_have_count(0)

    def test_can_be_opened_again(self, desk: Page) -> None:
        """After the talk people bring their own page up to date: what was shown can be opened again."""
        take(desk, stage=stage(TABLE, "shown", seq=3), results={TABLE: table_result()})
        desk.locator("[data-action=open]").click()
        assert [one["action"] for one in asked(desk, "Act")] == ["open"]

    def test_ticked_texts_are_brought_together(self, desk: Page) -> None:
        """Two ticked texts become a theme; a third goes under one that is there."""
        desk.get_by_role("checkbox", name="Tick: Making no mistakes").check()
        desk.get_by_role("checkbox", name="Tick: plans the talks").press("Space")
        expect(desk.get_by_text("2 ticked")).to_be_visible()
        desk.locator(".with-ticked").get_by_role("button", name="Bring together").click()
        assert self.sent(desk, "BringTogether") == [{"texts": ["e1", "e2"]}]
        expect(desk.get_by_text("2 ticked")).to_have_count(0)
        desk.get_by_role("checkbox", name="Tick: Comes on time").check()
        desk.get_by_role("combobox", name="Put under a theme").select_option("Giving feedback")
        desk.wait_for_function("model.asked.filter((one) => one.type === 'BringTogether').length === 2")
        assert self.sent(desk, "BringTogether")[1] == {"texts": ["d1"], "theme": "1"}

    def test_a_tick_is_not_lost_to_an_answer(self, desk: Page) -> None:
        """What is ticked while another request is on its way stays ticked."""
        desk.evaluate("model.hold = true")
        desk.locator(".theme").get_by_role("button", name="Take back").click()
        tick = desk.get_by_role("checkbox", name="Tick: Comes on time")
        tick.check()
        desk.evaluate("() => { model.hold = false; model.release(); }")
        desk.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        expect(tick).to_be_checked()

    def test_a_suggestion_is_taken_or_left(self, desk: Page) -> None:
        """Nothing moves before a press; what was refused is not suggested again."""
        expect(desk.locator(".suggested > ul > li")).to_have_count(2)
        assert asked(desk, "BringTogether") == []
        desk.locator(".suggested").get_by_role("button", name="No, leave them").nth(1).click()
        expect(desk.locator(".suggested > ul > li")).to_have_count(1)
        desk.locator(".suggested").get_by_role("button", name="Bring together").click()
        assert self.sent(desk, "BringTogether") == [{"texts": ["b1", "b2", "b3"]}]

    def test_a_home_comes_with_its_reason(self, desk: Page) -> None:
        """The words that made the program think so stand with the suggestion."""
        home = desk.locator(".home")
        expect(home).to_contain_text("Under “Giving feedback”? Because of: feedback.")
        home.get_by_role("button", name="Yes").click()
        assert self.sent(desk, "BringTogether") == [{"texts": ["d2"], "theme": "1"}]
        home.get_by_role("button", name="No").click()
        expect(home).to_have_count(0)

    def test_asks_again_while_the_program_thinks(self, show: Show) -> None:
        """A program that is not ready is asked again, and nothing waits for it."""
        page = show(welcome=welcome("facilitator"))
        reply(page)
        page.evaluate("(told) => (model.replies.GetSuggestions = told)", suggestions(ready=False))
        take(page, stage=stage(TABLE, "closed"), room=room(done=24))
        expect(page.locator(".bench .loose")).to_have_count(10)
        page.wait_for_function("model.asked.filter((one) => one.type === 'GetSuggestions').length >= 2")
        page.evaluate("(told) => (model.replies.GetSuggestions = told)", suggestions())
        expect(page.locator(".suggested > ul > li")).to_have_count(2)

    def test_themes_are_named_and_let_through(self, desk: Page) -> None:
        """A theme is renamed with Enter, taken back, and taken apart; a text leaves it."""
        name = desk.get_by_role("textbox", name="Name of the theme")
        name.fill("Honest feedback")
        name.press("Enter")
        desk.locator(".theme").get_by_role("button", name="Take back").click()
        desk.locator(".theme").get_by_role("button", name="Take apart").click()
        desk.wait_for_function("model.asked.filter((one) => one.type === 'SetTheme').length === 3")
        assert self.sent(desk, "SetTheme") == [
            {"theme": "1", "name": "Honest feedback"},
            {"theme": "1", "shown": False},
            {"theme": "1", "gone": True},
        ]
        desk.get_by_role("button", name="Take out of the theme: feedback, honestly").click()
        assert self.sent(desk, "BringTogether") == [{"texts": ["a3"], "theme": ""}]

    def test_an_empty_name_is_not_sent(self, desk: Page) -> None:
        """A theme keeps its name when the field is left empty."""
        name = desk.get_by_role("textbox", name="Name of the theme")
        name.fill("  ")
        name.press("Enter")
        expect(name).to_have_value("Giving feedback")
        assert asked(desk, "SetTheme") == []

    def test_letting_through(self, desk: Page) -> None:
        """One text, the ticked ones, or all of a field; words can be blanked out first."""
        desk.get_by_role("button", name="Let all 3 through").first.click()
        assert self.sent(desk, "LetAllThrough") == [{"texts": ["b1", "b2", "b3"], "shown": True}]
        gossip = desk.locator(".loose").filter(has_text="Karin")
        gossip.get_by_role("button", name="Blank out words").click()
        gossip.get_by_role("button", name="Karin").click()
        gossip.get_by_role("button", name="Let through like this").click()
        edited = self.sent(desk, "LetThrough")
        assert edited == [{"text": "c3", "shown": True, "edited": "Gossip about […] from planning"}]

    def test_dragging_is_a_shorter_way(self, desk: Page) -> None:
        """A text dragged onto another becomes a theme with it; onto a theme, it goes under that."""
        loose = desk.locator(".loose")
        drag(
            desk,
            loose.filter(has_text="Making no mistakes").locator(".grip"),
            loose.filter(has_text="plans the talks").locator(".grip"),
        )
        assert self.sent(desk, "BringTogether") == [{"texts": ["e2", "e1"]}]
        desk.set_viewport_size({"width": 1366, "height": 2400})
        drag(desk, loose.filter(has_text="Comes on time").locator(".grip"), desk.locator(".theme .badge"))
        desk.wait_for_function("model.asked.filter((one) => one.type === 'BringTogether').length === 2")
        assert self.sent(desk, "BringTogether")[1] == {"texts": ["d1"], "theme": "1"}
        desk.set_viewport_size({"width": 1366, "height": 768})

    def test_somebody_else_was_here(self, desk: Page) -> None:
        """When a text or theme is gone, that is said and the bench looks again."""
        refusal = {"type": "Refused", "reason": "unknown-text", "text": "This text is not there any more."}
        desk.evaluate("(refusal) => (model.replies.BringTogether = refusal)", refusal)
        before = len(asked(desk, "GetTexts"))
        desk.locator(".suggested").get_by_role("button", name="Bring together").first.click()
        expect(desk.locator(".notice")).to_contain_text("This text is not there any more.")
        desk.wait_for_function("(n) => model.asked.filter((one) => one.type === 'GetTexts').length > n", arg=before)

    def test_markup_is_text(self, show: Show) -> None:
        """Texts and themes are shown as written."""
        page = show(welcome=welcome("facilitator"))
        told = texts()
        told["texts"][3]["text"] = told["themes"][0]["name"] = NASTY
        page.evaluate("(told) => (model.replies.GetTexts = told)", told)
        take(page, stage=stage(TABLE, "closed"), room=room(done=24))
        expect(page.locator(".loose").get_by_text(NASTY)).to_be_visible()
        expect(page.get_by_role("textbox", name="Name of the theme")).to_have_value(NASTY)
        assert page.evaluate("window.hit") is None


def grip(page: Page, name: str, n: int) -> Locator:
    """Find the dots of the n-th row of a field."""
    return field(page, name).locator(".row .grip").nth(n)
