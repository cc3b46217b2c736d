"""Where a group stands and how the facilitator moves it: pure functions over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from workshop.errors import RefusedError
from workshop.messages import Act, ActivityStage

WAITING = ActivityStage()


class ActivityLike(Protocol):
    """What the stages need to know of an activity."""

    @property
    def id(self) -> str:
        """Its stable id."""

    @property
    def rounds(self) -> int:
        """How often it may be asked."""

    @property
    def items(self) -> tuple[str, ...]:
        """What can be answered; nothing in a reading card."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a group stands.

    Attributes
    ----------
    session, activity
        The current ones; None before the start.
    stages
        Activity → stage, for those that are not simply waiting.
    agenda
        Session → activities in the facilitator's order.
    """

    session: str | None = None
    activity: str | None = None
    stages: Mapping[str, ActivityStage] = field(default_factory=dict)
    agenda: Mapping[str, list[str]] = field(default_factory=dict)

    def stage(self, activity: str) -> ActivityStage:
        """Give the stage of an activity."""
        return self.stages.get(activity, WAITING)

    def neighbour(self, by: int) -> tuple[str, str] | None:
        """Give (session, activity) that many places further on the agenda, over the ends of sessions; or None."""
        places = [(session, activity) for session, activities in self.agenda.items() for activity in activities]
        if self.activity is None:
            return places[0] if places and by > 0 else None
        here = next((n for n, place in enumerate(places) if place[1] == self.activity), None)
        if here is None:  # the current one was taken off the agenda: go on from its session's start
            return next((place for place in places if place[0] == self.session), None)
        there = here + by
        return places[there] if 0 <= there < len(places) else None


@dataclass(frozen=True, slots=True)
class Move:
    """What an action changes: stages, and the current (session, activity) when that moves."""

    changes: Mapping[str, ActivityStage] = field(default_factory=dict)
    current: tuple[str, str] | None = None


def move(where: Where, act: Act, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    """Work out what an action of the facilitator changes.

    Parameters
    ----------
    activities
        Activity id → (session id, activity), for the whole programme.

    Returns
    -------
    Move
        Empty when the action is already done.

    Raises
    ------
    RefusedError
        ``unknown-activity``: the activity or session is not in the programme.
    """
    if act.action in {"next", "back"}:
        return _step(where, 1 if act.action == "next" else -1, activities)
    if act.action in {"open_all", "close_all"}:
        return _all(where, act, activities)
    name = act.activity or where.activity
    if name is None or name not in activities:
        raise RefusedError("unknown-activity", f"There is no activity {name!r} in this programme.")
    if act.action == "open":
        return _open(where, name, activities)
    if act.action == "again":
        return _again(where, name, activities)
    before, after = ({"open"}, "closed") if act.action == "close" else ({"open", "closed"}, "shown")
    stage = where.stage(name)
    if stage.state not in before:
        return Move()
    return Move(changes={name: ActivityStage(state=after, round=stage.round)})  # type: ignore[arg-type]


def _step(where: Where, by: int, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    place = where.neighbour(by)
    if place is None:
        return Move()
    # What was answered before stays as it was when the group comes by it again.
    fresh = where.stage(place[1]).state == "waiting"
    return (_open if fresh else _go)(where, place[1], activities)


def _again(where: Where, name: str, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    stage = where.stage(name)
    if stage.round >= activities[name][1].rounds or stage.state == "waiting":
        return Move()
    following = ActivityStage(state="open", round=stage.round + 1)
    went = _go(where, name, activities)
    return Move(changes={**went.changes, name: following}, current=went.current)


def _open(where: Where, name: str, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    if where.stage(name).state == "open":
        return _go(where, name, activities)
    opened = ActivityStage(state="open", round=where.stage(name).round)
    went = _go(where, name, activities)
    return Move(changes={**went.changes, name: opened}, current=went.current)


def _go(where: Where, name: str, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    """Make an activity the current one. What is open beside it closes, unless it is open itself (`open_all`)."""
    current = (activities[name][0], name)
    changes = {}
    if where.stage(name).state != "open":
        changes = {
            other: ActivityStage(state="closed", round=its.round)
            for other, its in where.stages.items()
            if its.state == "open"
        }
    return Move(changes=changes, current=None if current == (where.session, where.activity) else current)


def _all(where: Where, act: Act, activities: Mapping[str, tuple[str, ActivityLike]]) -> Move:
    session = act.session or where.session
    names: Iterable[str] = where.agenda.get(session or "", [])
    if not names:
        raise RefusedError("unknown-activity", f"There is no session {session!r} in this programme.")
    before, after = ("waiting", "open") if act.action == "open_all" else ("open", "closed")
    changes = {
        name: ActivityStage(state=after, round=where.stage(name).round)  # type: ignore[arg-type]
        for name in names
        if where.stage(name).state == before and activities[name][1].items
    }
    first = next(iter(changes), None)
    current = (session or "", first) if first and act.action == "open_all" else None
    return Move(changes=changes, current=current)
