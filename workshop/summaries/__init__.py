"""From answers to tables: pandas only, no thresholds, no drawing, no state.

What comes out of here is raw: it must pass `workshop.privacy` before anyone else sees it.
"""

from workshop.summaries.ratings import UNKNOWN, statement_counts, statement_means
from workshop.summaries.votes import choice_counts, disagreement, flows, step_counts

__all__ = [
    "UNKNOWN",
    "choice_counts",
    "disagreement",
    "flows",
    "statement_counts",
    "statement_means",
    "step_counts",
]
