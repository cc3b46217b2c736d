"""What the store takes and gives: plain frozen values. Times are seconds since the epoch, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group."""

    id: int
    code: str
    name: str
    language: str
    programme: str
    created_at: float
    ended_at: float | None
    rehearsal: bool
    min_people: int
    min_people_sensitive: int
    frozen_at: float | None
    timezone: str
    facilitator_generation: int
    screen_generation: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant's seat in a group."""

    id: int
    group_id: int
    name: str
    pseudonym: str
    language: str
    joined_at: float


@dataclass(frozen=True, slots=True)
class StageRow:
    """Where a group stands.

    Attributes
    ----------
    seq
        The group's sequence number: grows with everything that changes.
    stage_seq
        Its value when the stage last changed.
    passed_seq
        Its value when a text was last let through or taken back.
    stages
        Activity → (state, round).
    agenda
        Session → activities, where the facilitator set an order.
    """

    seq: int
    stage_seq: int
    passed_seq: int
    session: str | None
    activity: str | None
    stages: dict[str, tuple[str, int]]
    agenda: dict[str, list[str]]
    ended: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to be saved. `late` ones are kept for their owner and not counted."""

    group_id: int
    participant_id: int
    activity: str
    item: str
    round: int
    value: Any
    save_id: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What became of an answer."""

    seq: int
    saved_at: float
    late: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A participant's current answer to one item in one round."""

    activity: str
    item: str
    round: int
    value: Any
    seq: int
    late: bool


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A text that was let through (or taken back): the revision it was let through for, and how it reads."""

    answer_seq: int
    shown: bool
    edited: str | None


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What was decided about one text.

    Attributes
    ----------
    item, piece
        Which of its author's texts it is; `piece` is empty when the answer is one text.
    written
        The text that was decided about; the decision holds for no other.
    shown
        Whether the group sees it by itself.
    edited
        How the group reads it; None as written.
    theme_id
        The theme that it belongs to.
    """

    participant_id: int
    item: str
    piece: str
    written: str
    shown: bool = False
    edited: str | None = None
    theme_id: int | None = None


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme that texts were brought together under."""

    id: int
    name: str
    shown: bool
