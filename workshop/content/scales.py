"""The statements that people rate, and the steps that they rate them with."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from workshop.content.text import Id, Part, Some, Steps, Text


class Rating(Part):
    """How a statement is rated: labelled steps, and a way to say that one cannot judge yet."""

    steps: Steps
    unknown: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the steps and the label of 'cannot judge yet'."""
        return {"steps": [step.view(language) for step in self.steps], "unknown": self.unknown[language]}


class Statement(Part):
    """One statement, to be rated on its own; `short` is its short noun form, for lists and charts."""

    id: Id
    text: Text
    short: Text | None = None

    @property
    def label(self) -> Text:
        """What to call it in a list: the short form, or else the whole text."""
        return self.short or self.text


class Scale(Part):
    """Statements that belong together."""

    id: Id
    title: Text
    statements: Some[Statement]

    def view(self, language: str) -> dict[str, Any]:
        """Give the title and the statements."""
        return {
            "id": self.id,
            "title": self.title[language],
            "statements": [{"id": statement.id, "text": statement.text[language]} for statement in self.statements],
        }


def _known_scale(scale: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("scales")
    if known is not None and scale not in known:
        raise PydanticCustomError("unknown_scale", "", {"scale": scale, "known": tuple(known)})
    return scale


#: The id of a scale that the programme has.
ScaleId = Annotated[str, AfterValidator(_known_scale)]
