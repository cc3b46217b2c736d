"""The lists by which notes are read: function words, and words that turn a meaning round, of all languages together.

People of one group write in more than one language, so every note is read with the lists of both; no word turns a
meaning in one of them and says something else in the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from workshop.content import packaged

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Lists:
    """How notes are read.

    Attributes
    ----------
    function
        Words that say nothing by themselves.
    negators
        Words that turn their whole clause round: not, never.
    before
        Words that turn what follows them in their clause: no, little, less.
    too
        Words around one that together turn what follows: too shy to ask.
    much
        Their contraries; they stand for themselves and turn nothing.
    spelling
        As people write → as it is read.
    conjunctions
        Words that begin a clause.
    joiners
        Words that begin one when a turning word or its contrary follows.
    endings, prefixes
        Parts of a word that turn what is left of it: ``tijdgebrek``, ``foutloos``, ``ongeduld``.
    contraries
        Word → (key of the pair, 1 or -1).
    degrees
        Keys of pairs that say too little by themselves to make two notes alike: long and short, good and bad.
    phrases
        Words that are one → (key, 1 or -1).
    """

    function: frozenset[str]
    negators: frozenset[str]
    before: frozenset[str]
    too: frozenset[tuple[str, ...]]
    much: frozenset[str]
    spelling: Mapping[str, str]
    conjunctions: frozenset[str]
    joiners: frozenset[str]
    endings: tuple[str, ...]
    prefixes: tuple[str, ...]
    contraries: Mapping[str, tuple[str, int]]
    degrees: frozenset[str]
    phrases: Mapping[str, tuple[str, int]]


@cache
def lists() -> Lists:
    """Read the lists once."""
    folder = packaged("data") / "wording"
    told: list[dict[str, Any]] = [
        yaml.safe_load((folder / f"words-{language}.yaml").read_text("utf-8")) for language in LANGUAGES
    ]

    def words(*names: str) -> frozenset[str]:
        return frozenset(word for one in told for name in names for word in one[name])

    pairs = [tuple(pair) for one in told for pair in (*one["contraries"], *one["degrees"])]
    keys: dict[str, str] = {}
    for first, other in pairs:  # a word with two contraries (slow: quick, fast) brings them under one key
        keys[other] = keys.get(other, first)
    contraries = {word: (key, -1) for word, key in keys.items()} | {first: (keys[other], 1) for first, other in pairs}
    return Lists(
        function=words("function", "conjunctions", "joiners"),
        negators=words("negators"),
        before=words("before"),
        too=frozenset(tuple(one["too"]) for one in told),
        much=words("much"),
        spelling={written: read for one in told for written, read in one["spelling"].items()},
        conjunctions=words("conjunctions"),
        joiners=words("joiners"),
        endings=tuple(sorted(words("endings"))),
        prefixes=tuple(sorted(words("prefixes"))),
        contraries=contraries,
        degrees=frozenset(contraries[first][0] for one in told for first, _other in one["degrees"]),
        phrases={phrase: (key, sign) for one in told for phrase, (key, sign) in one["phrases"].items()},
    )
