"""A group's sequence number: it grows with everything that changes."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from workshop.errors import RefusedError
from workshop.store import schema as s


def next_seq(connection: Connection, group_id: int, also: str | None = None) -> int:
    """Raise the group's sequence number; `also` names the column that remembers what kind of change it was."""
    seq = s.groups.c.seq
    connection.execute(update(s.groups).where(s.groups.c.id == group_id).values({seq: seq + 1}))
    number = connection.execute(select(seq).where(s.groups.c.id == group_id)).scalar_one_or_none()
    if number is None:
        raise RefusedError("unknown-group", "This group is not known here (any more).")
    if also is not None:
        connection.execute(update(s.groups).where(s.groups.c.id == group_id).values({also: number}))
    return int(number)
