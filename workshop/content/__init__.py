"""The programme as data: read it, check it, show it in one language."""

from workshop.content.kinds import (
    KINDS,
    Activity,
    RankingActivity,
    ReadingActivity,
    ScaleActivity,
    TableActivity,
    VoteActivity,
    WeighingActivity,
)
from workshop.content.loading import load_programme
from workshop.content.model import Programme, Session
from workshop.content.places import packaged, programme_path
from workshop.content.rehearsal import Rehearsal, load_rehearsal
from workshop.content.views import Role, view

__all__ = [
    "KINDS",
    "Activity",
    "Programme",
    "RankingActivity",
    "ReadingActivity",
    "Rehearsal",
    "Role",
    "ScaleActivity",
    "Session",
    "TableActivity",
    "VoteActivity",
    "WeighingActivity",
    "load_programme",
    "load_rehearsal",
    "packaged",
    "programme_path",
    "view",
]
