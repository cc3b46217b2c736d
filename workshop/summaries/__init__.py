"""From answers to tables: pandas only, no thresholds, no drawing, no state.

What comes out of here is raw: it must pass `workshop.privacy` before anyone else sees it.
"""

from workshop.summaries.rankings import borda_points, path_strengths, place_counts, preferences, schulze_ranks
from workshop.summaries.ratings import UNKNOWN, statement_counts, statement_means
from workshop.summaries.votes import choice_counts, disagreement, flows, step_counts
from workshop.summaries.weighings import weight_counts, weight_means

__all__ = [
    "UNKNOWN",
    "borda_points",
    "choice_counts",
    "disagreement",
    "flows",
    "path_strengths",
    "place_counts",
    "preferences",
    "schulze_ranks",
    "statement_counts",
    "statement_means",
    "step_counts",
    "weight_counts",
    "weight_means",
]
