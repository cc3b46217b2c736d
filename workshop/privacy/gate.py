"""Thresholds, and whose answers may be counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Participant → value, for one item in one round.
Answered = Mapping[int, Any]

#: No group may choose to go below this.
NEVER_BELOW = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The smallest number of people that a result may speak of.

    Attributes
    ----------
    people
        In the room.
    sensitive
        In the room, for sensitive activities.
    """

    people: int = 5
    sensitive: int = 8

    @classmethod
    def chosen(cls, people: int | None) -> Thresholds:
        """Make the thresholds of a group that chose `people` itself.

        A team that goes below the standard does so for sensitive activities too: it knows itself to be small.

        Raises
        ------
        ValueError
            Below `NEVER_BELOW`.
        """
        if people is None:
            return cls()
        if people < NEVER_BELOW:
            raise ValueError(f"{people} people is too few to hide among; choose {NEVER_BELOW} or more.")
        standard = cls()
        sensitive = people if people < standard.people else max(people, standard.sensitive)
        return cls(people=people, sensitive=sensitive)

    def least(self, *, sensitive: bool) -> int:
        """Give the threshold for an activity, in people."""
        return self.sensitive if sensitive else self.people


def hides(tables: Sequence[Answered], *, least: int) -> bool:
    """Say whether tables that are known together leave nobody in a crowd smaller than `least`.

    Each table is a sum over the answers that it is made of. Answers that stand in the same of these tables cannot be
    told apart by any calculation with them; such a class must be empty or hold `least` people. Then whatever is
    added, subtracted or compared speaks of at least `least` people: not only the difference of two tables, but
    any combination of all of them.

    Parameters
    ----------
    tables
        What each table is made of: participant → value. Another value of the same participant is another answer.
    """
    standing: dict[tuple[int, Any], list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        for person, value in table.items():
            standing[person, value].append(number)
    classes = Counter(tuple(numbers) for numbers in standing.values())
    return all(people >= least for people in classes.values())


def admit(new: Answered, released: Sequence[Answered], *, least: int, known: Sequence[Answered] = ()) -> dict[int, Any]:
    """Choose whose answers may be counted now.

    Parameters
    ----------
    new
        All current answers to one item in one round.
    released
        The answers that each table handed out before was made of, oldest first.
    least
        The threshold, in people.
    known
        Further tables of the same answers that are out, such as the margin of a shift.

    Returns
    -------
    dict
        `new` when it may be shown beside all that is out already; else what was handed out last; empty when there is
        neither.
    """
    if len(new) >= least and hides([*released, *known, new], least=least):
        return dict(new)
    return dict(released[-1]) if released else {}


def admit_items(
    new: Mapping[str, Answered], released: Sequence[Mapping[str, Answered]], *, least: int
) -> dict[str, dict[int, Any]]:
    """`admit` for each item of an activity's round."""
    items = {item for table in (new, *released) for item in table}
    return {
        item: admit(new.get(item, {}), [table[item] for table in released if table.get(item)], least=least)
        for item in sorted(items)
    }
