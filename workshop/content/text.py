"""The smallest parts of a programme: ids, texts in every language, labelled steps."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

#: The languages when a programme file does not tell (or tells it wrongly, which is reported by itself).
LANGUAGES = ("nl", "en")

T = TypeVar("T")


class Part(BaseModel):
    """Base of everything in a programme: never changes, knows its keys, converts nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _languages(info: ValidationInfo) -> Sequence[str]:
    return tuple((info.context or {}).get("languages", LANGUAGES))


def _known_language(language: str, info: ValidationInfo) -> str:
    known = _languages(info)
    if language not in known:
        raise PydanticCustomError("unknown_language", "", {"language": language, "known": tuple(known)})
    return language


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "")
    return text.strip()


def is_plain(text: str) -> bool:
    """Say whether what someone typed can be stored and shown: no control characters but line ends, no half signs."""
    # Cc: control characters; Cs: half of a pair, which no file or database can hold.
    return not any(unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n" for sign in text)


def at_least(least: int) -> AfterValidator:
    """Make a check that a list has so many parts. It comes after the parts' own checks, so that it counts them all."""

    def check(parts: tuple[T, ...]) -> tuple[T, ...]:
        if len(parts) < least:
            raise PydanticCustomError("too_few", "", {"least": least})
        return parts

    return AfterValidator(check)


#: A list that may not be empty.
Some = Annotated[tuple[T, ...], at_least(1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Words = Annotated[str, AfterValidator(_filled)]
Language = Annotated[str, AfterValidator(_known_language)]


def _by_language(texts: Any, info: ValidationInfo) -> Any:
    if not isinstance(texts, dict):
        raise PydanticCustomError("no_translations", "", {"known": tuple(_languages(info))})
    return texts


def _complete(texts: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    missing = tuple(language for language in _languages(info) if language not in texts)
    if missing:
        raise PydanticCustomError("missing_translation", "", {"missing": missing})
    return texts


class Text(RootModel[Annotated[dict[Language, Words], BeforeValidator(_by_language), AfterValidator(_complete)]]):
    """One text in every language of the programme: ``{nl: …, en: …}``."""

    model_config = ConfigDict(frozen=True, strict=True)

    def __getitem__(self, language: str) -> str:
        """Give the text in that language."""
        return self.root[language]


class Step(Part):
    """One step of a labelled scale."""

    value: int
    label: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give value and label."""
        return {"value": self.value, "label": self.label[language]}


def _numbered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    values = [step.value for step in steps]
    if len(values) < 2 or values != list(range(1, len(values) + 1)):  # noqa: PLR2004 - one step is no scale
        raise PydanticCustomError("steps_not_numbered", "", {"values": values})
    return steps


#: At least two steps, numbered 1, 2, 3 …
Steps = Annotated[tuple[Step, ...], AfterValidator(_numbered)]
