"""How each kind of activity becomes a result: released, put into words, drawn."""

from workshop.broker.kinds._base import Kind, Table
from workshop.broker.kinds.ranking import RankingKind
from workshop.broker.kinds.scale import ScaleKind
from workshop.broker.kinds.table import TableKind
from workshop.broker.kinds.vote import VoteKind
from workshop.broker.kinds.weighing import WeighingKind
from workshop.content import Activity

_KINDS: dict[str, Kind] = {
    "vote": VoteKind(),
    "scale": ScaleKind(),
    "ranking": RankingKind(),
    "weighing": WeighingKind(),
    "table": TableKind(),
}


def kind_of(activity: Activity) -> Kind:
    """Give how an activity becomes a result."""
    return _KINDS[activity.kind]


__all__ = ["Kind", "Table", "kind_of"]
