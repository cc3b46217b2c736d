"""A facilitator, a screen and five participants play `rollen`: two rankings, and a weighing in two rounds."""

from __future__ import annotations

from collections import Counter
from statistics import mean
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import PROGRAMME, Facilitator, Participant, Screen
from tests.live import LiveServer, until

pytestmark = pytest.mark.browser

HELP, EXPECTED, MANAGER = (PROGRAMME.activity(f"rollen-{name}") for name in ("hulp", "verwachting", "manager"))
#: Everyone's top three, by the number of the statement, and what follows from them, worked out by hand: in the
#: group's order the statement, its rank, and how many people gave it the first, second and third place.
HELP_TOPS = [[4, 1, 2], [4, 2, 6], [1, 4, 6], [6, 4, 1], [4, 1, 5]]
HELP_ORDER = [
    (4, 1, [3, 2, 0]),
    (1, 2, [1, 2, 1]),
    (6, 3, [1, 0, 2]),  # two put it above 2, two below, one named neither: they share the third place
    (2, 3, [0, 1, 1]),
    (5, 5, [0, 0, 1]),
    (3, 6, [0, 0, 0]),
]
EXPECTED_TOPS = [[2, 5, 3], [5, 2, 6], [5, 3, 2], [5, 2, 3], [3, 5, 2]]
EXPECTED_ORDER = [
    (5, 1, [3, 2, 0]),
    (2, 2, [1, 2, 2]),
    (3, 3, [1, 1, 2]),
    (6, 4, [0, 0, 1]),
    (1, 5, [0, 0, 0]),
    (4, 5, [0, 0, 0]),
]
FIRST = ["ja", "nee", "nee", "hangt-ervan-af", "ja"]
SECOND = ["hangt-ervan-af", "nee", "hangt-ervan-af", "hangt-ervan-af", "ja"]
WEIGHTS = [
    [4, 3, 2, 1, 0, 1, 2, 3],
    [4, 4, 4, 4, 0, 0, 0, 0],
    [0, 1, 2, 3, 4, 3, 2, 1],
    [2, 2, 2, 2, 2, 2, 2, 2],
    [3, 0, 3, 0, 3, 0, 4, 4],
]


def label(activity: Any, number: int) -> str:
    """Give the short name of a statement."""
    text: str = activity.listed[number - 1].label["nl"]
    return text


def tap(page: Page, activity: Any, top: list[int]) -> None:
    """Give each place by its number, with the mouse or a finger."""
    for place, number in enumerate(top, 1):
        page.get_by_role("button", name=f"Plaats {place}: {label(activity, number)}").click()


def type_in(page: Page, activity: Any, top: list[int]) -> None:
    """Choose with the keyboard alone, the last first; each pushes the ones before it down."""
    for number in reversed(top):
        button = page.get_by_role("button", name=f"Plaats 1: {label(activity, number)}")
        for _ in range(60):
            if button.evaluate("(one) => one === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        page.evaluate("document.activeElement.blur()")


def drag(page: Page, activity: Any, top: list[int]) -> None:
    """Drag each option to its place."""
    for place, number in enumerate(top):
        option = page.locator(".pool li").filter(has_text=label(activity, number))
        slot = page.locator(".top-list .slot").nth(place)
        option.scroll_into_view_if_needed()
        (x, y), (there, down) = (centre(part) for part in (option.locator(".label"), slot))
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(there, down, steps=6)
        page.mouse.up()
        expect(slot).to_contain_text(label(activity, number))


def centre(part: Any) -> tuple[float, float]:
    """Give the middle of something on the page."""
    box = part.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


WAYS = [tap, type_in, drag, tap, tap]


def rank_all(desk: Facilitator, people: list[Participant], activity: Any, tops: list[list[int]]) -> None:
    """Let everybody give a top three, each in their own way, and see that the desk counts them."""
    for person, way, top in zip(people, WAYS, tops, strict=True):
        expect(person.page.get_by_role("heading", name=activity.title["nl"])).to_be_visible()
        way(person.page, activity, top)
        person.sees_saved()
    desk.sees_done(5)


def drawn_order(screen: Screen, activity: Any) -> list[tuple[int, int, list[int]]]:
    """Read the screen's chart: statement, rank and people per place, from top to bottom."""
    traces = screen.page.evaluate("() => document.querySelector('.js-plotly-plot')?.data ?? []")
    if not traces:
        return []
    bars = [trace for trace in traces if trace["type"] == "bar"]
    ranks = next(trace for trace in traces if trace["type"] == "scatter")["text"]
    numbers = {option.label["nl"]: n for n, option in enumerate(activity.listed, 1)}
    return [
        (
            numbers[name.replace("<br>", " ")],
            int(ranks[n].removeprefix("<b>").removesuffix("</b>")),
            [int(bar["text"][n] or 0) for bar in bars],
        )
        for n, name in enumerate(bars[0]["y"])
    ]


def balance(page: Page) -> list[tuple[str, list[int], str]]:
    """Read the balance: each point's text, the people per weight, and the mean."""
    return [
        (
            point.locator("p").inner_text(),
            [int(people or 0) for people in point.locator(".dot").all_inner_texts()],
            point.locator(".mean").inner_text(),
        )
        for point in page.locator(".balance li").all()
    ]


def weighed() -> list[tuple[str, list[int], str]]:
    """Work out what the balance must be."""
    points = [point for side in MANAGER.sides.values() for point in side.points]
    columns = list(zip(*WEIGHTS, strict=True))
    return [
        (point.text["nl"], [Counter(column)[weight] for weight in range(5)], f"{mean(column):.1f}".replace(".", ","))
        for point, column in zip(points, columns, strict=True)
    ]


def counted(choices: list[str]) -> list[int]:
    return [Counter(choices)[choice.id] for choice in MANAGER.choices]


class TestRollen:
    def test_from_the_first_ranking_to_the_shift(self, browser: Browser, server: LiveServer) -> None:
        """What five people choose, each in their own way, is what the screen shows, to the last number."""
        made = server.new_group(min_people=3)
        desk = Facilitator.arrive(browser, server.url)
        screen = Screen.arrive(browser, server.url, "projector")
        people = [Participant.arrive(browser, server.url, size) for size in ("phone", *["laptop"] * 4)]
        desk.open_desk(made)
        screen.open_screen(made)

        # the first ranking: open, one reloads halfway, close, show
        desk.turn_to("rollen", HELP.id)
        desk.press("open")
        codes = [person.join_and_go_in(made.group.code) for person in people]
        tap(people[3].page, HELP, HELP_TOPS[3][:2])
        people[3].sees_saved()
        people[3].page.reload()
        for place, number in enumerate(HELP_TOPS[3][:2]):
            expect(people[3].page.locator(".slot").nth(place)).to_contain_text(label(HELP, number))
        people[3].page.locator(".slot").first.get_by_role("button").last.click()
        people[3].page.locator(".slot").first.get_by_role("button").last.click()  # both taken out again
        expect(people[3].page.locator(".slot.free")).to_have_count(3)
        rank_all(desk, people, HELP, HELP_TOPS)
        assert drawn_order(screen, HELP) == []
        desk.press("close")
        expect(desk.page.locator(".standings li")).to_have_count(6)
        assert drawn_order(screen, HELP) == []
        desk.press("show")
        until(lambda: drawn_order(screen, HELP) == HELP_ORDER, "the screen to show the group's order")

        # everyone sees their own top beside the group's, and nobody else's
        place_of = {number: rank for number, rank, _people in HELP_ORDER}
        for person, top in zip(people, HELP_TOPS, strict=True):
            cells = person.page.locator(".comparison td")
            expect(cells).to_have_text([str(n) for own, one in enumerate(top, 1) for n in (own, place_of[one])])
        assert server.stored(codes[2])[HELP.id, 1, "top"] == [f"doelen-{n}" for n in HELP_TOPS[2]]

        # the second ranking
        desk.press("next")
        rank_all(desk, people, EXPECTED, EXPECTED_TOPS)
        desk.press("show")
        until(lambda: drawn_order(screen, EXPECTED) == EXPECTED_ORDER, "the screen to show the second order")

        # the weighing: vote and weigh, look at the balance, vote again
        desk.press("next")
        for person, choice, weights in zip(people, FIRST, WEIGHTS, strict=True):
            vote(person, choice)
            for point, weight in zip(MANAGER.points, weights, strict=True):
                person.page.locator(f"input[name='{MANAGER.id}-{point}'][value='{weight}']").check()
            person.sees("8 van 8 punten gewogen")
            person.sees_saved()
        desk.sees_done(5)
        expect(screen.page.locator(".balance, .bars, .chart")).to_have_count(0)
        desk.press("show")
        expect(screen.page.locator(".balance li")).to_have_count(8)
        assert balance(screen.page) == weighed()
        assert [int(n) for n in screen.page.locator(".bars .n").all_inner_texts()] == counted(FIRST)
        expect(people[4].page.locator(".balance .dot.own")).to_have_count(8)
        assert balance(people[0].page) == weighed()

        desk.press("again")
        for person, choice in zip(people, SECOND, strict=True):
            expect(person.page.get_by_text("Tweede ronde.", exact=False).first).to_be_visible()
            vote(person, choice)
            person.sees_saved()
        desk.sees_done(5)
        desk.press("show")
        rounds = [counted(FIRST), counted(SECOND)]
        until(lambda: drawn_votes(screen) == rounds, "the screen to show both votes")
        moved = "3 gebleven bij hun keuze, 2 verschoven"
        expect(screen.page.get_by_text(moved)).to_be_visible()
        for one in (desk, *people):
            expect(one.page.get_by_text(moved)).to_be_visible()
        for one in (desk, screen, *people):
            assert one.complaints == []
            one.leave()


def vote(person: Participant, choice: str) -> None:
    """Choose an answer to the question about managers."""
    text = next(one.label["nl"] for one in MANAGER.choices if one.id == choice)
    person.page.get_by_role("radio", name=text, exact=True).check()


def drawn_votes(screen: Screen) -> list[list[int]]:
    """Read the screen's bars of both rounds."""
    found: list[list[int]] = screen.page.evaluate(
        """() => [...document.querySelectorAll(".js-plotly-plot")]
            .flatMap((plot) => plot.data).filter((trace) => trace.type === "bar").map((trace) => trace.x)"""
    )
    return found
