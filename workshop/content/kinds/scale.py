"""Scale: rate statements on labelled steps, at one moment of the training."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import PrivateAttr

from workshop.content.ballot import Ballot
from workshop.content.kinds._base import BaseActivity, Surroundings
from workshop.content.scales import Rating, Scale, ScaleId
from workshop.content.text import Some, Text

#: The answer 'cannot judge yet'.
UNKNOWN = "unknown"


class ScaleActivity(BaseActivity):
    """A self-assessment: every statement of the scales is an item, all of them required."""

    kind: Literal["scale"]
    moment: Literal["voor", "na", "terugblik", "later"]
    intro: Text
    scales: Some[ScaleId]
    _scales: tuple[Scale, ...] = PrivateAttr(default=())
    _rating: Rating | None = PrivateAttr(default=None)

    def bind(self, programme: Surroundings, ballot: Ballot | None) -> None:  # noqa: ARG002 - a scale has no vote
        """Find the scales and the steps in the programme."""
        by_id = {scale.id: scale for scale in programme.scales}
        self._scales = tuple(by_id[scale] for scale in self.scales)
        self._rating = programme.rating

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the statements."""
        return tuple(statement.id for scale in self._scales for statement in scale.statements)

    @property
    def required(self) -> tuple[str, ...]:
        """All statements ('cannot judge yet' is an answer too)."""
        return self.items

    def check_value(self, item: str, value: Any) -> str | None:  # noqa: ARG002 - all statements have the same steps
        """Accept a step's value or 'unknown'."""
        if value == UNKNOWN:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            return "wrong-type"
        steps = self._rating.steps if self._rating else ()
        return None if 1 <= value <= len(steps) else "out-of-range"

    def describe(self, language: str) -> dict[str, Any]:
        """Give the moment, the introduction, the steps and the statements."""
        return {
            "moment": self.moment,
            "intro": self.intro[language],
            "rating": self._rating.view(language) if self._rating else None,
            "scales": [scale.view(language) for scale in self._scales],
        }
