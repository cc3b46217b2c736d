"""What the group may see: released tables with their figures, own words that were let through, who is busy."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from workshop import words
from workshop.broker.answering import find_activity
from workshop.broker.core import Broker, Page, handles
from workshop.broker.kinds import kind_of
from workshop.content import Activity
from workshop.errors import RefusedError
from workshop.messages import (
    Divided,
    GetDivided,
    GetResult,
    GetRoom,
    GetTexts,
    LetThrough,
    Result,
    Room,
    Text,
    Texts,
)
from workshop.privacy import Thresholds
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
    if not activity.items or state == "waiting" or (state == "closed" and not leads):
        return nothing
    made: Result = broker.cached(
        ("result", group_id, activity.id),
        (state, number, stage.stage_seq, stage.passed_seq),
        lambda: _make(broker, broker.store.group(group_id), activity, number, stage.seq),
    )
    return made


def _make(broker: Broker, group: GroupRow, activity: Activity, number: int, seq: int) -> Result:
    least = _least(group, activity)
    kind = kind_of(activity)
    gettext = words.translator(group.language).gettext
    answers = _rounds(broker, group.id, activity, number)
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
    texts = [
        row.edited if row.edited is not None else text
        for row, text in _let_through(broker, group.id, activity, range(1, number + 1))
    ]
    return Result(
        activity=activity.id,
        kind=activity.kind,
        status="ok" if people else "too-few",
        round=number,
        people=people,
        needed=least,
        table=kind.texts(broker.programme, activity, table, group.language) if people else {},
        figures=kind.figures(broker.programme, activity, table, group.language, gettext) if people else {},
        texts=texts,
        seq=seq,
        at=broker.clock(),
    )


def _least(group: GroupRow, activity: Activity) -> int:
    thresholds = Thresholds(people=group.min_people, sensitive=group.min_people_sensitive)
    return thresholds.least(sensitive=activity.sensitive)


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


# --- own words -------------------------------------------------------------------------------------------


@handles(GetTexts, "facilitator")
def _texts(broker: Broker, page: Page, request: GetTexts) -> Texts:
    return texts_of(broker, page.group, find_activity(broker, request.activity), request.round)


@handles(LetThrough, "facilitator")
def _let(broker: Broker, page: Page, request: LetThrough) -> Texts:
    activity = find_activity(broker, request.activity)
    written = {row[0]: row for row in _written(broker, page.group, activity, request.round)}
    if request.text not in written:
        raise RefusedError("unknown-text", "This text is not there any more; it may have been taken back.")
    _id, person, seq, _text = written[request.text]
    broker.store.set_passed(
        page.group,
        participant_id=person,
        activity=activity.id,
        round=request.round,
        shown=request.shown,
        edited=request.edited,
        answer_seq=seq,
    )
    broker.tell(page.group, "stage")
    return texts_of(broker, page.group, activity, request.round)


def texts_of(broker: Broker, group: int, activity: Activity, number: int) -> Texts:
    """Gather the own words of one round for the facilitator: authorless, in an order that says nothing.

    While the round is open, or when fewer people than the threshold answered it, there are none to see.
    """
    passed = {row.answer_seq: row for row in broker.store.passed(group, activity.id, number)}
    texts = []
    for name, _person, seq, text in _written(broker, group, activity, number):
        row = passed.get(seq)
        texts.append(Text(id=name, text=text, shown=bool(row and row.shown), edited=row.edited if row else None))
    return Texts(activity=activity.id, round=number, texts=texts)


def _written(broker: Broker, group: int, activity: Activity, number: int) -> list[tuple[str, int, int, str]]:
    """List (id, participant, seq, text), sorted by an id that is made with a secret: the order tells nothing."""
    state, current = broker.store.stage(group).stages.get(activity.id, ("waiting", 1))
    if number > current or (number == current and state in {"open", "waiting"}):
        return []
    rows = [row for row in broker.store.answers(group, activity.id) if row[3] == number and row[4] is not None]
    people = {row[0] for row in rows}
    if len(people) < _least(broker.store.group(group), activity):
        return []
    found = []
    for person, _activity, item, _round, value, seq in rows:
        if item in activity.texts and str(value).strip():
            secret = broker.keys.keyed(f"words {group} {activity.id} {number}")
            name = hmac.new(secret.encode(), f"{item} {person}".encode(), hashlib.sha256).hexdigest()[:20]
            found.append((name, person, seq, str(value).strip()))
    return sorted(found)


def _let_through(broker: Broker, group: int, activity: Activity, rounds: range) -> list[tuple[Any, str]]:
    shown = []
    for number in rounds:
        passed = {row.answer_seq: row for row in broker.store.passed(group, activity.id, number) if row.shown}
        shown += [
            (passed[seq], text)
            for _id, _person, seq, text in _written(broker, group, activity, number)
            if seq in passed
        ]
    return shown


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
