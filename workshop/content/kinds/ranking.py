"""Ranking: put what matters most to you in order, the first few only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from workshop.content.ballot import Ballot
from workshop.content.kinds._base import BaseActivity, Surroundings
from workshop.content.scales import ScaleId
from workshop.content.text import Id, Part, Text, at_least

#: How many places there are to give, when there are that many options.
PLACES = 3


class Option(Part):
    """One thing that can be put in a place."""

    id: Id
    label: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give id and label."""
        return {"id": self.id, "label": self.label[language]}


class RankingActivity(BaseActivity):
    """A top three of options of its own, or of the statements of a scale. The answer is one ordered list of ids."""

    kind: Literal["ranking"]
    question: Text
    scale: ScaleId | None = None
    options: Annotated[tuple[Option, ...], at_least(2)] | None = None
    _listed: tuple[Option, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _one_source(self) -> RankingActivity:
        if (self.scale is None) == (self.options is None):
            raise PydanticCustomError("no_options", "")
        return self

    def bind(self, programme: Surroundings, ballot: Ballot | None) -> None:  # noqa: ARG002 - a ranking has no vote
        """Find the options, in the programme when they are statements."""
        statements = [one for scale in programme.scales if scale.id == self.scale for one in scale.statements]
        self._listed = self.options or tuple(Option(id=one.id, label=one.label) for one in statements)

    @property
    def listed(self) -> tuple[Option, ...]:
        """What can be ranked, in the programme's order."""
        return self._listed

    @property
    def places(self) -> int:
        """How many places there are to give."""
        return min(PLACES, len(self._listed))

    @property
    def items(self) -> tuple[str, ...]:
        """One item: the whole top, so that it is never half saved."""
        return ("top",)

    @property
    def required(self) -> tuple[str, ...]:
        """The top."""
        return self.items

    def done(self, answers: Mapping[str, Any], number: int) -> bool:  # noqa: ARG002 - there is one round
        """Whoever has given every place is done; a shorter top counts in the result all the same."""
        return len(answers.get("top") or ()) == self.places

    def check_value(self, item: str, value: Any) -> str | None:  # noqa: ARG002 - there is one item
        """Accept one to three different ids, the most important first."""
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return "wrong-type"
        known = {option.id for option in self._listed}
        fits = 1 <= len(value) <= self.places and len(set(value)) == len(value) and known.issuperset(value)
        return None if fits else "out-of-range"

    def describe(self, language: str) -> dict[str, Any]:
        """Give the question, the options and the number of places."""
        options = [option.view(language) for option in self._listed]
        return {"question": self.question[language], "options": options, "places": self.places}
