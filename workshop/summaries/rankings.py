"""Rankings: who stands where, how far apart, and how the group's order follows from everyone's own.

The order is that of the Schulze method (M. Schulze, A new monotonic, clone-independent, reversal symmetric, and
Condorcet-consistent single-winner election method, Social Choice and Welfare 36, 2011, pp. 267-303), with winning
votes as the strength of a link. It looks at two options at a time, so an option that is much like another does not
change who wins among the rest. The points are those of J.-C. de Borda (Mémoire sur les élections au scrutin, Histoire
de l'Académie royale des sciences, 1781): they show how large the differences are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

#: One person's options, the most important first; what is left out ties below all that stand in it.
Ballot = Sequence[str]


def place_counts(ballots: Iterable[Ballot], options: Sequence[str], places: int) -> pd.DataFrame:
    """Count how many people gave which option which place.

    Returns
    -------
    pandas.DataFrame
        Rows `options`, columns 1 … `places`, values people (int).
    """
    counts = pd.DataFrame(0, index=list(options), columns=range(1, places + 1))
    for ballot in ballots:
        for place, option in enumerate(_known(ballot, options)[:places], 1):
            counts.loc[option, place] += 1
    return counts


def borda_points(counts: pd.DataFrame) -> pd.Series:
    """Give the points per option: as many for the first place as there are places, one for the last.

    Parameters
    ----------
    counts
        As `place_counts` gives.
    """
    places = len(counts.columns)
    return (counts * [places - n for n in range(places)]).sum(axis=1)


def preferences(ballots: Collection[Ballot], options: Sequence[str]) -> pd.DataFrame:
    """Count the people who put one option above another.

    Returns
    -------
    pandas.DataFrame
        Square over `options`: people who prefer the row to the column (int). Of two options that someone left out
        neither is preferred.
    """
    options = list(options)
    ranks = np.full((len(ballots), len(options)), len(options))
    for person, ballot in enumerate(ballots):
        for place, option in enumerate(_known(ballot, options)):
            ranks[person, options.index(option)] = place
    above = (ranks[:, :, None] < ranks[:, None, :]).sum(axis=0)
    return pd.DataFrame(above, index=options, columns=options)


def path_strengths(preferred: pd.DataFrame) -> pd.DataFrame:
    """Find how strong the strongest path is from each option to each other one.

    A path goes from winner to loser of a pair, and is as strong as its weakest link: the fewest people who
    prefer the one to the next. 0: there is no path.

    Parameters
    ----------
    preferred
        As `preferences` gives.
    """
    people = preferred.to_numpy()
    strong = np.where(people > people.T, people, 0)
    for through in range(len(strong)):
        strong = np.maximum(strong, np.minimum(strong[:, [through]], strong[[through], :]))
    np.fill_diagonal(strong, 0)
    return pd.DataFrame(strong, index=preferred.index, columns=preferred.columns)


def schulze_ranks(strengths: pd.DataFrame) -> pd.Series:
    """Give each option its rank in the group: 1 for the winners; options that tie have the same rank.

    An option beats another when its path there is stronger than the path back. First come all that nothing beats, then
    all that only those beat, and so on; whoever comes after a tie of two for rank 1 has rank 3.

    Parameters
    ----------
    strengths
        As `path_strengths` gives.

    Returns
    -------
    pandas.Series
        Index as `strengths`, values the rank (int).
    """
    beats = strengths.to_numpy() > strengths.to_numpy().T
    ranks = pd.Series(0, index=strengths.index)
    left = np.full(len(ranks), fill_value=True)
    while left.any():
        best = left & ~beats[left].any(axis=0)
        ranks[best] = len(ranks) - int(left.sum()) + 1
        left &= ~best
    return ranks


def _known(ballot: Ballot, options: Collection[str]) -> list[str]:
    """Leave out what is not in the programme any more."""
    return [option for option in ballot if option in options]
