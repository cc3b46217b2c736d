"""The suggestions: notes that may be one, and a home for a note among named themes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workshop.wording.likeness import contrary, likeness, shared, turned
from workshop.wording.reading import Reading, read

#: How alike notes must be on average to be suggested as one (`docs/wording.md` has the figures).
SAME = 0.35
#: How alike a note must be to something in a theme, and by how much more than to any other theme.
HOME = 0.3
AHEAD = 0.05
#: How alike a note must be to another for a turned meaning to count when they share no word.
CLOSE = 0.15


@dataclass(frozen=True, slots=True)
class Theme:
    """A named theme with the notes that stand in it."""

    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """A theme where a note may belong, with the words of the note that made it think so."""

    theme: str
    words: tuple[str, ...]


def alike(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Find notes that say (nearly) the same.

    Notes that are identical but for capitals and white space always stand together; none stands with a note that says
    the contrary. Whichever order the notes come in, the groups are the same.

    Returns
    -------
    list
        Groups of two or more indexes into `texts`, each index in one group at most; largest group first.
    """
    readings = [read(text) for text in texts]
    plains = sorted({reading.plain for reading in readings})
    where: dict[str, list[int]] = {plain: [] for plain in plains}
    for index, reading in enumerate(readings):
        where[reading.plain].append(index)
    merged = _merge([readings[where[plain][0]] for plain in plains])
    groups = [tuple(sorted(i for n in group for i in where[plains[n]])) for group in merged]
    return sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group))


def _merge(readings: Sequence[Reading]) -> list[list[int]]:
    """Bring the nearest groups together as long as they are alike on average and nothing in them is contrary."""
    near = likeness(readings)
    groups = {n: [n] for n in range(len(readings))}
    home = list(range(len(readings)))
    pairs = np.argwhere(np.triu(near >= SAME, 1))
    for one, other in sorted(((int(a), int(b)) for a, b in pairs), key=lambda pair: (-near[pair], pair)):
        left, right = home[one], home[other]
        if left == right or near[np.ix_(groups[left], groups[right])].mean() < SAME:
            continue
        if any(_apart(readings[a], readings[b]) for a, b in itertools.product(groups[left], groups[right])):
            continue
        groups[left] += groups.pop(right)
        for moved in groups[left]:
            home[moved] = left
    return list(groups.values())


def _apart(one: Reading, other: Reading) -> bool:
    return contrary(one, other) or turned(one, other) or not shared(one, other)


def homes(
    texts: Sequence[str], themes: Mapping[str, Theme], *, least: float = HOME, ahead: float = AHEAD
) -> list[Home | None]:
    """Suggest for each note where it may belong.

    A theme in which anything, its name included, says the contrary of the note is never suggested.

    Parameters
    ----------
    texts
        The notes.
    themes
        Id → theme.
    least, ahead
        The thresholds `HOME` and `AHEAD`.

    Returns
    -------
    list
        One for each text; None when no theme is near enough, or two are about as near.
    """
    told = [(name, text) for name, theme in themes.items() for text in (theme.name, *theme.notes)]
    notes, placed = [read(text) for text in texts], [read(text) for _name, text in told]
    names = [name for name, _text in told]
    by_theme = {name: [placed[n] for n, its in enumerate(names) if its == name] for name in themes}
    near = likeness([*notes, *placed], [*([note] for note in notes), *by_theme.values()])
    rows = [_by_theme(near[n, len(texts) :].tolist(), names) for n in range(len(texts))]
    return [_home(note, by_theme, row, least, ahead) for note, row in zip(notes, rows, strict=True)]


def _by_theme(row: Sequence[float], names: Sequence[str]) -> dict[str, list[float]]:
    near: dict[str, list[float]] = {}
    for name, value in zip(names, row, strict=True):
        near.setdefault(name, []).append(value)
    return near


def _home(
    note: Reading,
    themes: Mapping[str, Sequence[Reading]],
    near: Mapping[str, Sequence[float]],
    least: float,
    ahead: float,
) -> Home | None:
    fitting = {name: max(near[name]) for name, inside in themes.items() if _fits(note, inside, near[name])}
    ranked = sorted(fitting, key=lambda name: (-fitting[name], name))
    if not ranked or fitting[ranked[0]] < least:
        return None
    if len(ranked) > 1 and fitting[ranked[0]] - fitting[ranked[1]] < ahead:
        return None
    words = tuple(dict.fromkeys(word for other in themes[ranked[0]] for word in shared(note, other)))
    return Home(ranked[0], words) if words else None


def _fits(note: Reading, inside: Sequence[Reading], near: Sequence[float]) -> bool:
    """Say whether nothing in a theme, whose name comes first, says the contrary of a note."""
    close = [other for n, other in enumerate(inside) if n == 0 or near[n] >= CLOSE]
    return not any(contrary(note, other) for other in inside) and not any(turned(note, other) for other in close)
