"""How alike notes are: character n-grams of their words, the words they share, and whether they say the contrary.

Each pair of notes is judged in both directions alike. No likeness outweighs that two notes say the contrary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from workshop.wording.reading import Reading
from workshop.wording.spelling import LEAST, meets, near

#: Lengths of the character n-grams, within words.
GRAMS = (2, 4)
#: How much whole words weigh against character n-grams, 0 to 1.
WHOLE_WORDS = 0.4


def likeness(readings: Sequence[Reading], documents: Sequence[Sequence[Reading]] = ()) -> np.ndarray[Any, Any]:
    """Measure how alike notes are.

    Parameters
    ----------
    readings
        The notes.
    documents
        Notes that count as one when it is counted how common a word is: those of one theme, so that what its
        notes have in common stays telling. Without them each note is one.

    Returns
    -------
    numpy.ndarray
        Square, symmetric; 0 (nothing in common) to 1. A note without words is like nothing, itself included.
    """
    meant = _meant(readings)
    joined = [_joined([reading], meant) for reading in readings]
    corpus = [_joined(document, meant) for document in documents] or joined
    if not any(joined) or not any(corpus):
        return np.zeros((len(joined), len(joined)))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=GRAMS, sublinear_tf=True).fit(corpus)
    whole = TfidfVectorizer(analyzer=str.split, sublinear_tf=True).fit(corpus)
    weights = (1 - WHOLE_WORDS) ** 0.5, WHOLE_WORDS**0.5
    parts = [each.transform(joined) * weight for each, weight in zip((grams, whole), weights, strict=True)]
    features = hstack(parts).tocsr()
    alike: np.ndarray[Any, Any] = np.clip((features @ features.T).toarray(), 0.0, 1.0)
    rounded: np.ndarray[Any, Any] = np.round((alike + alike.T) / 2, 9)  # the same in both directions
    return rounded


def _meant(readings: Sequence[Reading]) -> dict[str, str]:
    """Read words that no dictionary has as a word of another note that is one typing mistake away."""
    words = {word.key: word.known for reading in readings for word in reading.words}
    sure = sorted(key for key, known in words.items() if known and len(key) >= LEAST)
    unsure = [key for key, known in words.items() if not known and len(key) >= LEAST]
    return {key: next((other for other in sure if near(key, other)), key) for key in unsure}


def _joined(readings: Sequence[Reading], meant: Mapping[str, str]) -> str:
    words = [word for reading in readings for word in reading.words if not word.weak]
    return " ".join(meant.get(word.key, word.key) for word in words)


def shared(one: Reading, other: Reading) -> tuple[str, ...]:
    """Give the words of one note, as written there, that the other note has too."""
    keys = {word.key for word in other.words if not word.weak}
    found = [word.written for word in one.words if not word.weak and any(meets(word.key, key) for key in keys)]
    return tuple(dict.fromkeys(found))


def contrary(one: Reading, other: Reading) -> bool:
    """Say whether a word that both notes have is said one way in the one and the other way round in the other."""
    if one.plain == other.plain:
        return False
    return any(mine.sign != theirs.sign and meets(mine.key, theirs.key) for mine in one.words for theirs in other.words)


def turned(one: Reading, other: Reading) -> bool:
    """Say whether something in the one note is said the other way round, and nothing in the other."""
    return one.plain != other.plain and one.sign * other.sign < 0
