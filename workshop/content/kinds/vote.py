"""Vote: a situation; choose what you would do, talk, choose again."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import PrivateAttr

from workshop.content.ballot import Ballot
from workshop.content.kinds._base import BaseActivity, Surroundings
from workshop.content.text import Part, Some, Text, is_plain

#: Characters that own words may have, without the white space around them.
MOST_WORDS = 2_000


class TalkCard(Part):
    """What the facilitator has at hand when the group talks. It knows no right answer."""

    at_stake: Some[Text]
    alternatives: Some[Text]
    limit_harm: Some[Text]
    involve: Some[Text]
    question: Text

    def view(self, language: str) -> dict[str, Any]:
        """Give the whole card."""
        return {
            "at_stake": [text[language] for text in self.at_stake],
            "alternatives": [text[language] for text in self.alternatives],
            "limit_harm": [text[language] for text in self.limit_harm],
            "involve": [text[language] for text in self.involve],
            "question": self.question[language],
        }


class VoteActivity(BaseActivity):
    """A situation to vote on in two rounds; the choices are those of its session."""

    rounds: ClassVar[int] = 2

    kind: Literal["vote"]
    situation: Text
    sensitive: bool  # no default: whoever writes a situation must think of it
    talk_card: TalkCard | None = None
    _ballot: Ballot | None = PrivateAttr(default=None)

    def bind(self, programme: Surroundings, ballot: Ballot | None) -> None:  # noqa: ARG002 - votes use no scales
        """Find the choices in the session."""
        self._ballot = ballot

    @property
    def items(self) -> tuple[str, ...]:
        """The choice, how sure, and own words."""
        return ("choice", "sure", "words")

    @property
    def required(self) -> tuple[str, ...]:
        """Only the choice."""
        return ("choice",)

    @property
    def texts(self) -> tuple[str, ...]:
        """Only the own words."""
        return ("words",)

    def check_value(self, item: str, value: Any) -> str | None:
        """Accept a choice's id, a step of sureness, or a text."""
        if item == "choice":
            return self._check_choice(value)
        return self._check_sureness(value) if item == "sure" else _check_words(value)

    def _check_choice(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "wrong-type"
        known = {choice.id for choice in self._ballot.choices} if self._ballot else set()
        return None if value in known else "out-of-range"

    def _check_sureness(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return "wrong-type"
        steps = self._ballot.sureness.steps if self._ballot else ()
        return None if 1 <= value <= len(steps) else "out-of-range"

    def describe(self, language: str) -> dict[str, Any]:
        """Give the situation, what can be answered, and the help note when it is sensitive."""
        shared = self._ballot.view(language) if self._ballot else {}
        note = self._ballot.help.view(language) if self._ballot and self.sensitive else None
        return {"situation": self.situation[language], **shared, "help": note}

    def describe_for_facilitator(self, language: str) -> dict[str, Any]:
        """Add the talk card."""
        card = self.talk_card.view(language) if self.talk_card else None
        return {**super().describe_for_facilitator(language), "talk_card": card}


def _check_words(value: Any) -> str | None:
    if not isinstance(value, str):
        return "wrong-type"
    # White space around a text is kept as typed, so it needs an end too.
    if len(value) > 2 * MOST_WORDS or len(value.strip()) > MOST_WORDS:
        return "too-long"
    return None if is_plain(value) else "wrong-type"
