"""What the group may see: released tables with their figures, and who is busy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from workshop import words
from workshop.broker.answering import find_activity
from workshop.broker.core import Broker, Page, handles
from workshop.broker.kinds import kind_of
from workshop.broker.texts import gathered, least_people, let_through, said
from workshop.content import Activity
from workshop.messages import (
    Divided,
    GetDivided,
    GetResult,
    GetRoom,
    Result,
    Room,
)
from workshop.store import GroupRow

#: Round → item → participant → value.
Rounds = dict[int, dict[str, dict[int, Any]]]


@handles(GetRoom, "facilitator", "screen")
def _room(broker: Broker, page: Page, _request: GetRoom) -> Room:
    group = page.group
    stage = broker.store.stage(group)
    here = {p.identity.participant for p in broker.members[group] if p.here and p.identity} - {None}
    done = busy = 0
    current = stage.activity
    if current is not None:
        activity = find_activity(broker, current)
        _state, number = stage.stages.get(current, ("waiting", 1))
        answered = broker.cached(
            ("progress", group),
            (stage.seq, current, number),
            lambda: broker.store.progress(group, current, number),
        )
        done = sum(activity.done(answers, number) for answers in answered.values())
        busy = len(answered) - done
    return Room(
        seq=stage.seq, joined=broker.store.people(group), here=len(here), busy=busy, done=done, at=broker.clock()
    )


@handles(GetResult, "participant", "facilitator", "screen")
def _result(broker: Broker, page: Page, request: GetResult) -> Result:
    activity = find_activity(broker, request.activity)
    leads = page.identity is not None and page.identity.role == "facilitator"
    return result_for(broker, page.group, activity, leads=leads)


def result_for(broker: Broker, group_id: int, activity: Activity, *, leads: bool) -> Result:
    """Give what may be seen of an activity now: by the facilitator once it is closed, by others once it is shown."""
    stage = broker.store.stage(group_id)
    state, number = stage.stages.get(activity.id, ("waiting", 1))
    nothing = Result(
        activity=activity.id, kind=activity.kind, status="hidden", round=number, seq=stage.seq, at=broker.clock()
    )
    if state == "open":
        return Result(
            activity=activity.id, kind=activity.kind, status="open", round=number, seq=stage.seq, at=broker.clock()
        )
    early = state == "closed" and (not leads or activity.gathers)  # nothing was let through yet that could be counted
    if not activity.items or state == "waiting" or early:
        return nothing
    made: Result = broker.cached(
        ("result", group_id, activity.id),
        (state, number, stage.stage_seq, stage.passed_seq),
        lambda: _make(broker, broker.store.group(group_id), activity, number, stage.seq),
    )
    return made


def _make(broker: Broker, group: GroupRow, activity: Activity, number: int, seq: int) -> Result:
    least = least_people(group, activity)
    kind = kind_of(activity)
    gettext = words.translator(group.language).gettext
    answers = (
        said(broker, group.id, activity, number) if activity.gathers else _rounds(broker, group.id, activity, number)
    )
    released = {
        n: [_unpack(table) for table in broker.store.releases(group.id, activity.id, n)] for n in range(1, number + 1)
    }
    table, made_of = kind.release(broker.programme, activity, answers, released, least)
    for n, items in made_of.items():
        last = released[n][-1] if released.get(n) else {}
        if items != last and any(items.values()):
            packed = {item: {str(person): v for person, v in values.items()} for item, values in items.items()}
            broker.store.add_release(group.id, activity.id, n, packed)
    people = kind.people(table)
    shown = kind.texts(broker.programme, activity, table, group.language) if people else {}
    if people and activity.gathers:
        shown |= gathered(broker, group.id, activity, number, shown)
    return Result(
        activity=activity.id,
        kind=activity.kind,
        status="ok" if people else "too-few",
        round=number,
        people=people,
        needed=least,
        table=shown,
        figures=kind.figures(broker.programme, activity, table, group.language, gettext) if people else {},
        texts=let_through(broker, group.id, activity, range(1, number + 1)),
        seq=seq,
        at=broker.clock(),
    )


def _rounds(broker: Broker, group: int, activity: Activity, number: int) -> Rounds:
    rounds: Rounds = {n: defaultdict(dict) for n in range(1, number + 1)}
    for person, _activity, item, n, value, _seq in broker.store.answers(group, activity.id):
        if n in rounds and value is not None:
            rounds[n][item][person] = value
    return rounds


def _unpack(packed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[int, Any]]:
    return {
        item: {int(person): tuple(v) if isinstance(v, list) else v for person, v in values.items()}
        for item, values in packed.items()
    }


# --- which ones divide us --------------------------------------------------------------------------------


@handles(GetDivided, "facilitator")
def _divided(broker: Broker, page: Page, request: GetDivided) -> Divided:
    found = []
    for activity in broker.programme.session(request.session).activities:
        result = result_for(broker, page.group, activity, leads=True) if activity.items else None
        value = kind_of(activity).division(result.table) if result is not None and result.status == "ok" else None
        if value is not None:
            found.append((activity.id, round(value, 3)))
    return Divided(activities=sorted(found, key=lambda pair: -pair[1]))
