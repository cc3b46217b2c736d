"""The kinds of activity. A new kind is one class in a module here and its name in `Activity`."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from workshop.content.kinds._base import BaseActivity
from workshop.content.kinds.ranking import RankingActivity
from workshop.content.kinds.reading import ReadingActivity
from workshop.content.kinds.scale import ScaleActivity
from workshop.content.kinds.table import TableActivity
from workshop.content.kinds.vote import VoteActivity
from workshop.content.kinds.weighing import WeighingActivity

Activity = ReadingActivity | ScaleActivity | VoteActivity | RankingActivity | WeighingActivity | TableActivity

#: An activity as it stands in a file: its `kind` tells the class.
AnyActivity = Annotated[Activity, Field(discriminator="kind")]

#: kind → class.
KINDS: dict[str, type[BaseActivity]] = {
    get_args(cls.model_fields["kind"].annotation)[0]: cls for cls in get_args(Activity)
}

__all__ = [
    "KINDS",
    "Activity",
    "AnyActivity",
    "BaseActivity",
    "RankingActivity",
    "ReadingActivity",
    "ScaleActivity",
    "TableActivity",
    "VoteActivity",
    "WeighingActivity",
]
