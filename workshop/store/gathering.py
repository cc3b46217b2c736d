"""What the facilitator decides about the texts of an activity: shown, blanked out, brought together under themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Engine, and_, delete, insert, select, update

from workshop.store import schema as s
from workshop.store.opening import clear_errors
from workshop.store.rows import DecidedRow, ThemeRow
from workshop.store.sequence import next_seq

_DECIDED = ("participant_id", "item", "piece", "written", "shown", "edited", "theme_id")


class Gathering:
    """The part of a store that holds these decisions; `Store.gathering` is one."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reading=True)
        self._clock = clock

    def decide(self, group_id: int, activity: str, number: int, decisions: Sequence[DecidedRow]) -> None:
        """Decide about texts; what was decided about the same texts before is forgotten."""
        c = s.texts.c
        shared = {"group_id": group_id, "activity": activity, "round": number, "changed_at": self._clock()}
        with clear_errors(), self._engine.begin() as connection:
            for one in decisions:
                same = (c.participant_id == one.participant_id, c.item == one.item, c.piece == one.piece)
                connection.execute(delete(s.texts).where(c.activity == activity, c.round == number, *same))
                told = {name: getattr(one, name) for name in _DECIDED}
                connection.execute(insert(s.texts).values(**shared, **told))
            next_seq(connection, group_id, "passed_seq")

    def decisions(self, group_id: int, activity: str, number: int) -> list[DecidedRow]:
        """Give what was decided about the texts of an activity's round."""
        c = s.texts.c
        where = and_(c.group_id == group_id, c.activity == activity, c.round == number)
        with clear_errors(), self._reader.connect() as connection:
            rows = connection.execute(select(*(c[name] for name in _DECIDED)).where(where).order_by(c.id))
            return [DecidedRow(*row) for row in rows]

    def themes(self, group_id: int, activity: str, number: int) -> list[ThemeRow]:
        """Give the themes of an activity's round, oldest first."""
        c = s.themes.c
        where = and_(c.group_id == group_id, c.activity == activity, c.round == number)
        with clear_errors(), self._reader.connect() as connection:
            rows = connection.execute(select(c.id, c.name, c.shown).where(where).order_by(c.id))
            return [ThemeRow(*row) for row in rows]

    def add_theme(self, group_id: int, activity: str, number: int, name: str) -> int:
        """Make a theme without texts, which the group does not see yet; give its id."""
        values = {"group_id": group_id, "activity": activity, "round": number, "name": name, "shown": False}
        with clear_errors(), self._engine.begin() as connection:
            made = connection.execute(insert(s.themes).values(changed_at=self._clock(), **values))
            next_seq(connection, group_id, "passed_seq")
            return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0

    def set_theme(self, group_id: int, theme: int, *, name: str, shown: bool) -> None:
        """Give a theme a name, and let it through or take it back."""
        where = and_(s.themes.c.group_id == group_id, s.themes.c.id == theme)
        values = {"name": name, "shown": shown, "changed_at": self._clock()}
        with clear_errors(), self._engine.begin() as connection:
            connection.execute(update(s.themes).where(where).values(**values))
            next_seq(connection, group_id, "passed_seq")

    def remove_theme(self, group_id: int, theme: int) -> None:
        """Take a theme away; its texts stand by themselves again."""
        with clear_errors(), self._engine.begin() as connection:
            connection.execute(delete(s.themes).where(s.themes.c.group_id == group_id, s.themes.c.id == theme))
            next_seq(connection, group_id, "passed_seq")
