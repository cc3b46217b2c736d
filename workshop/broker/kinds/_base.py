"""What each kind of activity with answers offers to the broker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from workshop.content import Programme
from workshop.privacy import Answered

Table = dict[str, Any]
Rounds = Mapping[int, Mapping[str, Answered]]
Releases = Mapping[int, Sequence[Mapping[str, Answered]]]
MadeOf = dict[int, dict[str, dict[int, Any]]]
Translate = Callable[[str], str]


class Kind(Protocol):
    """What a kind of activity with answers knows of its results."""

    def release(
        self, programme: Programme, activity: Any, answers: Rounds, released: Releases, least: int, /
    ) -> tuple[Table, MadeOf]:
        """Let the answers through the privacy gate."""

    def people(self, table: Table, /) -> int:
        """Say how many people's answers the table speaks of; 0 when it may not be shown."""

    def texts(self, programme: Programme, activity: Any, table: Table, language: str, /) -> Table:
        """Put the programme's texts into the table, for pages."""

    def figures(self, programme: Programme, activity: Any, table: Table, language: str, _: Translate, /) -> Table:
        """Draw the table."""

    def division(self, table: Table, /) -> float | None:
        """Say how divided the group is, 0 to 1; None when this kind cannot tell."""
