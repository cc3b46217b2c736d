"""Weighing: vote, weigh the points on both sides, talk, vote again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from workshop.content.ballot import Choice
from workshop.content.kinds._base import BaseActivity
from workshop.content.text import Id, Part, Some, Step, Text, at_least

#: The item of the vote; every other item is a point.
CHOICE = "choice"


def _no_vote(name: str) -> str:
    if name == CHOICE:
        raise PydanticCustomError("value_error", "Use another id; this one is the vote's", {})
    return name


class Point(Part):
    """One advantage or risk, to be weighed on its own."""

    id: Annotated[Id, AfterValidator(_no_vote)]
    text: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give id and text."""
        return {"id": self.id, "text": self.text[language]}


class Side(Part):
    """The points that speak for, or those that speak against."""

    title: Text
    points: Some[Point]

    def view(self, name: str, language: str) -> dict[str, Any]:
        """Give the side's name, its title and its points."""
        points = [point.view(language) for point in self.points]
        return {"id": name, "title": self.title[language], "points": points}


def _from_zero(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    values = [step.value for step in steps]
    if len(values) < 2 or values != list(range(len(values))):  # noqa: PLR2004 - one weight weighs nothing
        raise PydanticCustomError("weights_not_numbered", "", {"values": values})
    return steps


class WeighingActivity(BaseActivity):
    """A question to vote on twice; in the first round people also weigh each advantage and each risk."""

    rounds: ClassVar[int] = 2

    kind: Literal["weighing"]
    question: Text
    choices: Annotated[tuple[Choice, ...], at_least(2)]
    weigh: Text
    weights: Annotated[tuple[Step, ...], AfterValidator(_from_zero)]
    advantages: Side
    risks: Side

    @property
    def sides(self) -> dict[str, Side]:
        """Both sides by name, in the order to show."""
        return {"advantages": self.advantages, "risks": self.risks}

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of all points."""
        return tuple(point.id for side in self.sides.values() for point in side.points)

    @property
    def items(self) -> tuple[str, ...]:
        """The choice, and the points."""
        return (CHOICE, *self.points)

    @property
    def required(self) -> tuple[str, ...]:
        """The choice and, in the first round, every point: 0 is a weight too."""
        return self.items

    def done(self, answers: Mapping[str, Any], number: int) -> bool:
        """Ask for the vote in each round, and for all weights in the first."""
        return answers.keys() >= set(self.required if number == 1 else (CHOICE,))

    def check_value(self, item: str, value: Any) -> str | None:
        """Accept a choice's id, or a weight."""
        if item == CHOICE:
            if not isinstance(value, str):
                return "wrong-type"
            return None if value in {choice.id for choice in self.choices} else "out-of-range"
        if isinstance(value, bool) or not isinstance(value, int):
            return "wrong-type"
        return None if 0 <= value < len(self.weights) else "out-of-range"

    def describe(self, language: str) -> dict[str, Any]:
        """Give the question, the choices, the weights and both sides."""
        return {
            "question": self.question[language],
            "choices": [choice.view(language) for choice in self.choices],
            "weigh": self.weigh[language],
            "weights": [weight.view(language) for weight in self.weights],
            "sides": [side.view(name, language) for name, side in self.sides.items()],
        }
