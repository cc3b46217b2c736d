"""What every kind of activity offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from workshop.content.ballot import Ballot
from workshop.content.scales import Rating, Scale
from workshop.content.text import Id, Part, Text


class Surroundings(Protocol):
    """What an activity may refer to: the programme's scales and its session's vote."""

    @property
    def rating(self) -> Rating:
        """The steps to rate with."""

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The programme's scales."""


class BaseActivity(Part):
    """One thing to do in a session.

    A kind overrides `items`, `required`, `check_value` and `describe`, `bind` when it refers to something outside
    itself, and `done` when answering everything that is required is not what makes it complete.
    """

    rounds: ClassVar[int] = 1
    #: Whether its texts are brought together under themes before the group sees them.
    gathers: ClassVar[bool] = False

    id: Id
    kind: str
    title: Text
    sensitive: bool = False
    facilitator: Text | None = None

    def bind(self, programme: Surroundings, ballot: Ballot | None) -> None:
        """Take hold of what this activity refers to; called once, when the programme is complete."""

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of what can be answered."""
        return ()

    @property
    def required(self) -> tuple[str, ...]:
        """Ids of what must be answered before someone counts as done."""
        return ()

    def done(self, answers: Mapping[str, Any], number: int) -> bool:  # noqa: ARG002 - for kinds whose rounds differ
        """Say whether someone with these answers (item → value) to a round has done all that it asks."""
        return bool(self.required) and answers.keys() >= set(self.required)

    @property
    def texts(self) -> tuple[str, ...]:
        """Ids of the items that are own words: kept for their owner even when the group has moved on."""
        return ()

    def pieces(self, item: str, value: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - for the kinds that have lists
        """Give the texts of an answer to one of `texts`, each with its id (empty when it is all of the answer)."""
        return [("", str(value).strip())]

    def check(self, item: str, value: Any) -> str | None:
        """Say what is wrong with an answer.

        Parameters
        ----------
        item
            One of `items`.
        value
            Any JSON value; None takes the answer away.

        Returns
        -------
        str or None
            None when it is fine, else ``unknown-item``, ``wrong-type``, ``out-of-range`` or ``too-long``.
        """
        if item not in self.items:
            return "unknown-item"
        return None if value is None else self.check_value(item, value)

    def check_value(self, item: str, value: Any) -> str | None:  # noqa: ARG002 - for the kinds that have items
        """Say what is wrong with a value (not None) for an item that exists."""
        return None

    def describe(self, language: str) -> dict[str, Any]:  # noqa: ARG002 - for the kinds that have texts
        """Give what everybody may see of this kind's own texts, in one language."""
        return {}

    def describe_for_facilitator(self, language: str) -> dict[str, Any]:
        """Give what only the facilitator may see, in one language."""
        return {"facilitator": self.facilitator[language]} if self.facilitator else {}
