"""How a handful of measurements is told: median, 95th percentile, largest."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below or at which `share` (0…1) of the values lie, between two of them by the straight line.

    The definition that numpy uses by default ("linear", type 7 of Hyndman and Fan, 1996).

    Raises
    ------
    ValueError
        There are no values.
    """
    if not values:
        raise ValueError("A percentile needs at least one value.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below, above = math.floor(place), math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(name: str, unit: str, values: Sequence[float], factor: float = 1.0) -> dict[str, float | None]:
    """Give ``name_median_unit``, ``name_p95_unit`` and ``name_max_unit``; None where nothing was measured."""
    shares = {"median": 0.5, "p95": 0.95, "max": 1.0}
    return {
        f"{name}_{which}_{unit}": round(percentile(values, share) * factor, 4) if values else None
        for which, share in shares.items()
    }
