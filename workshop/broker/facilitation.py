"""The facilitator's hand: moving the group through the activities."""

from __future__ import annotations

from typing import cast

from workshop.broker.core import Broker, Page, handles
from workshop.broker.stages import ActivityLike, Move, Where, move
from workshop.errors import RefusedError
from workshop.messages import (
    Act,
    ActivityStage,
    GetStage,
    Stage,
    State,
)


def stage_of(broker: Broker, group: int) -> Stage:
    """Say where a group stands."""
    row = broker.store.stage(group)
    where = where_of(broker, group)
    return Stage(
        seq=row.stage_seq,
        session=where.session,
        activity=where.activity,
        stages=dict(where.stages),
        agenda=dict(where.agenda),
        ended=row.ended,
    )


def where_of(broker: Broker, group: int) -> Where:
    """Say where a group stands, with every session's agenda: the facilitator's, or the programme's own order."""
    row = broker.store.stage(group)
    known = _activities(broker)
    agenda = {
        session.id: [name for name in row.agenda.get(session.id, [a.id for a in session.activities]) if name in known]
        for session in broker.programme.sessions
    }
    current = row.activity if row.activity in known else None
    return Where(
        session=row.session if current else None,
        activity=current,
        stages={
            name: ActivityStage(state=cast("State", state), round=number)
            for name, (state, number) in row.stages.items()
        },
        agenda=agenda,
    )


@handles(GetStage, "participant", "facilitator", "screen")
def _stage(broker: Broker, page: Page, _request: GetStage) -> Stage:
    return stage_of(broker, page.group)


@handles(Act, "facilitator")
def _act(broker: Broker, page: Page, request: Act) -> Stage:
    group = page.group
    row = broker.store.stage(group)
    if row.ended:
        raise RefusedError("ended", "This group has ended; open it again first.")
    if request.action == "agenda":
        _set_agenda(broker, group, request)
    elif request.seen is None or request.seen == row.stage_seq or request.action not in {"next", "back", "again"}:
        moved = move(where_of(broker, group), request, _activities(broker))
        if moved != Move():
            changes = {name: (stage.state, stage.round) for name, stage in moved.changes.items()}
            broker.store.set_stage(group, changes=changes, current=moved.current)
    broker.tell(group, "stage")
    broker.tell(group, "answers")
    return stage_of(broker, group)


def _set_agenda(broker: Broker, group: int, request: Act) -> None:
    session = request.session or ""
    known = _activities(broker)
    strange = [name for name in request.activities if name not in known or known[name][0] != session]
    if strange or len(set(request.activities)) != len(request.activities):
        raise RefusedError("unknown-activity", "This order cannot be used. Reload the page and try again.")
    broker.store.set_agenda(group, session, list(request.activities))


def _activities(broker: Broker) -> dict[str, tuple[str, ActivityLike]]:
    known: dict[str, tuple[str, ActivityLike]] = broker.cached(
        "activities",
        0,
        lambda: {a.id: (session.id, a) for session in broker.programme.sessions for a in session.activities},
    )
    return known
