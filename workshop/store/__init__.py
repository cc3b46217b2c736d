"""The truth on disk: groups, participants, stages and answers; one writer, nothing overwritten."""

from workshop.store.codes import new_join_code, new_key, normalize_join_code, normalize_key
from workshop.store.keys import Keys
from workshop.store.opening import open_store
from workshop.store.rows import (
    Answer,
    AnswerRow,
    DecidedRow,
    GroupRow,
    ParticipantRow,
    PassedRow,
    SavedRow,
    StageRow,
    ThemeRow,
)
from workshop.store.store import Store

__all__ = [
    "Answer",
    "AnswerRow",
    "DecidedRow",
    "GroupRow",
    "Keys",
    "ParticipantRow",
    "PassedRow",
    "SavedRow",
    "StageRow",
    "Store",
    "ThemeRow",
    "new_join_code",
    "new_key",
    "normalize_join_code",
    "normalize_key",
    "open_store",
]
