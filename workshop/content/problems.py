"""Say what is wrong in a programme file: file, line, key, the value in quotes, and what to use."""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from workshop.content.lines import Document, Place

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a map with one text per language",
    "model_type": "a map of keys",
    "model_attributes_type": "a map of keys",
}


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
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"  # noqa: PLR2004 - fits a line


def one_of(known: Any) -> str:
    """Write what can be used."""
    return f"Use one of: {', '.join(str(word) for word in known)}."


def nearest(word: str, known: Any) -> str:
    """Ask whether a known word was meant, when one looks like it."""
    near = difflib.get_close_matches(word, [str(other) for other in known], n=1)
    return f"Did you mean '{near[0]}'? " if near else ""


def _problem(document: Document, model: type[BaseModel], details: Mapping[str, Any]) -> str:
    place = _place(document, details["loc"])
    kind, context = str(details["type"]), details.get("ctx", {})
    special = _SPECIAL.get(kind)
    if special:
        return special(document, place, context, details)
    if kind == "extra_forbidden":
        keys = _keys(model, details["loc"][:-1])
        owner = f"'{document.name(place[:-1])}'" if place[:-1] else "the file"
        hint = f"{nearest(str(place[-1]), keys)}{one_of(keys)}"
        return document.problem(place, f"{owner} has the unknown key '{place[-1]}'. {hint}")
    wanted = _WANTED.get(kind)
    text = f"Use {wanted}." if wanted else f"{details['msg']}."
    value = "empty" if details["input"] is None else quoted(details["input"])
    return document.problem(place, f"'{document.name(place)}' is {value}. {text}")


def _place(document: Document, loc: Place) -> Place:
    """Drop what pydantic adds to a place: the kind of an activity, and the mark of a wrong key."""
    place: Place = ()
    tagged = False
    for key in loc:
        here = document.at(place)
        if not tagged and isinstance(here, dict) and here.get("kind") == key and isinstance(place[-1:], tuple):
            tagged = True
            continue
        if key == "[key]":
            continue
        tagged = False
        place = (*place, key)
    return place


def _activity(document: Document, place: Place) -> str:
    own = document.at((*place, "id"))
    return f"activity '{own}'" if isinstance(own, str) else f"'{document.name(place)}'"


def _kinds() -> Any:
    from workshop.content.kinds import KINDS

    return one_of(KINDS)


def _unknown_kind(document: Document, place: Place, _context: Any, _details: Any) -> str:
    found = quoted(document.at((*place, "kind")))
    return document.problem((*place, "kind"), f"{_activity(document, place)} has kind {found}. {_kinds()}")


def _no_kind(document: Document, place: Place, _context: Any, _details: Any) -> str:
    return document.problem(place, f"{_activity(document, place)} has no 'kind'. {_kinds()}")


def _missing(document: Document, place: Place, _context: Any, _details: Any) -> str:
    owner = f"'{document.name(place[:-1])}'" if place[:-1] else "the file"
    return document.problem(place, f"{owner} has no '{place[-1]}'. Add it.")


def _missing_translation(document: Document, place: Place, context: Any, _details: Any) -> str:
    missing = context["missing"]
    add = " and ".join(f"'{language}: …'" for language in missing)
    names = " and ".join(f"'{language}'" for language in missing)
    return document.problem(place, f"'{document.name(place)}' has no text in {names}. Add {add}.")


def _empty_text(document: Document, place: Place, _context: Any, _details: Any) -> str:
    return document.problem(place, f"'{document.name(place)}' is empty. Write the text.")


def _unknown_language(document: Document, place: Place, context: Any, _details: Any) -> str:
    text = (
        f"'{document.name(place[:-1])}' has a text in '{context['language']}', which is no language of the programme."
    )
    return document.problem(place, f"{text} {one_of(context['known'])}")


def _unknown_scale(document: Document, place: Place, context: Any, _details: Any) -> str:
    text = f"'{document.name(place[:-1])}' names the scale '{context['scale']}', which the programme does not have."
    return document.problem(place, f"{text} {one_of(context['known'])}")


def _not_whole(document: Document, place: Place, context: Any, _details: Any) -> str:
    text = f"the values of '{document.name(place)}' add up to '{context['total']}'. Make them add up to 100."
    return document.problem(place, text)


def _not_numbered(document: Document, place: Place, context: Any, _details: Any) -> str:
    values = ", ".join(str(value) for value in context["values"])
    text = f"the steps of '{document.name(place)}' have the values '{values}'. Number two or more steps 1, 2, 3 …"
    return document.problem(place, text)


def _no_ballot(document: Document, _place: Place, context: Any, _details: Any) -> str:
    text = (
        f"activity '{context['activity']}' has kind 'vote', but the file has no 'vote'. Add the question and choices."
    )
    return document.problem((), text)


def _not_listed(document: Document, place: Place, context: Any, details: Any) -> str:
    known = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return document.problem(place, f"'{document.name(place)}' is {quoted(details['input'])}. Use one of: {known}.")


def _no_id(document: Document, place: Place, _context: Any, details: Any) -> str:
    text = f"'{document.name(place)}' is {quoted(details['input'])}."
    return document.problem(place, f"{text} Use small letters, digits and dashes, a letter first, 60 at most.")


_SPECIAL: dict[str, Callable[[Document, Place, Any, Any], str]] = {
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "missing": _missing,
    "missing_translation": _missing_translation,
    "empty_text": _empty_text,
    "unknown_language": _unknown_language,
    "unknown_scale": _unknown_scale,
    "not_whole": _not_whole,
    "steps_not_numbered": _not_numbered,
    "no_ballot": _no_ballot,
    "literal_error": _not_listed,
    "string_pattern_mismatch": _no_id,
    "string_too_long": _no_id,
}


def _keys(model: type[BaseModel], loc: Place) -> list[str]:
    """Find the keys that may stand at a place, by walking the models along it."""
    here: Any = model
    for step in loc:
        here = _inner(here, step)
    here = _plain(here)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _plain(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        return _plain(members[0]) if len(members) == 1 else tuple(members)
    return annotation


def _inner(annotation: Any, step: str | int) -> Any:
    here = _plain(annotation)
    if isinstance(here, tuple):  # kinds of activity: the step is the kind
        return next((m for m in here if get_args(m.model_fields["kind"].annotation) == (step,)), None)
    if get_origin(here) is tuple:
        return get_args(here)[0]
    if isinstance(here, type) and issubclass(here, BaseModel) and not issubclass(here, RootModel):
        found = here.model_fields.get(str(step))
        return found.annotation if found else None
    return None
