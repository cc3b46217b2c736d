"""Released table of a weighing: both votes with who moved, and how heavily each point counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from workshop.privacy.votes import Releases, Rounds, release_votes
from workshop.summaries import weight_counts, weight_means

_CHOICE = "choice"


def release_weighings(
    answers: Rounds,
    released: Releases,
    *,
    choices: Sequence[str],
    sides: Mapping[str, Sequence[str]],
    weights: Sequence[int],
    least: int,
) -> tuple[dict[str, Any], dict[int, dict[str, dict[int, Any]]]]:
    """Make the table of a weighing that may be shown, and the record of what it was made of.

    The votes pass as those of `release_votes`. Each point passes by itself; a side's mean is the mean of its points'
    released means, so it tells nothing that the points do not; it is left out when one of them is.

    Parameters
    ----------
    answers
        The current answers of the rounds that are closed; points are weighed in the first.
    released
        What each table handed out before was made of, by round, oldest first.
    sides
        Side → its points, in order.

    Returns
    -------
    table
        ``rounds`` and ``shift`` of a vote; ``sides``: side → mean and points: point → people, counts, mean; or
        ``too_few``.
    made_of
        Round → item → participant → value: to be added to `released` for the next time.
    """
    points = [point for names in sides.values() for point in names]
    asked = {1: {_CHOICE, *points}, 2: {_CHOICE}}
    kept = {n: {item: a for item, a in items.items() if item in asked[n]} for n, items in answers.items()}
    table, made_of = release_votes(kept, released, choices=choices, steps=(), least=least)
    weighed = made_of.get(1, {})
    shown = [point for point in points if len(weighed.get(point, {})) >= least]
    counts = weight_counts(weighed, shown, weights)
    means = weight_means(counts)
    rows = {
        point: {
            "people": int(counts.loc[point].sum()),
            "counts": {str(weight): int(counts.loc[point, weight]) for weight in weights},
            "mean": round(float(means[point]), 2),
        }
        for point in shown
    }
    return {**table, "sides": {side: _side(rows, names) for side, names in sides.items()}}, made_of


def _side(rows: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    points = {name: dict(rows.get(name, {"too_few": True})) for name in names}
    means = [row.get("mean", math.nan) for row in points.values()]
    mean = sum(means) / len(means)
    return {"mean": None if math.isnan(mean) else round(mean, 2), "points": points}
