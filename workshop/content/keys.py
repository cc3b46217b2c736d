"""Find which keys may stand at a place in a file, by walking the models."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from workshop.content.lines import Place


def keys_at(model: type[BaseModel], loc: Place) -> list[str]:
    """Give the keys that a `model` allows at a place (as pydantic writes it, with the kind of an activity in it)."""
    here: Any = model
    for step in loc:
        here = _inner(_plain(here), step)
    here = _plain(here)
    return list(here.model_fields) if _is_model(here) else []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, RootModel)


def _plain(annotation: Any) -> Any:
    """Take off what only checks; several kinds of activity become a tuple of them."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        members = tuple(member for member in get_args(annotation) if member is not type(None))
        return _plain(members[0]) if len(members) == 1 else members
    return annotation


def _inner(here: Any, step: str | int) -> Any:
    if isinstance(here, tuple):
        return next((kind for kind in here if get_args(kind.model_fields["kind"].annotation) == (step,)), None)
    if get_origin(here) is tuple:
        return get_args(here)[0]
    if get_origin(here) is dict:
        return get_args(here)[1]
    found = here.model_fields.get(str(step)) if _is_model(here) else None
    return found.annotation if found else None
