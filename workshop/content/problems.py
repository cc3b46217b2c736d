"""Say what is wrong in a programme file: file, line, key, the value in quotes, and what to use."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from workshop.content.keys import keys_at
from workshop.content.kinds import KINDS
from workshop.content.lines import Document, Place

#: Characters of a value that are shown.
SHOWN = 60

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a map",
    "model_type": "a map of keys",
    "model_attributes_type": "a map of keys",
}


@dataclass(frozen=True)
class Found:
    """Something wrong, as pydantic found it, and where that stands in the document."""

    document: Document
    place: Place
    value: Any
    context: Mapping[str, Any]
    message: str
    keys: Callable[[], list[str]]

    def name(self, place: Place | None = None) -> str:
        """Name a place in quotes; without `place` the one where it is wrong."""
        named = self.document.name(self.place if place is None else place)
        return f"'{named}'" if named else "the file"

    @property
    def owner(self) -> str:
        """Name what the place is in."""
        return self.name(self.place[:-1])

    @property
    def activity(self) -> str:
        """Name the activity that stands at the place."""
        own = self.document.at((*self.place, "id"))
        return f"activity '{own}'" if isinstance(own, str) else self.name()


def problems_of(document: Document, model: type[BaseModel], error: ValidationError) -> list[str]:
    """Write each problem that pydantic found in a document that should have been a `model`."""
    return [_problem(document, model, details) for details in error.errors(include_url=False)]


def quoted(value: Any) -> str:
    """Write a value in quotes, on one line and not too long."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None:
        return "empty"
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"'{text[: SHOWN - 1]}…'" if len(text) > SHOWN else f"'{text}'"


def one_of(known: Iterable[object]) -> str:
    """Write what can be used."""
    known = list(known)
    if not known:
        return "There is none yet to use."
    return f"Use one of: {', '.join(str(word) for word in known)}."


def nearest(word: str, known: Iterable[str]) -> str:
    """Ask whether a known word was meant, when one looks like it."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean '{near[0]}'? " if near else ""


def _problem(document: Document, model: type[BaseModel], details: Mapping[str, Any]) -> str:
    loc: Place = details["loc"]
    found = Found(
        document=document,
        place=_place(document, loc),
        value=details["input"],
        context=details.get("ctx", {}),
        message=details["msg"],
        keys=lambda: keys_at(model, loc[:-1]),
    )
    kind = str(details["type"])
    line = (*found.place, *(_INSIDE[kind](found) if kind in _INSIDE else ()))
    return document.problem(line, _SENTENCES[kind](found) if kind in _SENTENCES else _other(found, kind))


def _place(document: Document, loc: Place) -> Place:
    """Drop what pydantic adds to a place: the kind of an activity, and the mark of a wrong key."""
    place: Place = ()
    after_kind = False
    for key in loc:
        here = document.at(place)
        is_kind = not after_kind and isinstance(here, dict) and here.get("kind") == key
        if not is_kind and key != "[key]":
            place = (*place, key)
        after_kind = is_kind
    return place


def _other(found: Found, kind: str) -> str:
    if kind == "string_type" and found.value is None:
        return f"{found.name()} is empty. Write the text."
    wanted = f"Use {_WANTED[kind]}." if kind in _WANTED else f"{found.message}."
    return f"{found.name()} is {quoted(found.value)}. {wanted}"


def _unknown_key(found: Found) -> str:
    key, keys = str(found.place[-1]), found.keys()
    return f"{found.owner} has the unknown key '{key}'. {nearest(key, keys)}{one_of(keys)}"


def _kinds() -> str:
    return one_of(KINDS)


def _unknown_kind(found: Found) -> str:
    return f"{found.activity} has kind {quoted(found.document.at((*found.place, 'kind')))}. {_kinds()}"


def _no_translations(found: Found) -> str:
    texts = ", ".join(f"{language}: …" for language in found.context["known"])
    return f"{found.name()} is {quoted(found.value)}. Write it in each language: {{{texts}}}."


def _missing_translation(found: Found) -> str:
    names = " and ".join(f"'{language}'" for language in found.context["missing"])
    add = " and ".join(f"'{language}: …'" for language in found.context["missing"])
    return f"{found.name()} has no text in {names}. Add {add}."


def _unknown_language(found: Found) -> str:
    language, known = found.context["language"], found.context["known"]
    return f"{found.owner} has a text in '{language}', which is no language of the programme. {one_of(known)}"


def _unknown_scale(found: Found) -> str:
    scale, known = found.context["scale"], found.context["known"]
    place = found.place if isinstance(found.place[-1], str) else found.place[:-1]
    return f"{found.name(place)} names the scale '{scale}', which the programme does not have. {one_of(known)}"


def _not_listed(found: Found) -> str:
    known = str(found.context["expected"]).replace("'", "").replace(" or ", ", ")
    return f"{found.name()} is {quoted(found.value)}. Use one of: {known}."


def _not_an_id(found: Found) -> str:
    return f"{found.name()} is {quoted(found.value)}. Use small letters, digits and dashes, a letter first, 60 at most."


def _not_numbered(found: Found, wanted: str = "steps 1, 2, 3 …") -> str:
    values = ", ".join(str(value) for value in found.context["values"])
    return f"the steps of {found.name()} have the values '{values}'. Number two or more {wanted}"


_SENTENCES: dict[str, Callable[[Found], str]] = {
    "extra_forbidden": _unknown_key,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": lambda found: f"{found.activity} has no 'kind'. {_kinds()}",
    "missing": lambda found: f"{found.owner} has no '{found.place[-1]}'. Add it.",
    "missing_translation": _missing_translation,
    "empty_text": lambda found: f"{found.name()} is empty. Write the text.",
    "unknown_language": _unknown_language,
    "unknown_scale": _unknown_scale,
    "not_whole": lambda found: (
        f"the values of {found.name()} add up to '{found.context['total']}'. Make them add up to 100."
    ),
    "steps_not_numbered": _not_numbered,
    "weights_not_numbered": lambda found: _not_numbered(found, "weights 0, 1, 2 …"),
    "no_options": lambda found: f"{found.activity} needs either 'scale' or 'options'. Give one of the two.",
    "no_pair": lambda found: (
        f"{found.activity} has a meeting that is not between two of its fields. {one_of(found.context['known'])}"
    ),
    "no_ballot": lambda found: (
        f"activity '{found.context['activity']}' has kind 'vote', but the file has no 'vote'. "
        "Add the question and its choices."
    ),
    "too_few": lambda found: (
        f"{found.name()} is a list of '{len(found.value)}'. Put {found.context['least']} or more in it."
    ),
    "no_translations": _no_translations,
    "literal_error": _not_listed,
    "string_pattern_mismatch": _not_an_id,
    "string_too_long": _not_an_id,
}

#: Where the line of a problem is, when that is further in than pydantic says.
_INSIDE: dict[str, Callable[[Found], Place]] = {
    "union_tag_invalid": lambda _found: ("kind",),
    "no_pair": lambda found: ("meetings", found.context["number"], "between"),
    "no_ballot": lambda found: ("activities", found.context["number"], "kind"),
}
