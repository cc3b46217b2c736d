"""What a page is given: traits made from the real programme, as the broker would make them."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import segno

from workshop.broker.kinds import kind_of
from workshop.charts import rating_figures, vote_figures
from workshop.content import load_programme, load_rehearsal, programme_path, view
from workshop.testing.deciding import Mind

CHOICES = ("zelf", "grens", "samen", "melden", "laten")
NOW = 1_795_000_000.0


@cache
def _sessions(role: str, language: str) -> list[dict[str, Any]]:
    programme = load_programme(programme_path())
    return [view(programme, session.id, language, role) for session in programme.sessions]  # type: ignore[arg-type]


def welcome(role: str = "participant", *, language: str = "en", group: bool = True, **more: Any) -> dict[str, Any]:
    """Make a `Welcome`."""
    made: dict[str, Any] = {
        "type": "Welcome",
        "role": role,
        "language": language,
        "languages": ["nl", "en"],
        "words": {},
        "now": NOW,
        "sessions": _sessions("facilitator" if role == "host" else role, language),
    }
    if group:
        made["group"] = {
            "type": "GroupInfo",
            "id": 1,
            "code": "KWRTMP",
            "name": "Mentors north, spring",
            "language": language,
            "programme": "mentor",
            "created_at": NOW,
        }
    if role == "participant":
        made |= {"pseudonym": "Brave otter", "name": "Noor"}
    elif group:
        url = "http://192.168.1.20:8866/j/KWRTMP"
        made |= {"join_url": url, "join_qr": segno.make(url).svg_inline(scale=4, border=2)}
    return made | more


def stage(
    activity: str | None = None, state: str = "open", *, number: int = 1, seq: int = 1, **more: Any
) -> dict[str, Any]:
    """Make a `Stage` that stands at an activity."""
    made: dict[str, Any] = {"type": "Stage", "seq": seq, "agenda": agenda(), "stages": {}}
    if activity is not None:
        made |= {"session": session_of(activity), "activity": activity, "stages": {activity: at(state, number)}}
    made["stages"] |= more.pop("stages", {})
    return made | more


def at(state: str, number: int = 1) -> dict[str, Any]:
    """Make an `ActivityStage`."""
    return {"type": "ActivityStage", "state": state, "round": number}


def agenda() -> dict[str, list[str]]:
    """Give the whole agenda."""
    return {one["id"]: [a["id"] for a in one["activities"]] for one in _sessions("participant", "en")}


def session_of(activity: str) -> str:
    """Give the session of an activity."""
    return next(session for session, names in agenda().items() if activity in names)


def activity(name: str, language: str = "en") -> dict[str, Any]:
    """Give an activity as a participant sees it."""
    return next(a for one in _sessions("participant", language) for a in one["activities"] if a["id"] == name)


def vote_result(
    name: str = "grens-05", *, rounds: int = 2, people: int = 24, texts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Make the `Result` of a vote."""
    dice = random.Random(7)
    first = [dice.choices(CHOICES, (9, 6, 5, 2, 2))[0] for _ in range(people)]
    second = [one if dice.random() < 0.6 else dice.choices(CHOICES, (4, 3, 8, 3, 1))[0] for one in first]
    table: dict[str, Any] = {"rounds": {"1": _round(first)}, "shift": None}
    if rounds > 1:
        table["rounds"]["2"] = _round(second)
        pairs = [(a, b) for a in CHOICES for b in CHOICES if any(p == (a, b) for p in zip(first, second, strict=True))]
        flows = [
            {"from": a, "to": b, "people": sum(p == (a, b) for p in zip(first, second, strict=True))} for a, b in pairs
        ]
        stayed = sum(f["people"] for f in flows if f["from"] == f["to"])
        table["shift"] = {"people": people, "stayed": stayed, "moved": people - stayed, "flows": flows}
    choices = activity(name)["choices"]
    figures = vote_figures(table, [(c["id"], c["short"]) for c in choices], lambda text: text)
    return {
        "type": "Result",
        "activity": name,
        "kind": "vote",
        "status": "ok",
        "round": rounds,
        "people": people,
        "needed": 8,
        "table": {"choices": choices, **table},
        "figures": figures,
        "texts": list(texts),
        "at": NOW,
    }


def _round(chosen: list[str]) -> dict[str, Any]:
    return {
        "people": len(chosen),
        "counts": {c: chosen.count(c) for c in CHOICES},
        "sure": {"1": 2, "2": 6, "3": 10, "4": 6},
    }


def rating_result(name: str = "zelfbeeld-voor", *, people: int = 24) -> dict[str, Any]:
    """Make the `Result` of a self-assessment."""
    dice = random.Random(3)
    one = activity(name)
    steps = one["rating"]["steps"]
    scales: dict[str, Any] = {}
    for scale in one["scales"]:
        rows = {}
        for statement in scale["statements"]:
            given = dice.choices([1, 2, 3, 4, 5, 0], (1, 3, 6, 7, 4, 1), k=people)
            known = [n for n in given if n]
            counts = {str(s["value"]): given.count(s["value"]) for s in steps}
            mean = round(sum(known) / len(known), 2)
            rows[statement["id"]] = {"people": people, "counts": counts, "unknown": given.count(0), "mean": mean}
        mean = round(sum(row["mean"] for row in rows.values()) / len(rows), 2)
        scales[scale["id"]] = {"people": people, "mean": mean, "statements": rows}
    figures = rating_figures(
        {"scales": scales},
        scales=[(s["id"], s["title"], [(x["id"], x["text"]) for x in s["statements"]]) for s in one["scales"]],
        steps=[(s["value"], s["label"]) for s in steps],
        unknown=one["rating"]["unknown"],
        _=lambda text: text,
    )
    listed = [
        {
            "id": s["id"],
            "title": s["title"],
            **scales[s["id"]],
            "statements": [{**x, **scales[s["id"]]["statements"][x["id"]]} for x in s["statements"]],
        }
        for s in one["scales"]
    ]
    return {
        "type": "Result",
        "activity": name,
        "kind": "scale",
        "status": "ok",
        "people": people,
        "needed": 5,
        "table": {"steps": steps, "scales": listed},
        "figures": figures,
        "at": NOW,
    }


def decided_result(name: str, *, rounds: int = 1, people: int = 24, least: int = 5) -> dict[str, Any]:
    """Make the `Result` of what simulated people answered to an activity, through the real gate."""
    programme = load_programme(programme_path())
    one, shown = programme.activity(name), activity(name)
    minds = [Mind(load_rehearsal(), random.Random(n)) for n in range(people)]
    before: list[dict[str, Any]] = [{} for _ in minds]
    answers: dict[int, dict[str, dict[int, Any]]] = {}
    for number in range(1, rounds + 1):
        decided = [mind.decide(shown, number, first) for mind, first in zip(minds, before, strict=True)]
        before = before if number > 1 else decided
        answers[number] = {item: {n: d[item] for n, d in enumerate(decided) if item in d} for item in one.items}
    kind = kind_of(one)
    table, _made_of = kind.release(programme, one, answers, {}, least)
    return {
        "type": "Result",
        "activity": name,
        "kind": one.kind,
        "status": "ok",
        "round": rounds,
        "people": kind.people(table),
        "needed": least,
        "table": kind.texts(programme, one, table, "en"),
        "figures": kind.figures(programme, one, table, "en", lambda text: text),
        "at": NOW,
    }


def room(here: int = 26, busy: int = 7, done: int = 14) -> dict[str, Any]:
    """Make a `Room`."""
    return {"type": "Room", "seq": 9, "joined": here + 2, "here": here, "busy": busy, "done": done, "at": NOW}


LIVE = {"state": "live", "at": NOW}
