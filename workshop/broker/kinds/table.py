"""How a table becomes a result: its texts come from what was let through, its counts from here."""

from __future__ import annotations

from workshop.broker.kinds._base import MadeOf, Releases, Rounds, Table, Translate
from workshop.content import Programme, TableActivity
from workshop.privacy import release_texts


class TableKind:
    """Fields with texts that were brought together and let through."""

    def release(
        self, _programme: Programme, _activity: TableActivity, answers: Rounds, released: Releases, least: int
    ) -> tuple[Table, MadeOf]:
        """Release how many people said what was let through."""
        table, made_of = release_texts(answers.get(1, {}), released.get(1, ()), least=least)
        return table, {1: made_of}

    def people(self, table: Table) -> int:
        """Count those who wrote anything."""
        return int(table["people"])

    def texts(self, _programme: Programme, _activity: TableActivity, table: Table, _language: str) -> Table:
        """Add nothing: the pages have the fields' titles, and the texts are the group's own."""
        return dict(table)

    def figures(
        self, _programme: Programme, _activity: TableActivity, _table: Table, _language: str, _: Translate
    ) -> Table:
        """Draw nothing: words are best read."""
        return {}

    def division(self, _table: Table) -> float | None:
        """Not a vote."""
        return None
