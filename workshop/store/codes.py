"""Codes that people type: the join code of a group and a participant's key, which is also the return code."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence

#: Letters that are not mistaken for each other or for figures (no I, L, O, Q, S, U, V).
ALPHABET = "ABCDEFGHJKMNPRTWXYZ"
CODE_LENGTH = 6
KEY_LENGTH = 5  # words; of 1,024 words that is 50 bits

#: Accents that stand apart from their letter, and signs without a form (a soft hyphen, a direction mark).
_UNSEEN = {"Mn", "Cf"}

#: Letters in a row that nobody wants on a projector (Dutch and English).
_UNWANTED = (
    "KKR",
    "KNK",
    "HMR",
    "NEGR",
    "NGR",
    "GEK",
    "DERM",
    "WTF",
    "FKN",
    "KAK",
    "TYF",
    "HEER",
    "REET",
    "NAZ",
    "RAPE",
    "DTH",
)


def new_join_code() -> str:
    """Make a join code: six letters, none of them easily mistaken, no unwanted words."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
        if not any(word in code for word in _UNWANTED):
            return code


def normalize_join_code(text: str) -> str | None:
    """Read a join code as typed: case, spaces, dashes and other signs are forgiven; None when it cannot be one."""
    code = re.sub(r"[\W_]+", "", text[:100]).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def new_key(words: Sequence[str]) -> str:
    """Make a participant's key: five words joined by dashes, e.g. ``appel-fiets-molen-tafel-wolk``."""
    return "-".join(secrets.choice(words) for _word in range(KEY_LENGTH))


def normalize_key(text: str) -> str:
    """Read a key as typed: case, accents, spaces, commas, dots and dashes of any length are forgiven."""
    letters = unicodedata.normalize("NFKD", text[:500])
    plain = "".join(letter for letter in letters if unicodedata.category(letter) not in _UNSEEN)
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
