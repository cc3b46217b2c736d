"""Reading a note: its words by their dictionary form, and which of them are said the other way round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

import simplemma

from workshop.wording.lists import LANGUAGES, lists
from workshop.wording.spelling import near, stem

#: Longer notes are not short notes: they say several things, and get no suggestion.
MOST_WORDS = 40

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CLAUSE = re.compile(r"[.,;:!?()\[\]\n\u2013\u2014\u2026]+| - ")  # with dashes and an ellipsis
_NOT = re.compile(r"\b(\w+?)n't\b")
_LEAST_LETTERS = 4  # of a word in a compound, and of a turning word that may be misspelt


@dataclass(frozen=True, slots=True)
class Word:
    """One word that says something.

    Attributes
    ----------
    written
        As it stands in the note.
    key
        What it is compared by.
    sign
        -1 when it is said the other way round (*no* time, *too little* time), else 1.
    known
        Whether a dictionary has it; else it may hold a typing mistake.
    """

    written: str
    key: str
    sign: int
    known: bool = True

    @property
    def weak(self) -> bool:
        """Whether it says too little by itself to make two notes alike."""
        return self.key in lists().degrees


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as it was read.

    Attributes
    ----------
    plain
        The note without capitals, white space and accents that differ only in how they are stored: notes with the
        same one are identical.
    words
        The words that say something, in their order; none when the note is too long, or says nothing in words.
    """

    plain: str
    words: tuple[Word, ...]

    @property
    def sign(self) -> int:
        """-1 when anything in the note is said the other way round, 1 when nothing is, 0 when it has no words."""
        return min((word.sign for word in self.words), default=0)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Read a note, in any of the languages, or in several at once."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if len(plain.split()) > MOST_WORDS:
        return Reading(plain, ())
    words: list[Word] = []
    for clause in _clauses(_spelt(plain)):
        said, sign = _clause(clause)
        if not said and sign < 0:  # "Patience? I have none.": it turns what was said before
            words = [replace(word, sign=-word.sign) for word in words]
        words += said
    return Reading(plain, tuple(words))


def _spelt(plain: str) -> str:
    text = _NOT.sub(r"\1 not", plain.replace("\u2019", "'"))
    for written, meant in lists().spelling.items():
        text = re.sub(rf"\b{re.escape(written)}\b", meant, text)
    return text


def _clauses(text: str) -> Iterator[list[str]]:
    for part in _CLAUSE.split(text):
        tokens = _WORD.findall(part)
        clause: list[str] = []
        for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
            if token in lists().conjunctions or (token in lists().joiners and _measures(following)):
                yield clause
                clause = []
            clause.append(token)
        yield clause


def _measures(token: str) -> bool:
    return _turns(token) != "" or token in lists().much


def _clause(tokens: list[str]) -> tuple[list[Word], int]:
    """Give a clause's words and its sign: a word that turns its meaning turns all of it, or what follows."""
    said: list[Word] = []
    clause = after = 1
    at = 0
    while at < len(tokens):
        word, many = _phrase(tokens[at : at + 2])
        turns = _turns(tokens[at]) if word is None else ""
        at += many
        if turns == "all":
            clause = -clause
        elif turns == "after" or _too(tokens[max(0, at - 3) : at]):
            after = -after
        elif word is not None or (word := _word(tokens[at - 1])) is not None:
            said.append(replace(word, sign=word.sign * after))
            turned = after
    if said and after != turned:  # nothing came after it: "patience I have too little"
        clause = -clause
    return [replace(word, sign=word.sign * clause) for word in said], clause if said else clause * after


def _too(tokens: list[str]) -> bool:
    """Say whether three words are *too* … *to*: what comes after them does not happen ("too shy to ask")."""
    return (tokens[0], tokens[-1]) in lists().too and len(tokens) > 2  # noqa: PLR2004 - one word stands between


def _phrase(tokens: list[str]) -> tuple[Word | None, int]:
    """Give the word that the first tokens are together, and how many they are; None and 1 when they are none."""
    known = lists().phrases
    for many in range(len(tokens), 0, -1):
        phrase = " ".join(tokens[:many])
        if phrase in known:
            return Word(phrase, *known[phrase]), many
    return None, 1


@lru_cache(maxsize=8192)
def _turns(token: str) -> str:
    """Say whether a word turns all of its clause, what comes after it, or nothing."""
    for what, turning in (("all", lists().negators), ("after", lists().before)):
        if token in turning or lemma(token) in turning or _misspelt(token, turning):
            return what
    return ""


def _misspelt(token: str, words: Collection[str]) -> bool:
    if len(token) <= _LEAST_LETTERS or _is_word(token):
        return False
    return any(near(token, word) for word in words if len(word) >= _LEAST_LETTERS)


@lru_cache(maxsize=8192)
def _word(token: str) -> Word | None:
    """Give a word that says something, or None."""
    form = lemma(token)
    known = lists()
    if {token, form} & (known.function | known.much):
        return None
    for one in (token, form):
        if one in known.contraries:
            return Word(token, *known.contraries[one])
    for ending in known.endings:
        if form.endswith(ending) and len(form) >= len(ending) + _LEAST_LETTERS - 1:
            return Word(token, stem(lemma(form.removesuffix(ending))), -1)
    for prefix in known.prefixes:
        rest = form.removeprefix(prefix)
        if rest != form and len(rest) >= _LEAST_LETTERS and _is_word(rest):
            inner = _word(rest)
            return inner and Word(token, inner.key, -inner.sign)
    return Word(token, stem(form), 1, _is_word(token))


@lru_cache(maxsize=8192)
def lemma(token: str) -> str:
    """Give the dictionary form of a word."""
    return simplemma.lemmatize(token, lang=LANGUAGES).replace("_", "").casefold()


def _is_word(token: str) -> bool:
    return any(simplemma.is_known(token, lang=language) for language in LANGUAGES)
