"""The labelled notes in ``data/wording``, and how well a way of suggesting does on them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from workshop.content import packaged
from workshop.wording.suggesting import Theme

#: Suggests a theme's id, or None, for one note among named themes.
Suggest = Callable[[str, Mapping[str, Theme]], str | None]
#: Groups notes that say the same: groups of indexes.
Group = Callable[[Sequence[str]], Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class LabelledTheme:
    """A theme with the notes that say it, and the theme that says the contrary."""

    id: str
    field: str
    name: str
    notes: tuple[str, ...]
    opposite: str | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One part of the labelled notes: themes, and notes of no theme by field."""

    themes: tuple[LabelledTheme, ...]
    loose: Mapping[str, tuple[str, ...]]


def labelled(language: str, part: str) -> Labelled:
    """Read a part: ``development`` or ``heldout``."""
    path = packaged("data") / "wording" / f"{language}-{part}.yaml"
    told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    themes = tuple(LabelledTheme(**{**theme, "notes": tuple(theme["notes"])}) for theme in told["themes"])
    return Labelled(themes, {field: tuple(notes) for field, notes in told["loose"].items()})


def count_homes(part: Labelled, suggest: Suggest, *, beside: int | None, fields: bool = True) -> Counter[str]:
    """Let each note ask for a home, and count what came.

    Parameters
    ----------
    beside
        How many other notes stand in each theme already, beside its name; None for all of them.
    fields
        Whether only the themes of the note's own field are there, as on a board; else all of them.

    Returns
    -------
    collections.Counter
        ``right``, ``wrong``, ``withheld`` over the notes that have a home; ``lured`` and ``left`` over notes that
        have none (those of no theme, and each note once more with its own theme taken away); ``opposites``: how
        many of all these suggestions were the theme that says the contrary.
    """
    counts: Counter[str] = Counter()
    for theme in part.themes:
        around = [one for one in part.themes if one.field == theme.field or not fields]
        for note in theme.notes:
            others = {one.id: _theme(one, note, beside) for one in around}
            got = suggest(note, others)
            counts["withheld" if got is None else "right" if got == theme.id else "wrong"] += 1
            del others[theme.id]
            without = suggest(note, others)
            counts["left" if without is None else "lured"] += 1
            counts["opposites"] += [got, without].count(theme.opposite) if theme.opposite else 0
    for field, notes in part.loose.items():
        around = [one for one in part.themes if one.field == field or not fields]
        for note in notes:
            got = suggest(note, {one.id: _theme(one, note, beside) for one in around})
            counts["left" if got is None else "lured"] += 1
    return counts


def _theme(theme: LabelledTheme, without: str, beside: int | None) -> Theme:
    notes = [note for note in theme.notes if note != without]
    return Theme(theme.name, tuple(notes[:beside]))


def count_pairs(part: Labelled, group: Group) -> Counter[str]:
    """Group the notes of each field, and count pairs.

    Returns
    -------
    collections.Counter
        ``right``: pairs that say the same and were put together; ``wrong``: pairs put together that do not;
        ``missed``; ``opposites``: pairs put together that say the contrary.
    """
    counts: Counter[str] = Counter()
    for field in dict.fromkeys(theme.field for theme in part.themes):
        themes = [theme for theme in part.themes if theme.field == field]
        notes = [(theme, note) for theme in themes for note in theme.notes]
        loose = part.loose.get(field, ())
        groups = group([*(note for _theme, note in notes), *loose])
        together = {pair for one in groups for pair in itertools.combinations(sorted(one), 2)}
        same = {
            (a, b)
            for (a, (one, _a)), (b, (other, _b)) in itertools.combinations(enumerate(notes), 2)
            if one.id == other.id
        }
        counts["right"] += len(together & same)
        counts["wrong"] += len(together - same)
        counts["missed"] += len(same - together)
        inside = [(a, b) for a, b in together if b < len(notes)]
        counts["opposites"] += sum(notes[a][0].opposite == notes[b][0].id for a, b in inside)
    return counts
