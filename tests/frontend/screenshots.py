"""Take a picture of every page in every state at three sizes.

`python -m tests.frontend.screenshots FOLDER [PART] [SIZES]`
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.frontend import given
from tests.frontend.driver import serve_harness, take
from tests.frontend.given_table import table_states
from tests.live import find_chromium
from workshop.bench.chromium import ARGUMENTS

SIZES = {"laptop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}
VOTE = {"1": {"choice": "zelf", "sure": 2, "words": "I would ask what is going on, in a quiet place."}}
RATED = {"1": {f"{scale}-{n}": (n % 5) + 1 for scale in ("doelen", "houding") for n in range(1, 7)}}
TEXTS = (
    "I would ask how things are going, without the word “sick”.",
    "First I call. Then we sit down together with the manager if it happens again.",
)
GROUPS = [
    {
        "type": "GroupInfo",
        "id": 3,
        "code": "KWRTMP",
        "name": "Mentors north, spring",
        "language": "nl",
        "programme": "mentor",
        "created_at": given.NOW,
        "people": 24,
    },
    {
        "type": "GroupInfo",
        "id": 2,
        "code": "HZVQNB",
        "name": "Try-out",
        "language": "nl",
        "programme": "mentor",
        "created_at": given.NOW - 9e5,
        "rehearsal": True,
        "people": 12,
    },
    {
        "type": "GroupInfo",
        "id": 1,
        "code": "DFGTRW",
        "name": "Mentors south, autumn",
        "language": "en",
        "programme": "mentor",
        "created_at": given.NOW - 9e6,
        "ended": True,
        "people": 31,
    },
]
OWN_WORDS = {
    "GetTexts": {
        "type": "Texts",
        "activity": "grens-05",
        "round": 2,
        "texts": [
            {"type": "Text", "id": "a", "text": TEXTS[0], "shown": True},
            {"type": "Text", "id": "b", "text": "I would tell Karin from planning that Friday is not a day off."},
            {"type": "Text", "id": "c", "text": TEXTS[1]},
        ],
    },
    "GetDivided": {"type": "Divided", "activities": [["grens-05", 0.93], ["grens-13", 0.8], ["grens-02", 0.62]]},
}


TOP = {"1": {"top": ["doelen-4", "doelen-6", "doelen-1"]}}
WEIGHED = {
    "1": {"choice": "ja", "manager-plus-1": 3, "manager-plus-2": 0, "manager-min-1": 4, "manager-min-3": 2},
    "2": {"choice": "hangt-ervan-af"},
}

State = tuple[str, dict[str, Any], Callable[[Page], None] | None]
FEW = {"type": "Result", "activity": "grens-05", "kind": "vote", "status": "too-few", "needed": 8}


def states() -> Iterator[State]:
    """Give (name, traits, what to do on the page)."""
    yield from participant_states()
    yield from desk_states()
    yield from screen_states()
    yield from roles_states()
    yield from table_states()


def participant_states() -> Iterator[State]:
    """Give those of the participant's page."""
    me = given.welcome("participant")
    result = given.vote_result(texts=TEXTS)
    rating = given.rating_result()
    yield "p-waiting", {"welcome": me, "stage": given.stage()}, None
    yield "p-reading", {"welcome": me, "stage": given.stage("zb-lezen-ervaring")}, None
    yield "p-scale", {"welcome": me, "stage": given.stage("zelfbeeld-voor"), "answers": {"zelfbeeld-voor": RATED}}, None
    yield (
        "p-scale-shown",
        {
            "welcome": me,
            "stage": given.stage("zelfbeeld-voor", "shown"),
            "results": {"zelfbeeld-voor": rating},
            "answers": {"zelfbeeld-voor": RATED},
        },
        None,
    )
    yield "p-vote", {"welcome": me, "stage": given.stage("grens-01"), "answers": {"grens-01": VOTE}}, None
    yield "p-vote-sensitive", {"welcome": me, "stage": given.stage("grens-05")}, None
    yield "p-vote-2", {"welcome": me, "stage": given.stage("grens-05", number=2), "answers": {"grens-05": VOTE}}, None
    yield "p-closed", {"welcome": me, "stage": given.stage("grens-05", "closed"), "answers": {"grens-05": VOTE}}, None
    yield (
        "p-shown",
        {
            "welcome": me,
            "stage": given.stage("grens-05", "shown", number=2),
            "results": {"grens-05": result},
            "answers": {"grens-05": VOTE},
        },
        None,
    )
    yield "p-too-few", {"welcome": me, "stage": given.stage("grens-05", "shown"), "results": {"grens-05": FEW}}, None
    opened = {name: given.at("open") for name in given.agenda()["grenzen"]}
    yield (
        "p-own-order",
        {
            "welcome": me,
            "stage": given.stage("grens-01", stages=opened),
            "answers": {"grens-01": VOTE, "grens-03": VOTE},
        },
        lambda page: page.locator(".steps summary").click(),
    )

    def held(page: Page) -> None:
        page.get_by_label("What would you say").fill("I would first ask how")
        take(page, stage=given.stage("grens-06", seq=2))

    yield "p-held", {"welcome": me, "stage": given.stage("grens-05")}, held
    rehearsing = given.welcome("participant", name="")
    rehearsing["group"]["rehearsal"] = True
    yield (
        "p-rehearsal-menu",
        {"welcome": rehearsing, "stage": given.stage("grens-02")},
        lambda page: page.locator(".menu summary").click(),
    )


def desk_states() -> Iterator[State]:
    """Give those of the facilitator's page."""
    result, rating = given.vote_result(texts=TEXTS), given.rating_result()
    host = given.welcome("host", group=False, groups=GROUPS)
    yield "d-groups", {"welcome": host}, None
    lead = given.welcome("facilitator")
    yield "d-start", {"welcome": lead, "stage": given.stage(), "room": given.room(12, 0, 0)}, None
    yield "d-reading", {"welcome": lead, "stage": given.stage("zb-lezen-ervaring"), "room": given.room()}, None
    yield (
        "d-open",
        {"welcome": lead, "stage": given.stage("grens-05"), "room": given.room()},
        lambda page: page.get_by_text("Talk card").click(),
    )
    yield (
        "d-closed",
        {
            "welcome": lead,
            "stage": given.stage("grens-05", "closed"),
            "room": given.room(done=24, busy=0),
            "results": {"grens-05": given.vote_result(rounds=1)},
        },
        wait_chart,
    )

    def blanking(page: Page) -> None:
        wait_chart(page)
        page.get_by_role("button", name="Blank out words").nth(1).click()
        page.get_by_role("button", name="Karin").click()
        page.get_by_role("button", name="Which situations divide us most?").click()
        page.locator(".divided li").first.wait_for()

    yield (
        "d-shown",
        {
            "welcome": lead,
            "stage": given.stage("grens-05", "shown", number=2),
            "room": given.room(done=24),
            "results": {"grens-05": result},
        },
        blanking,
    )
    yield (
        "d-scale",
        {
            "welcome": lead,
            "stage": given.stage("zelfbeeld-voor", "closed"),
            "room": given.room(done=24),
            "results": {"zelfbeeld-voor": rating},
        },
        None,
    )
    yield (
        "d-too-few",
        {
            "welcome": lead,
            "stage": given.stage("grens-05", "closed"),
            "room": given.room(4, 0, 3),
            "results": {"grens-05": FEW},
            "link": {"state": "stale", "at": given.NOW},
        },
        None,
    )
    yield (
        "d-arrange",
        {"welcome": lead, "stage": given.stage("grens-02"), "room": given.room()},
        lambda page: page.get_by_role("button", name="Change the order").click(),
    )


def screen_states() -> Iterator[State]:
    """Give those of the page for the projector."""
    result, rating = given.vote_result(texts=TEXTS), given.rating_result()
    wall = given.welcome("screen")
    yield "s-lobby", {"welcome": wall, "stage": given.stage(), "room": given.room(12, 0, 0)}, None
    yield "s-reading", {"welcome": wall, "stage": given.stage("zb-lezen-ervaring"), "room": given.room()}, None
    yield "s-scale", {"welcome": wall, "stage": given.stage("zelfbeeld-voor"), "room": given.room()}, None
    yield (
        "s-scale-shown",
        {
            "welcome": wall,
            "stage": given.stage("zelfbeeld-voor", "shown"),
            "room": given.room(),
            "results": {"zelfbeeld-voor": rating},
        },
        None,
    )
    yield "s-open", {"welcome": wall, "stage": given.stage("grens-05"), "room": given.room()}, None
    yield "s-closed", {"welcome": wall, "stage": given.stage("grens-05", "closed"), "room": given.room(done=24)}, None
    yield (
        "s-shown-1",
        {
            "welcome": wall,
            "stage": given.stage("grens-05", "shown"),
            "room": given.room(),
            "results": {"grens-05": given.vote_result(rounds=1)},
        },
        wait_chart,
    )
    yield (
        "s-shown-2",
        {
            "welcome": wall,
            "stage": given.stage("grens-05", "shown", number=2),
            "room": given.room(),
            "results": {"grens-05": given.vote_result()},
        },
        wait_chart,
    )
    yield (
        "s-shown-texts",
        {
            "welcome": wall,
            "stage": given.stage("grens-05", "shown", number=2),
            "room": given.room(),
            "results": {"grens-05": result},
        },
        wait_chart,
    )
    yield (
        "s-too-few",
        {
            "welcome": wall,
            "stage": given.stage("grens-05", "shown"),
            "room": given.room(),
            "results": {"grens-05": FEW},
        },
        None,
    )
    rehearsal = given.welcome("screen")
    rehearsal["group"]["rehearsal"] = True
    yield (
        "s-stale",
        {
            "welcome": rehearsal,
            "stage": given.stage("grens-05"),
            "room": given.room(),
            "link": {"state": "stale", "at": given.NOW},
        },
        None,
    )


def roles_states() -> Iterator[State]:
    """Give those of the session on roles: two rankings and a weighing, on every page."""
    help_, manager = "rollen-hulp", "rollen-manager"
    order, once, twice = (
        given.decided_result(help_),
        given.decided_result(manager),
        given.decided_result(manager, rounds=2),
    )
    me, lead, wall = given.welcome("participant"), given.welcome("facilitator"), given.welcome("screen")
    rounds = (("closed", 1, once), ("shown", 1, once), ("shown", 2, twice))
    yield "p-ranking", {"welcome": me, "stage": given.stage(help_)}, None
    yield "p-ranking-full", {"welcome": me, "stage": given.stage(help_), "answers": {help_: TOP}}, None
    yield "p-weighing", {"welcome": me, "stage": given.stage(manager), "answers": {manager: WEIGHED}}, None
    yield (
        "p-weighing-2",
        {"welcome": me, "stage": given.stage(manager, number=2), "answers": {manager: {"1": WEIGHED["1"]}}},
        None,
    )
    for name, page in (("p", me), ("d", lead), ("s", wall)):
        shared: dict[str, Any] = {"welcome": page, "room": given.room(done=24)}
        if name == "p":
            shared["answers"] = {help_: TOP, manager: WEIGHED}
        else:
            yield f"{name}-ranking-open", {**shared, "stage": given.stage(help_)}, None
            yield f"{name}-weighing-open", {**shared, "stage": given.stage(manager)}, None
        drawn = wait_chart if name == "s" else None
        state = {**shared, "stage": given.stage(help_, "shown"), "results": {help_: order}}
        yield f"{name}-ranking-shown", state, drawn
        for stood, number, result in rounds[1:] if name == "s" else rounds:
            at = given.stage(manager, stood, number=number)
            needs = drawn if number > 1 else None
            yield f"{name}-weighing-{stood}-{number}", {**shared, "stage": at, "results": {manager: result}}, needs


def wait_chart(page: Page) -> None:
    """Wait until the charts are drawn."""
    page.locator(".chart .main-svg").first.wait_for()


def main(folder: Path, part: str = "", sizes: str = "") -> None:
    """Take the pictures whose name starts with `part`."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve_harness() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            if sizes and size not in sizes:
                continue
            page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
            page.on("pageerror", lambda error: sys.stderr.write(f"{error}\n"))
            for name, traits, then in states():
                if not name.startswith(part) or (size == "projector" and name[0] == "p"):
                    continue
                page.goto(f"{site}/harness")
                page.evaluate("sessionStorage.clear()")
                page.reload()
                page.wait_for_function("window.started")
                page.evaluate("(replies) => Object.assign(model.replies, replies)", OWN_WORDS)
                take(page, **{"link": given.LIVE, **traits})
                if then:
                    then(page)
                full = name[0] != "s" or size == "phone"
                page.screenshot(path=folder / f"{name}-{size}.png", full_page=full)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
