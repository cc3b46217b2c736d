"""Simple ways of suggesting, to measure ours against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from workshop.wording.suggesting import Theme

#: Chosen on the development part, as ours were.
TFIDF_HOME = 0.3
TFIDF_SAME = 0.5


def exact_home(note: str, themes: Mapping[str, Theme]) -> str | None:
    """Suggest the theme that has the very same text, after lower-casing."""
    wanted = note.strip().casefold()
    for name, theme in themes.items():
        if wanted in {text.strip().casefold() for text in (theme.name, *theme.notes)}:
            return name
    return None


def exact_groups(texts: Sequence[str]) -> list[list[int]]:
    """Group the texts that are equal after lower-casing."""
    groups: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        groups.setdefault(text.strip().casefold(), []).append(n)
    return [group for group in groups.values() if len(group) > 1]


def tfidf_home(note: str, themes: Mapping[str, Theme]) -> str | None:
    """Suggest the theme with the text nearest by the cosine of plain word TF-IDF."""
    told = [(name, text) for name, theme in themes.items() for text in (theme.name, *theme.notes)]
    if not told:
        return None
    near = _cosines([note, *(text for _name, text in told)])[0, 1:]
    best = int(near.argmax())
    return told[best][0] if near[best] >= TFIDF_HOME else None


def tfidf_groups(texts: Sequence[str]) -> list[list[int]]:
    """Join texts whose cosine of plain word TF-IDF is large enough, each with the first that it is near to."""
    near = _cosines(texts)
    home = list(range(len(texts)))
    for n in range(len(texts)):
        home[n] = next((home[m] for m in range(n) if near[n, m] >= TFIDF_SAME), n)
    groups: dict[int, list[int]] = {}
    for n, its in enumerate(home):
        groups.setdefault(its, []).append(n)
    return [group for group in groups.values() if len(group) > 1]


def _cosines(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    try:
        vectors = TfidfVectorizer().fit_transform(texts)
    except ValueError:  # no text has a word
        return np.zeros((len(texts), len(texts)))
    cosines: np.ndarray[Any, Any] = (vectors @ vectors.T).toarray()
    return cosines
