"""Table: labelled fields, in each a list of short texts of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workshop.content.kinds._base import BaseActivity
from workshop.content.text import Id, Part, Text, at_least, is_plain

#: Texts in one field, and characters of one of them without the white space around it.
MOST_TEXTS = 12
MOST_SIGNS = 200

_PIECE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_BETWEEN = 2


class TableField(Part):
    """One labelled list; `example` stands in it as long as it is empty."""

    id: Id
    title: Text
    example: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give id, title and example."""
        return {"id": self.id, "title": self.title[language], "example": self.example[language]}


class Meeting(Part):
    """What it means when the same stands in two fields: people agree, or have something to talk about."""

    between: tuple[str, ...]
    means: Literal["agree", "differ"]
    says: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the two fields, what it means, and the sentence that says so."""
        return {"between": list(self.between), "means": self.means, "says": self.says[language]}


class TableActivity(BaseActivity):
    """Fields to fill with short texts; the facilitator brings together and lets through what the group sees."""

    gathers: ClassVar[bool] = True

    kind: Literal["table"]
    intro: Text
    fields: Annotated[tuple[TableField, ...], at_least(2)]
    meetings: tuple[Meeting, ...] = ()
    agreement: Text | None = None

    @model_validator(mode="after")
    def _meetings_are_of_fields(self) -> TableActivity:
        known = self.items
        for number, meeting in enumerate(self.meetings):
            if len(meeting.between) != _BETWEEN or len(set(meeting.between) & set(known)) != _BETWEEN:
                raise PydanticCustomError("no_pair", "", {"number": number, "known": known})
        return self

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the fields."""
        return tuple(field.id for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """All fields."""
        return self.items

    def done(self, answers: Mapping[str, Any], number: int) -> bool:  # noqa: ARG002 - there is one round
        """Whoever has written something in every field is done."""
        return all(answers.get(field) for field in self.items)

    @property
    def texts(self) -> tuple[str, ...]:
        """All fields."""
        return self.items

    def pieces(self, item: str, value: Any) -> list[tuple[str, str]]:
        """Give the texts of a field with their ids."""
        del item
        return [(piece["id"], piece["text"].strip()) for piece in value]

    def check_value(self, item: str, value: Any) -> str | None:  # noqa: ARG002 - all fields take the same
        """Accept a list of texts that are not empty, each with an id of its own."""
        if not isinstance(value, list) or not all(_is_piece(piece) for piece in value):
            return "wrong-type"
        if len({piece["id"] for piece in value}) != len(value):
            return "wrong-type"
        if any(len(piece["text"]) > 2 * MOST_SIGNS or len(piece["text"].strip()) > MOST_SIGNS for piece in value):
            return "too-long"
        return None if len(value) <= MOST_TEXTS else "out-of-range"

    def describe(self, language: str) -> dict[str, Any]:
        """Give the introduction, the fields, what it means when they meet, and how much may be written."""
        return {
            "intro": self.intro[language],
            "fields": [field.view(language) for field in self.fields],
            "meetings": [meeting.view(language) for meeting in self.meetings],
            "agreement": self.agreement[language] if self.agreement else None,
            "most": {"texts": MOST_TEXTS, "signs": MOST_SIGNS},
        }


def _is_piece(piece: Any) -> bool:
    if not isinstance(piece, dict) or piece.keys() != {"id", "text"}:
        return False
    name, text = piece["id"], piece["text"]
    if not isinstance(name, str) or not _PIECE.fullmatch(name):
        return False
    return isinstance(text, str) and bool(text.strip()) and "\n" not in text and is_plain(text)
