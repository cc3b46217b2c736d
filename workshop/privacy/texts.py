"""Released counts of texts that were let through: how many people said it, where enough did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.privacy.gate import Answered, admit_items

#: The item that everyone who wrote anything stands under.
PEOPLE = "people"


def release_texts(
    said: Mapping[str, Answered], released: Sequence[Mapping[str, Answered]], *, least: int
) -> tuple[dict[str, Any], dict[str, dict[int, Any]]]:
    """Count who said what, as far as it may be shown, and give the record of what that was made of.

    Parameters
    ----------
    said
        What was said (`PEOPLE`, or a theme in a field) → participant → anything that stays the same.
    released
        What each table handed out before was made of, oldest first.
    least
        The threshold, in people: what fewer said has no count.

    Returns
    -------
    table
        ``people``, and ``counts``: what was said → people.
    made_of
        What was said → participant → value: to be kept as `released` for the next time.
    """
    made_of = admit_items(said, released, least=least)
    counts = {name: len(people) for name, people in made_of.items() if len(people) >= least}
    return {"people": counts.pop(PEOPLE, 0), "counts": counts}, made_of
