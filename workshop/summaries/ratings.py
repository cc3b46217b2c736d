"""Self-assessments: how many rated each statement how high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

#: The answer 'cannot judge yet': counted, and left out of means.
UNKNOWN = "unknown"


def statement_counts(
    rated: Mapping[str, Mapping[int, int | str]], statements: Sequence[str], steps: Sequence[int]
) -> pd.DataFrame:
    """Count the people per statement and step.

    Parameters
    ----------
    rated
        Statement → participant → step (int) or `UNKNOWN`.

    Returns
    -------
    pandas.DataFrame
        Rows `statements`; columns the steps (int) and ``"unknown"``; values people (int).
    """
    columns = [*steps, UNKNOWN]
    rows = [
        pd.Series(list(rated.get(statement, {}).values()), dtype=object).value_counts().reindex(columns, fill_value=0)
        for statement in statements
    ]
    return pd.DataFrame(rows, index=list(statements), columns=columns).astype(int)


def statement_means(counts: pd.DataFrame) -> pd.Series:
    """Average the judged steps per statement.

    Parameters
    ----------
    counts
        As `statement_counts` gives (or rows of it that were released).

    Returns
    -------
    pandas.Series
        Index as `counts`, values mean step; NaN where nobody judged.
    """
    steps = [column for column in counts.columns if column != UNKNOWN]
    people = counts[steps].sum(axis=1)
    total = (counts[steps] * steps).sum(axis=1)
    return total / people.where(people > 0)
