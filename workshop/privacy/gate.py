"""Thresholds, and whose answers may be counted."""

from __future__ import annotations

from collections.abc import Mapping
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


def admit(new: Answered, released: Answered, *, least: int) -> dict[int, Any]:
    """Choose whose answers may be counted now.

    Parameters
    ----------
    new
        All current answers to one item in one round.
    released
        The answers that the last table handed out was made of; empty when there was none.
    least
        The threshold, in people.

    Returns
    -------
    dict
        `new` when it may be shown; `released` when the step from it to `new` concerns fewer than `least`
        people; empty when there are too few.
    """
    changed = sum(1 for person in new.keys() | released.keys() if new.get(person) != released.get(person))
    if released and changed < least:
        return dict(released)
    if len(new) < least:
        return dict(released)
    return dict(new)


def admit_items(
    new: Mapping[str, Answered], released: Mapping[str, Answered], *, least: int
) -> dict[str, dict[int, Any]]:
    """`admit` for each item of an activity's round."""
    return {
        item: admit(new.get(item, {}), released.get(item, {}), least=least) for item in new.keys() | released.keys()
    }
