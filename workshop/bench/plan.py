"""What a measurement does: how many people, how many votes, how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One measurement.

    Attributes
    ----------
    people
        Participants who join at once.
    alone
        Times that one page is asked for while nothing else happens.
    pair_items
        Situations that two people vote on, one after the other, to see how soon the screen shows it.
    waves
        Situations that everybody votes on.
    wave_s
        Seconds within which everybody votes.
    rest_s
        Seconds of rest before the idle time is measured.
    idle_s
        Seconds for which nobody does anything.
    visits
        Cold visits with Chromium; 0 leaves Chromium out.
    patience_s
        Seconds that anything may take before it counts as an error.
    """

    people: int = 32
    alone: int = 5
    pair_items: int = 10
    waves: int = 3
    wave_s: float = 10.0
    rest_s: float = 3.0
    idle_s: float = 20.0
    visits: int = 3
    patience_s: float = 400.0

    @classmethod
    def quick(cls, people: int) -> Plan:
        """Plan a run that shows that everything works; its figures say little."""
        return cls(people=people, alone=1, pair_items=2, waves=1, wave_s=1.0, rest_s=0.5, idle_s=1.0, visits=0)
