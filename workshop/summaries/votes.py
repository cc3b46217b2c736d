"""Votes: how many chose what, how sure they were, who moved where, how divided a group is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd


def choice_counts(chosen: Mapping[int, Hashable], choices: Sequence[str]) -> pd.Series:
    """Count the people per choice.

    Parameters
    ----------
    chosen
        Participant → choice, for one round.
    choices
        All ids, in the order to show.

    Returns
    -------
    pandas.Series
        Index `choices`, values people (int); choices that nobody took have 0.
    """
    counts = pd.Series(list(chosen.values()), dtype=object).value_counts()
    return counts.reindex(list(choices), fill_value=0).astype(int)


def step_counts(chosen: Mapping[int, int], steps: Sequence[int]) -> pd.Series:
    """Count the people per step of a labelled scale (1 … len(steps)); index `steps`, values people."""
    counts = pd.Series(list(chosen.values()), dtype="int64").value_counts()
    return counts.reindex(list(steps), fill_value=0).astype(int)


def flows(before: Mapping[int, str], after: Mapping[int, str], choices: Sequence[str]) -> pd.DataFrame:
    """Count who went from which choice to which, over the people who chose in both rounds.

    Returns
    -------
    pandas.DataFrame
        Square: rows the first choice, columns the second, values people (int). The diagonal stayed.
    """
    both = sorted(before.keys() & after.keys())
    first = pd.Categorical([before[person] for person in both], categories=list(choices))
    second = pd.Categorical([after[person] for person in both], categories=list(choices))
    table = pd.crosstab(first, second, dropna=False)
    return table.reindex(index=list(choices), columns=list(choices), fill_value=0).astype(int)


def disagreement(counts: pd.Series) -> float:
    """Say how divided a group is, from 0 (all chose the same) to 1 (spread evenly over all choices).

    The index of qualitative variation, ``K / (K - 1) * (1 - sum(p²))`` over K choices
    (Mueller, Schuessler & Costner, Statistical Reasoning in Sociology, 1970; there called IQV).

    Parameters
    ----------
    counts
        People per choice; at least one person and two choices.
    """
    shares = counts / counts.sum()
    kinds = len(counts)
    return float(kinds / (kinds - 1) * (1 - (shares**2).sum()))
