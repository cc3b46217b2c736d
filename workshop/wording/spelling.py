"""Words that are nearly the same: stems, typing mistakes, parts of compounds."""

from __future__ import annotations

import re

#: Letters of a word that may hold a typing mistake.
LEAST = 5
_PART = 4  # letters of a word inside a compound
_REST = 2  # letters beside it
_VOWELS = re.compile(r"([aeou])\1")
_LAST = {"v": "f", "z": "s"}


def stem(word: str) -> str:
    """Cut the ending that tells noun from verb off a Dutch or English dictionary form: vragen and vraag are one."""
    for ending in ("ing", "en", "e"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2]:  # noqa: PLR2004 - bellen, bel
        word = word[:-1]
    return _VOWELS.sub(r"\1", word[:-1] + _LAST.get(word[-1], word[-1])) if word else word


def near(one: str, other: str) -> bool:
    """Say whether two words differ in at most one letter that is wrong, missing, extra or swapped with the next.

    The restricted Damerau-Levenshtein distance (Damerau, CACM 7(3), 1964) is at most 1.
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:] and len(one) > 1
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or swapped


def meets(one: str, other: str) -> bool:
    """Say whether two keys stand for the same word: equal, one typing mistake apart, or one a part of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=lambda key: (len(key), key))
    if len(short) >= LEAST and near(short, long):
        return True
    part = len(short) >= _PART and len(long) - len(short) >= _REST
    return part and (long.startswith(short) or long.endswith(short))
