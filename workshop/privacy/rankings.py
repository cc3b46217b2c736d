"""Released table of a ranking: the group's order, its points and its spread, never a person's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.privacy.gate import Answered, admit
from workshop.summaries import borda_points, path_strengths, place_counts, preferences, schulze_ranks

_TOP = "top"


def release_rankings(
    answers: Mapping[str, Answered],
    released: Sequence[Mapping[str, Answered]],
    *,
    options: Sequence[str],
    places: int,
    least: int,
) -> tuple[dict[str, Any], dict[str, dict[int, Any]]]:
    """Make the table of a ranking that may be shown, and the record of what it was made of.

    Places, points and order are all sums over the same people's whole tops (or follow from such sums), so admitting
    the tops admits them all.

    Parameters
    ----------
    answers
        ``top`` → participant → ids, the most important first.
    released
        What each table handed out before was made of, oldest first.
    options
        All ids, in the programme's order.
    places
        How many places there are to give.

    Returns
    -------
    table
        ``people``, and ``options``: a list in the group's order (equal ranks by points) of id, rank, points and
        places (people who gave it the first, second … place); or ``too_few``.
    made_of
        ``top`` → participant → ids: to be kept as `released` for the next time.
    """
    tops = {person: tuple(top) for person, top in answers.get(_TOP, {}).items()}  # JSON gives lists; a set needs more
    made_of = admit(tops, [table[_TOP] for table in released if table.get(_TOP)], least=least)
    if len(made_of) < least:
        return {"too_few": True}, {_TOP: made_of}
    counts = place_counts(made_of.values(), options, places)
    points = borda_points(counts)
    ranks = schulze_ranks(path_strengths(preferences(made_of.values(), options)))
    rows = [
        {
            "id": option,
            "rank": int(ranks[option]),
            "points": int(points[option]),
            "places": [int(people) for people in counts.loc[option]],
        }
        for option in options
    ]
    return {
        "people": len(made_of),
        "options": sorted(rows, key=lambda row: (row["rank"], -row["points"])),
    }, {_TOP: made_of}
