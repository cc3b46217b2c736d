"""What people type and what they are given: join codes, return codes, names and pseudonyms."""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

#: Words in a participant's key.
KEY_WORDS = 5
#: Characters that a name may have.
MAX_NAME = 60

_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]")
_CODE_IN_ADDRESS = re.compile(r"/j/([^/?#]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_CODE = 12

Parts = tuple[Sequence[str], Sequence[str]]


def join_code(typed: str) -> str:
    """Read a join code as it was meant: any case, spaces, dashes, or the whole address of the join page."""
    address = _CODE_IN_ADDRESS.search(typed)
    meant = address[1] if address else typed
    return _NOT_IN_A_CODE.sub("", meant.upper())[:_LONGEST_CODE]


def new_key(words: Sequence[str]) -> str:
    """Make a participant's key: five random words (of 1,024: 50 bits), which is also the return code."""
    return "-".join(secrets.choice(words) for _n in range(KEY_WORDS))


def return_code(typed: str) -> str:
    """Read a return code as it was meant: any case, and anything between the words."""
    return "-".join(_plain_words(typed))


def misspelt(typed: str, words: Sequence[str]) -> list[tuple[str, str]]:
    """List the words that are in no return code, each with the likeliest one that is (or an empty string)."""
    known = set(words)
    wrong = [word for word in _plain_words(typed)[: 2 * KEY_WORDS] if word not in known]
    return [(word, _likeliest(word, words)) for word in wrong if len(word) < MAX_NAME]


def tidy_name(typed: str) -> str:
    """Take a name as it was typed, without control characters and double spaces."""
    seen = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in typed)
    return " ".join(seen.split())


def offers(parts: Parts, count: int) -> list[str]:
    """Make some friendly pseudonyms, as in "Vrolijke Otter"."""
    first, second = parts
    return [f"{secrets.choice(first)} {secrets.choice(second)}" for _n in range(count)]


def is_offer(pseudonym: str, pseudonyms: Mapping[str, Parts]) -> bool:
    """Tell whether a pseudonym is one that we offer, in any language."""
    return any(
        pseudonym.startswith(f"{one} ") and pseudonym[len(one) + 1 :] in second
        for first, second in pseudonyms.values()
        for one in first
    )


def _likeliest(word: str, words: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, words, n=1)), "")


def _plain_words(typed: str) -> list[str]:
    return [_without_accents(word) for word in _LETTERS.findall(typed.lower())]


def _without_accents(word: str) -> str:
    return "".join(_letters(word))


def _letters(word: str) -> Iterator[str]:
    return (letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
