"""What a page is given at the table: rows, texts at the desk, a result with its map; and its states for pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

from tests.frontend import given

TABLE = "rollen-tabel"
DO, DONT, EXPECT, DONT_EXPECT = (field["id"] for field in given.activity(TABLE)["fields"])
OWN = {
    DO: ["Listening", "Giving feedback after every shift", "Calling once a week to ask how it goes"],
    DONT: ["Solving everything myself", "Answering messages at night"],
    EXPECT: ["Comes prepared", "Says it in time when something does not work out"],
    DONT_EXPECT: ["Knowing everything at once"],
}
#: (id, field, text, theme)
WRITTEN = [
    ("a1", DO, "Giving feedback", "1"),
    ("a2", DO, "giving feedback after a shift", "1"),
    ("a3", EXPECT, "feedback, honestly", "1"),
    ("b1", DO, "Listening", None),
    ("b2", DO, "listening well", None),
    ("b3", DO, "Really listen, and ask on", None),
    ("c1", DONT, "Solving all their problems", None),
    ("c2", DONT, "solve every problem", None),
    ("c3", DONT, "Gossip about Karin from planning", None),
    ("d1", EXPECT, "Comes on time", None),
    ("d2", EXPECT, "honest feedback for me too", None),
    ("e1", DONT_EXPECT, "Making no mistakes", None),
    ("e2", DONT_EXPECT, "plans the talks", None),
]


def rows(texts: list[str], name: str = "r") -> list[dict[str, str]]:
    """Make the value of a field."""
    return [{"id": f"{name}{n}", "text": text} for n, text in enumerate(texts)]


def own(many: int = 1) -> dict[str, Any]:
    """Make one's own answers, each text so many times over."""
    fields = {field: [f"{text}{' ' * (n % 2)}" for n in range(many) for text in texts] for field, texts in OWN.items()}
    return {"1": {field: rows(texts[:12], name) for name, (field, texts) in zip("rstu", fields.items(), strict=True)}}


def texts() -> dict[str, Any]:
    """Make the `Texts` at the desk: one theme, the rest loose."""
    return {
        "type": "Texts",
        "activity": TABLE,
        "round": 1,
        "texts": [
            {"type": "Text", "id": name, "text": text, "item": item, **({"theme": theme} if theme else {})}
            for name, item, text, theme in WRITTEN
        ],
        "themes": [{"type": "Theme", "id": "1", "name": "Giving feedback", "shown": True}],
    }


def suggestions(*, ready: bool = True) -> dict[str, Any]:
    """Make the `Suggestions`."""
    made: dict[str, Any] = {"type": "Suggestions", "activity": TABLE, "round": 1}
    if not ready:
        return made
    homes = [{"type": "Home", "text": "d2", "theme": "1", "words": ["feedback"]}]
    return made | {"ready": True, "alike": [["b1", "b2", "b3"], ["c1", "c2"]], "homes": homes}


def table_result(many: int = 1) -> dict[str, Any]:
    """Make the `Result`, with what was let through."""
    said = {
        DO: [("1", "Giving feedback", 9), ("2", "Listening", 7), ("3", "Planning the talks", None)],
        DONT: [("4", "Solving everything myself", 6), ("5", "Judging", None)],
        EXPECT: [("3", "Planning the talks", 8), ("6", "Comes prepared", 5), ("7", "Is honest", None)],
        DONT_EXPECT: [
            ("8", "Making no mistakes", None),
            ("1", "Giving feedback", None),
            ("4", "Solving everything myself", None),
        ],
    }
    fields = {
        item: [
            {"id": f"{name}{n or ''}", "text": text, "people": people}
            for n in range(many)
            for name, text, people in all_
        ]
        for item, all_ in said.items()
    }
    met = [
        ("3", "Planning the talks", [DO, EXPECT], "differ", [None, 8]),
        ("4", "Solving everything myself", [DONT, DONT_EXPECT], "differ", [6, None]),
        ("1", "Giving feedback", [DO, DONT_EXPECT], "agree", [9, None]),
    ]
    names = ("id", "text", "between", "means", "people")
    return {
        "type": "Result",
        "activity": TABLE,
        "kind": "table",
        "status": "ok",
        "people": 24,
        "needed": 5,
        "table": {
            "people": 24,
            "fields": fields,
            "meetings": [dict(zip(names, one, strict=True)) for _n in range(many) for one in met],
        },
        "at": given.NOW,
    }


State = tuple[str, dict[str, Any], Callable[[Page], None] | None]


def reply(page: Page) -> None:
    """Let the desk get texts and suggestions."""
    told = {name: texts() for name in ("GetTexts", "LetThrough", "LetAllThrough", "BringTogether", "SetTheme")}
    page.evaluate("(replies) => Object.assign(model.replies, replies)", {**told, "GetSuggestions": suggestions()})


def table_states() -> Iterator[State]:
    """Give the states of the table on every page."""
    me, lead, wall = (given.welcome(role) for role in ("participant", "facilitator", "screen"))
    filled = {"answers": {TABLE: own()}}

    def menu(page: Page) -> None:
        page.locator(".row-menu summary").nth(1).click()

    def removed(page: Page) -> None:
        page.get_by_role("button", name="Remove: Listening").click()

    yield "p-table-empty", {"welcome": me, "stage": given.stage(TABLE)}, None
    yield "p-table", {"welcome": me, "stage": given.stage(TABLE), **filled}, removed
    yield "p-table-menu", {"welcome": me, "stage": given.stage(TABLE), **filled}, menu
    yield "p-table-closed", {"welcome": me, "stage": given.stage(TABLE, "closed"), **filled}, None
    shown = {"stage": given.stage(TABLE, "shown"), "results": {TABLE: table_result()}}
    yield "p-table-shown", {"welcome": me, **shown, **filled}, None
    yield "d-table-open", {"welcome": lead, "stage": given.stage(TABLE), "room": given.room()}, None

    def bench(page: Page) -> None:
        reply(page)
        page.get_by_role("button", name="Look again").click()
        page.locator(".suggested li").first.wait_for()
        page.locator(".bench .loose input").first.check()

    yield "d-table-closed", {"welcome": lead, "stage": given.stage(TABLE, "closed"), "room": given.room(done=24)}, bench
    yield "d-table-shown", {"welcome": lead, **shown, "room": given.room(done=24)}, bench
    yield "s-table-open", {"welcome": wall, "stage": given.stage(TABLE), "room": given.room()}, None
    yield "s-table-shown", {"welcome": wall, **shown, "room": given.room()}, None
    full = {"stage": given.stage(TABLE, "shown"), "results": {TABLE: table_result(5)}}
    yield "s-table-full", {"welcome": wall, **full, "room": given.room()}, None
