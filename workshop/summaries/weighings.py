"""Weighings: how heavily each point counts for the group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from workshop.summaries.votes import step_counts


def weight_counts(
    weighed: Mapping[str, Mapping[int, int]], points: Sequence[str], weights: Sequence[int]
) -> pd.DataFrame:
    """Count the people per point and weight.

    Parameters
    ----------
    weighed
        Point → participant → weight.

    Returns
    -------
    pandas.DataFrame
        Rows `points`, columns `weights`, values people (int).
    """
    rows = {point: step_counts(weighed.get(point, {}), weights) for point in points}
    return pd.DataFrame(rows, index=list(weights)).T


def weight_means(counts: pd.DataFrame) -> pd.Series:
    """Average the weight per point; NaN where nobody weighed.

    Parameters
    ----------
    counts
        As `weight_counts` gives.
    """
    people = counts.sum(axis=1)
    return (counts * list(counts.columns)).sum(axis=1) / people.where(people > 0)
