"""Reading: a card with a short piece of theory, shown while the facilitator talks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from workshop.content.kinds._base import BaseActivity
from workshop.content.text import Part, Text

WHOLE = 100


class PicturePart(Part):
    """A part of the whole, in per cent."""

    value: int
    label: Text


def _whole(parts: tuple[PicturePart, ...]) -> tuple[PicturePart, ...]:
    total = sum(part.value for part in parts)
    if total != WHOLE:
        raise PydanticCustomError("not_whole", "", {"total": total})
    return parts


class Picture(Part):
    """A whole of 100 % in labelled parts, with a note on where the numbers come from."""

    parts: Annotated[tuple[PicturePart, ...], AfterValidator(_whole)]
    note: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the parts and the note."""
        return {
            "parts": [{"value": part.value, "label": part.label[language]} for part in self.parts],
            "note": self.note[language],
        }


class ReadingActivity(BaseActivity):
    """A card to read. In `body` a blank line ends a paragraph and lines that start with '- ' make a list."""

    kind: Literal["reading"]
    body: Text
    picture: Picture | None = None

    def describe(self, language: str) -> dict[str, Any]:
        """Give the text, and the picture when there is one."""
        return {"body": self.body[language], "picture": self.picture.view(language) if self.picture else None}
