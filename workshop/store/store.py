"""The store's operations, each in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, update

from workshop.errors import RefusedError
from workshop.store import schema as s
from workshop.store.codes import new_join_code
from workshop.store.gathering import Gathering
from workshop.store.opening import clear_errors, in_memory
from workshop.store.rows import Answer, AnswerRow, GroupRow, ParticipantRow, PassedRow, SavedRow, StageRow
from workshop.store.sequence import next_seq
from workshop.store.upgrading import copy

LONGEST_NAME = 120
_GROUP = [s.groups.c[name] for name in GroupRow.__slots__]
_PARTICIPANT = [s.participants.c[name] for name in ParticipantRow.__slots__]


class Store:
    """One store, used by one writer.

    Parameters
    ----------
    engine
        As `workshop.store.opening` makes it.
    clock
        Seconds since the epoch.
    file
        The SQLite file; None in memory.

    Attributes
    ----------
    gathering
        What the facilitator decides about the texts of an activity.
    """

    def __init__(self, engine: Engine, *, clock: Callable[[], float] = time.time, file: Path | None = None) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reading=True)
        self._clock = clock
        self._file = file
        self.gathering = Gathering(engine, clock)

    @classmethod
    def in_memory(cls, *, clock: Callable[[], float] = time.time) -> Store:
        """Make an empty store that is gone when the process ends."""
        return cls(in_memory(), clock=clock)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def backup(self, to: Path) -> None:
        """Copy the store to a file while it is in use, for its owner only; a store in memory has nothing to copy."""
        if self._file is not None:
            copy(self._file, to)

    # --- groups ------------------------------------------------------------------------------------------

    def new_group(
        self,
        name: str,
        *,
        language: str,
        programme: str,
        min_people: int = 5,
        min_people_sensitive: int = 8,
        rehearsal: bool = False,
        timezone: str = "Europe/Amsterdam",
    ) -> GroupRow:
        """Make a group with a join code of its own.

        Raises
        ------
        RefusedError
            ``bad-name``: empty, or longer than 120 characters.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise RefusedError("bad-name", "Give the group a name of 1 to 120 characters.")
        values = {
            "name": name,
            "language": language,
            "programme": programme,
            "created_at": self._clock(),
            "rehearsal": rehearsal,
            "min_people": min_people,
            "min_people_sensitive": min_people_sensitive,
            "timezone": timezone,
        }
        with clear_errors(), self._engine.begin() as connection:
            code = next(code for code in iter(new_join_code, None) if not _is_taken(connection, code))
            made = connection.execute(insert(s.groups).values(code=code, **values))
            number = made.inserted_primary_key[0] if made.inserted_primary_key else None
            return _one_group(connection, s.groups.c.id == number)

    def group(self, group_id: int) -> GroupRow:
        """Give a group; `RefusedError` ``unknown-group`` when there is none."""
        with clear_errors(), self._reader.connect() as connection:
            return _one_group(connection, s.groups.c.id == group_id)

    def group_by_code(self, code: str) -> GroupRow | None:
        """Give the group with a join code (normalized), or None."""
        with clear_errors(), self._reader.connect() as connection:
            row = connection.execute(select(*_GROUP).where(s.groups.c.code == code)).one_or_none()
            return GroupRow(*row) if row else None

    def groups(self) -> list[GroupRow]:
        """Give all groups, newest first."""
        with clear_errors(), self._reader.connect() as connection:
            return [GroupRow(*row) for row in connection.execute(select(*_GROUP).order_by(s.groups.c.id.desc()))]

    def end_group(self, group_id: int, *, ended: bool = True) -> None:
        """End a group, or open it again."""
        with clear_errors(), self._engine.begin() as connection:
            at = self._clock() if ended else None
            connection.execute(update(s.groups).where(s.groups.c.id == group_id).values(ended_at=at))
            next_seq(connection, group_id, "stage_seq")

    def renew_link(self, group_id: int, role: str) -> None:
        """Make a group's facilitator or screen link worthless; the next generation's is the link from now on."""
        column = s.groups.c.facilitator_generation if role == "facilitator" else s.groups.c.screen_generation
        with clear_errors(), self._engine.begin() as connection:
            connection.execute(update(s.groups).where(s.groups.c.id == group_id).values({column: column + 1}))

    # --- participants --------------------------------------------------------------------------------------

    def join(self, group_id: int, key_hash: str, *, name: str, pseudonym: str, language: str) -> ParticipantRow:
        """Give a seat in a group; the same key hash again gives the same seat, unchanged."""
        values = {"name": name, "pseudonym": pseudonym, "language": language, "joined_at": self._clock()}
        with clear_errors(), self._engine.begin() as connection:
            known = _one_participant(connection, s.participants.c.key_hash == key_hash)
            if known is None:
                connection.execute(insert(s.participants).values(group_id=group_id, key_hash=key_hash, **values))
                known = _one_participant(connection, s.participants.c.key_hash == key_hash)
        if known is None:
            raise RefusedError("unknown-key", "This return code is not known here.")
        return known

    def participant(self, participant_id: int) -> ParticipantRow:
        """Give a participant; `RefusedError` ``unknown-participant`` when there is none."""
        with clear_errors(), self._reader.connect() as connection:
            row = _one_participant(connection, s.participants.c.id == participant_id)
        if row is None:
            raise RefusedError("unknown-participant", "This seat is not known here (any more).")
        return row

    def participant_by_key(self, key_hash: str) -> ParticipantRow | None:
        """Give the participant whose key has this hash, or None."""
        with clear_errors(), self._reader.connect() as connection:
            return _one_participant(connection, s.participants.c.key_hash == key_hash)

    def set_participant_language(self, participant_id: int, language: str) -> None:
        """Remember in which language someone reads."""
        with clear_errors(), self._engine.begin() as connection:
            who = s.participants.c.id == participant_id
            connection.execute(update(s.participants).where(who).values(language=language))

    def people(self, group_id: int) -> int:
        """Count the participants of a group."""
        with clear_errors(), self._reader.connect() as connection:
            counted = select(func.count()).where(s.participants.c.group_id == group_id)
            return int(connection.execute(counted).scalar_one())

    # --- stages ----------------------------------------------------------------------------------------------

    def stage(self, group_id: int) -> StageRow:
        """Say where a group stands."""
        with clear_errors(), self._reader.connect() as connection:
            c = s.groups.c
            columns = (c.seq, c.stage_seq, c.passed_seq, c.current_session, c.current_activity, c.ended_at)
            row = connection.execute(select(*columns).where(c.id == group_id)).one_or_none()
            if row is None:
                raise RefusedError("unknown-group", "This group is not known here (any more).")
            stages = connection.execute(
                select(s.stages.c.activity, s.stages.c.state, s.stages.c.round).where(s.stages.c.group_id == group_id)
            )
            agenda = connection.execute(
                select(s.agendas.c.session, s.agendas.c.activities).where(s.agendas.c.group_id == group_id)
            )
            return StageRow(
                seq=row.seq,
                stage_seq=row.stage_seq,
                passed_seq=row.passed_seq,
                session=row.current_session,
                activity=row.current_activity,
                stages={activity: (state, number) for activity, state, number in stages},
                agenda={session: list(activities) for session, activities in agenda},
                ended=row.ended_at is not None,
            )

    def set_stage(
        self, group_id: int, *, changes: Mapping[str, tuple[str, int]], current: tuple[str, str] | None = None
    ) -> int:
        """Change stages, and the current (session, activity) when given; give the new sequence number."""
        with clear_errors(), self._engine.begin() as connection:
            for activity, (state, number) in changes.items():
                where = and_(s.stages.c.group_id == group_id, s.stages.c.activity == activity)
                connection.execute(delete(s.stages).where(where))
                values = {"state": state, "round": number, "changed_at": self._clock()}
                connection.execute(insert(s.stages).values(group_id=group_id, activity=activity, **values))
            if current is not None:
                there = {"current_session": current[0], "current_activity": current[1]}
                connection.execute(update(s.groups).where(s.groups.c.id == group_id).values(there))
            return next_seq(connection, group_id, "stage_seq")

    def set_agenda(self, group_id: int, session: str, activities: Sequence[str]) -> int:
        """Set the order of a session's activities; give the new sequence number."""
        with clear_errors(), self._engine.begin() as connection:
            where = and_(s.agendas.c.group_id == group_id, s.agendas.c.session == session)
            connection.execute(delete(s.agendas).where(where))
            values = {"group_id": group_id, "session": session, "activities": list(activities)}
            connection.execute(insert(s.agendas).values(values))
            return next_seq(connection, group_id, "stage_seq")

    # --- answers -----------------------------------------------------------------------------------------------

    def save(self, answer: Answer) -> SavedRow:
        """Save an answer as a new revision; the same `save_id` of the same participant again changes nothing."""
        with clear_errors(), self._engine.begin() as connection:
            same = and_(s.answers.c.participant_id == answer.participant_id, s.answers.c.save_id == answer.save_id)
            columns = (s.answers.c.seq, s.answers.c.saved_at, s.answers.c.late)
            known = connection.execute(select(*columns).where(same)).one_or_none()
            if known is not None:
                return SavedRow(*known)
            saved = SavedRow(next_seq(connection, answer.group_id), self._clock(), answer.late)
            connection.execute(
                insert(s.answers).values(
                    group_id=answer.group_id,
                    participant_id=answer.participant_id,
                    activity=answer.activity,
                    item=answer.item,
                    round=answer.round,
                    value=answer.value,
                    save_id=answer.save_id,
                    seq=saved.seq,
                    saved_at=saved.saved_at,
                    late=saved.late,
                )
            )
            fresh = and_(s.groups.c.id == answer.group_id, s.groups.c.frozen_at.is_(None))
            connection.execute(update(s.groups).where(fresh).values(frozen_at=saved.saved_at))
            return saved

    def answers_of(self, participant_id: int) -> list[AnswerRow]:
        """Give one participant's current answers, late ones included."""
        c = s.answers.c
        query = (
            select(c.activity, c.item, c.round, c.value, c.seq, c.late)
            .where(c.participant_id == participant_id)
            .order_by(c.seq)
        )
        with clear_errors(), self._reader.connect() as connection:
            latest = {(row.activity, row.item, row.round): AnswerRow(*row) for row in connection.execute(query)}
        return list(latest.values())

    def answers(self, group_id: int, activity: str) -> list[tuple[int, str, str, int, Any, int]]:
        """Give a group's current counted answers: (participant, activity, item, round, value, seq).

        What someone took back (a value of None) is not among them.
        """
        with clear_errors(), self._reader.connect() as connection:
            rows = connection.execute(_current(group_id, activity))
            return [(r.participant_id, activity, r.item, r.round, r.value, r.seq) for r in rows if r.value is not None]

    def progress(self, group_id: int, activity: str, number: int) -> dict[int, dict[str, Any]]:
        """Give what each participant has answered so far in an activity's round: participant → item → value."""
        found: dict[int, dict[str, Any]] = {}
        with clear_errors(), self._reader.connect() as connection:
            for row in connection.execute(_current(group_id, activity, number)):
                if row.value is not None:
                    found.setdefault(row.participant_id, {})[row.item] = row.value
        return found

    # --- what was let out ----------------------------------------------------------------------------------------

    def set_passed(
        self,
        group_id: int,
        *,
        participant_id: int,
        activity: str,
        round: int,  # noqa: A002 - the field's name everywhere
        shown: bool,
        edited: str | None,
        answer_seq: int,
    ) -> None:
        """Let one revision of a text through, or take it back."""
        with clear_errors(), self._engine.begin() as connection:
            where = and_(s.passed.c.group_id == group_id, s.passed.c.answer_seq == answer_seq)
            connection.execute(delete(s.passed).where(where))
            connection.execute(
                insert(s.passed).values(
                    group_id=group_id,
                    answer_seq=answer_seq,
                    participant_id=participant_id,
                    activity=activity,
                    round=round,
                    shown=shown,
                    edited=edited,
                    changed_at=self._clock(),
                )
            )
            next_seq(connection, group_id, "passed_seq")

    def passed(self, group_id: int, activity: str, number: int) -> list[PassedRow]:
        """Give what was let through or taken back of an activity's round."""
        c = s.passed.c
        where = and_(c.group_id == group_id, c.activity == activity, c.round == number)
        with clear_errors(), self._reader.connect() as connection:
            query = select(c.answer_seq, c.shown, c.edited).where(where)
            return [PassedRow(*row) for row in connection.execute(query)]

    def releases(self, group_id: int, activity: str, number: int) -> list[dict[str, Any]]:
        """Give what the privacy gate has let out of an activity's round, oldest first, as given to `add_release`."""
        c = s.releases.c
        where = and_(c.group_id == group_id, c.activity == activity, c.round == number)
        with clear_errors(), self._reader.connect() as connection:
            return list(connection.execute(select(c.answers).where(where).order_by(c.id)).scalars())

    def add_release(self, group_id: int, activity: str, number: int, answers: Mapping[str, Any]) -> None:
        """Remember what the privacy gate lets out."""
        values = {"group_id": group_id, "activity": activity, "round": number, "answers": dict(answers)}
        with clear_errors(), self._engine.begin() as connection:
            connection.execute(insert(s.releases).values(made_at=self._clock(), **values))


def _is_taken(connection: Connection, code: str) -> bool:
    return connection.execute(select(s.groups.c.id).where(s.groups.c.code == code)).first() is not None


def _one_group(connection: Connection, where: Any) -> GroupRow:
    row = connection.execute(select(*_GROUP).where(where)).one_or_none()
    if row is None:
        raise RefusedError("unknown-group", "This group is not known here (any more).")
    return GroupRow(*row)


def _one_participant(connection: Connection, where: Any) -> ParticipantRow | None:
    row = connection.execute(select(*_PARTICIPANT).where(where)).one_or_none()
    return ParticipantRow(*row) if row is not None else None


def _current(group_id: int, activity: str, number: int | None = None) -> Any:
    """Select the latest counted revision of each participant, item and round."""
    c = s.answers.c
    where = [c.group_id == group_id, c.activity == activity, c.late.is_(False)]
    if number is not None:
        where.append(c.round == number)
    latest = select(func.max(c.seq)).where(*where).group_by(c.participant_id, c.item, c.round)
    return select(c.participant_id, c.item, c.round, c.value, c.seq).where(c.group_id == group_id, c.seq.in_(latest))
