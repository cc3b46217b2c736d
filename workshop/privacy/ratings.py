"""Released tables of a self-assessment: per statement and per scale, never per person."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from workshop.privacy.gate import Answered, admit_items
from workshop.summaries import UNKNOWN, statement_counts, statement_means


def release_ratings(
    answers: Mapping[str, Answered],
    released: Sequence[Mapping[str, Answered]],
    *,
    scales: Mapping[str, Sequence[str]],
    steps: Sequence[int],
    least: int,
) -> tuple[dict[str, Any], dict[str, dict[int, Any]]]:
    """Make the table of a self-assessment that may be shown, and the record of what it was made of.

    A scale's mean is the mean of its statements' released means, so it tells nothing that the statements do not;
    it is left out when one of them is.

    Parameters
    ----------
    answers
        Statement → participant → step or ``"unknown"``.
    released
        What each table handed out before was made of, oldest first.
    scales
        Scale → its statements, in order.

    Returns
    -------
    table
        ``scales``: scale → people (fewest of its statements), mean, statements: statement → people, counts,
        unknown, mean; or ``too_few``.
    made_of
        Statement → participant → value: to be kept as `released` for the next time.
    """
    made_of = admit_items(answers, released, least=least)
    shown = [s for statements in scales.values() for s in statements if len(made_of.get(s, {})) >= least]
    counts = statement_counts(made_of, shown, steps)
    means = statement_means(counts)
    statements = {
        statement: {
            "people": int(counts.loc[statement].sum()),
            "counts": {str(step): int(counts.loc[statement, step]) for step in steps},
            "unknown": int(counts.loc[statement, UNKNOWN]),
            "mean": _mean(means[statement]),
        }
        for statement in shown
    }
    return {"scales": {scale: _scale(statements, names) for scale, names in scales.items()}}, made_of


def _mean(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 2)


def _scale(statements: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    rows = {name: dict(statements.get(name, {"too_few": True})) for name in names}
    means = [row.get("mean") for row in rows.values()]
    known = [mean for mean in means if mean is not None]
    if len(known) < len(names):
        return {"too_few": not known, "mean": None, "statements": rows}
    return {
        "people": min(row["people"] for row in rows.values()),
        "mean": round(sum(known) / len(known), 2),
        "statements": rows,
    }
