"""A notebook opened by itself, in JupyterLab: a rehearsal group of one, in memory, kept apart from everything."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from workshop.client import Link
from workshop.messages import Act, Identity, Join, NewGroup


def rehearsal_link(role: str, session: str) -> Link:
    """Connect to a broker in this process, with a group that is open at the session's first activity."""
    from workshop.broker import DirectLink

    broker, group, participant = _rehearsal()
    if role == "participant" and session:
        desk = DirectLink(broker, Identity(role="facilitator", group=group))
        first = next(a.id for a in broker.programme.session(session).activities)
        desk.ask_now(Act(action="open", activity=first))
    identity = Identity(role=role, group=group, participant=participant if role == "participant" else None)  # type: ignore[arg-type]
    return DirectLink(broker, identity)


@cache
def _rehearsal():  # type: ignore[no-untyped-def]  # noqa: ANN202 - a broker, a group and a participant; typed where used
    from workshop.broker import Broker, DirectLink
    from workshop.content import load_programme, programme_path
    from workshop.store import Keys, Store

    keys = Keys.load(Path(tempfile.mkdtemp(prefix="workshop-rehearsal-")))
    broker = Broker(store=Store.in_memory(), programme=load_programme(programme_path()), keys=keys)
    server = DirectLink(broker, Identity(role="server"))
    made = server.ask_now(NewGroup(name="Rehearsal", rehearsal=True, language=broker.programme.languages[0]))
    seat = server.ask_now(Join(code=made.group.code, key="rehearsal", pseudonym="Rehearsal"))  # type: ignore[union-attr]
    return broker, made.group.id, seat.participant  # type: ignore[union-attr]
