"""A facilitator, a screen and four participants fill the table of roles; each goes home with a page of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.people import PROGRAMME, Facilitator, Participant, Screen
from tests.live import LiveServer, until

pytestmark = pytest.mark.browser

TABLE = PROGRAMME.activity("rollen-tabel")
TITLES = {field.id: field.title["nl"] for field in TABLE.fields}
DO, DONT, EXPECT, DONT_EXPECT = TITLES
#: What each of the four writes, field by field. Planning the talks stands in all fields; three listen.
WROTE = [
    {
        DO: ["luisteren", "gesprekken plannen"],
        DONT: ["problemen oplossen"],
        EXPECT: ["op tijd komen"],
        DONT_EXPECT: ["fouten maken"],
    },
    {
        DO: ["Goed luisteren"],
        DONT: ["gesprekken plannen"],
        EXPECT: ["gesprekken plannen", "eerlijk zijn"],
        DONT_EXPECT: ["geen fouten maken"],
    },
    {
        DO: ["Luisteren!", "feedback geven"],
        DONT: ["Alle problemen oplossen"],
        EXPECT: ["Gesprekken plannen"],
        DONT_EXPECT: ["alles al kunnen"],
    },
    {
        DO: ["voordoen"],
        DONT: ["roddelen"],
        EXPECT: ["de gesprekken plannen"],
        DONT_EXPECT: ["overwerken"],
    },
]


def field(page: Page, name: str) -> Locator:
    """Find a field by its title."""
    return page.get_by_role("region", name=TITLES[name], exact=True)


def write(person: Participant, wrote: dict[str, list[str]]) -> None:
    """Fill the fields with mouse and keys."""
    for name, texts in wrote.items():
        field(person.page, name).get_by_role("textbox").last.click()
        for text in texts:
            person.page.keyboard.type(text)
            person.page.keyboard.press("Enter")


def write_by_keyboard(person: Participant, wrote: dict[str, list[str]]) -> None:
    """Fill the fields with the keyboard alone: Tab to the empty row of each, Enter after each text."""
    for name, texts in wrote.items():
        row = field(person.page, name).get_by_role("textbox").last
        for _ in range(80):
            if row.evaluate("(one) => one === document.activeElement"):
                break
            person.page.keyboard.press("Tab")
        expect(row).to_be_focused()
        for text in texts:
            person.page.keyboard.type(text)
            person.page.keyboard.press("Enter")


def together(desk: Facilitator, name: str, *texts: str) -> None:
    """Tick the texts that say one thing, bring them together, and name that."""
    for text in texts:
        ticks = desk.page.get_by_role("checkbox", name=f"Vink aan: {text}", exact=True)
        for n in range(ticks.count()):
            ticks.nth(n).check()
    desk.page.locator(".with-ticked").get_by_role("button", name="Breng samen").click()
    expect(desk.page.locator(".with-ticked .primary")).to_have_count(0)
    card = desk.page.locator(".theme").last
    rename(desk, card, name)


def rename(desk: Facilitator, card: Locator, name: str) -> None:
    """Give a theme another name, and see that it is kept."""
    card.get_by_role("textbox", name="Naam van het thema").fill(name)
    desk.page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Doorlaten", exact=True)).to_be_enabled()


def let_through(desk: Facilitator) -> None:
    """Let every theme through."""
    for card in desk.page.locator(".theme").all():
        card.get_by_role("button", name="Doorlaten", exact=True).click()
        expect(card.get_by_text("De groep ziet dit")).to_be_visible()


class TestTable:
    def test_from_the_first_word_to_the_printed_page(
        self, browser: Browser, server: LiveServer, tmp_path: Path
    ) -> None:
        """Nothing is seen before it is let through; what meets is on the wall; everyone prints their own page only."""
        made = server.new_group(min_people=3)
        desk = Facilitator.arrive(browser, server.url)
        screen = Screen.arrive(browser, server.url, "projector")
        desk.open_desk(made)
        screen.open_screen(made)
        desk.turn_to("rollen", "rollen-tabel")
        desk.press("open")
        sizes = ("laptop", "laptop", "phone", "laptop")
        people = [Participant.arrive(browser, server.url, size) for size in sizes]
        for n, person in enumerate(people):
            person.join_and_go_in(made.group.code, f"Deelnemer {n}")

        # all write; one with the keyboard alone; one reloads in the middle of a word
        for person, wrote in zip(people[:3], WROTE[:3], strict=True):
            write(person, wrote)
        write_by_keyboard(people[3], WROTE[3])
        half = field(people[0].page, DO).get_by_role("textbox").last
        half.click()
        people[0].page.keyboard.type("vragen ste")
        people[0].page.reload()
        last = field(people[0].page, DO).get_by_role("textbox").nth(2)
        expect(last).to_have_value("vragen ste")
        last.fill("vragen stellen")
        for person in people:
            person.sees_saved()
        desk.sees_done(4)
        stored = server.stored(people[3].code)
        assert [one["text"] for one in stored["rollen-tabel", 1, DO]] == ["voordoen"]

        # the keyboard moves a text to another field, takes it out and puts it back
        one = people[3].page
        field(one, DONT).locator("summary").first.press("Enter")
        field(one, DONT).get_by_role("button", name=re.compile(f"^Naar .{TITLES[DONT_EXPECT]}")).press("Enter")
        expect(field(one, DONT_EXPECT).get_by_role("textbox").nth(1)).to_have_value("roddelen")
        field(one, DONT_EXPECT).get_by_role("button", name="Weghalen: overwerken").press("Enter")
        expect(field(one, DONT_EXPECT).get_by_role("textbox").first).to_have_value("roddelen")
        one.get_by_role("button", name="Zet terug").press("Enter")
        expect(field(one, DONT_EXPECT).get_by_role("textbox").first).to_have_value("overwerken")
        people[3].sees_saved()

        # nobody reads along while it is open, and the wall shows nothing that anyone wrote
        everything = {text for wrote in WROTE for texts in wrote.values() for text in texts}
        assert not [text for text in everything if text in desk.page.inner_text(".split")]
        desk.press("close")
        expect(desk.page.locator(".bench .loose").first).to_be_visible()
        assert not [text for text in everything if text in screen.page.inner_text("body")]

        # the program suggests; opposites are not among it; the facilitator brings together, names and lets through
        suggested = desk.page.locator(".suggested > ul > li")
        listening = suggested.filter(has_text="Goed luisteren")
        expect(listening).to_be_visible()
        groups = [set(text.split("\n")) for text in suggested.locator(".same").all_inner_texts()]
        assert not [g for g in groups if {"fouten maken", "geen fouten maken"} <= {line.split(" ·")[0] for line in g}]
        listening.get_by_role("button", name="Breng samen").click()
        expect(desk.page.locator(".theme .inside li")).to_have_count(3)
        rename(desk, desk.page.locator(".theme").first, "Goed luisteren")
        together(desk, "Gesprekken plannen", "gesprekken plannen", "Gesprekken plannen", "de gesprekken plannen")
        together(desk, "Problemen oplossen", "problemen oplossen", "Alle problemen oplossen")
        let_through(desk)
        alone = desk.page.locator(".loose").filter(has_text="eerlijk zijn")
        alone.get_by_role("button", name="Doorlaten", exact=True).click()
        expect(alone.get_by_text("De groep ziet dit")).to_be_visible()
        assert not [text for text in everything if text in screen.page.inner_text("body")]

        # the wall: fields with counts where three or more said it, and the map
        desk.press("show")
        wall = screen.page
        said = wall.locator(".said section")
        expect(said.filter(has_text=TITLES[DO]).locator("li").first).to_have_text(
            re.compile("Goed luisteren.*3 mensen")
        )
        planned = said.filter(has=wall.get_by_role("heading", name=TITLES[EXPECT], exact=True))
        expect(planned.locator("li").first).to_have_text(re.compile("Gesprekken plannen.*3 mensen"))
        expect(planned).to_contain_text("eerlijk zijn")
        differ = wall.locator(".map .differ li")
        says = [meeting.says["nl"] for meeting in TABLE.meetings]
        expect(differ.filter(has_text=says[0])).to_contain_text("Gesprekken plannen")  # one does it, another doesn't
        expect(differ.filter(has_text=says[2])).to_contain_text("Gesprekken plannen")  # mentor and mentee both
        agree = wall.locator(".map .agree li")
        expect(agree).to_have_text(re.compile(f"Gesprekken plannen.*{re.escape(says[5])}"))
        for hidden in ("roddelen", "fouten maken", "voordoen", "vragen stellen"):
            assert hidden not in wall.inner_text("body")
        until(lambda: wall.evaluate("document.documentElement.scrollHeight <= innerHeight"), "the wall to fit")
        expect(people[2].page.locator(".map .agree")).to_contain_text(says[5])

        # opened again: what was let through stays as it is; someone changes their own page, and prints it
        desk.press("open")
        row = field(people[1].page, DO).get_by_role("textbox").first
        expect(row).to_have_value("Goed luisteren")
        row.fill("Goed luisteren en doorvragen")
        people[1].sees_saved()
        desk.press("show")
        expect(said.filter(has_text=TITLES[DO])).to_contain_text("3 mensen")
        for n, person in enumerate(people):
            pages = tmp_path / f"{n}.pdf"
            person.page.pdf(path=pages, format="A4")
            assert len(re.findall(rb"/Type\s*/Page\b", pages.read_bytes())) == 1
            person.page.emulate_media(media="print")
            sheet = person.page.locator(".agreement")
            expect(sheet).to_contain_text(f"Deelnemer {n}")
            expect(person.page.locator("main, .workshop").locator("> :visible")).to_have_count(1)
            for texts in WROTE[n].values():
                for text in texts:
                    expect(sheet).to_contain_text(text)
            others = {t for other in (*WROTE[:n], *WROTE[n + 1 :]) for ts in other.values() for t in ts}
            mine = {t.casefold() for ts in WROTE[n].values() for t in ts}
            printed = sheet.inner_text().casefold()
            assert not [t for t in others if t.casefold() in printed and not any(t.casefold() in m for m in mine)]
        expect(people[1].page.locator(".agreement")).to_contain_text("Goed luisteren en doorvragen")

        for one_of_all in (desk, screen, *people):
            assert one_of_all.complaints == []
            one_of_all.leave()
