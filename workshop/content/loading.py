"""Load a programme from its folder, and report everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, ValidationError
from pydantic_core import PydanticCustomError

from workshop.content.lines import Document, Place, UnreadableError, read_document
from workshop.content.model import Programme, Session
from workshop.content.problems import one_of, problems_of
from workshop.content.scales import Rating, Scale
from workshop.content.text import LANGUAGES, Id, Part, Some, Text
from workshop.errors import ContentError

PROGRAMME = "programme.yaml"
P = TypeVar("P", bound=Part)


def _file_name(name: str) -> str:
    if Path(name).name != name or not name.endswith(".yaml"):
        raise PydanticCustomError("value_error", "Use the name of a .yaml file in the same folder", {})
    return name


class ProgrammeFile(Part):
    """The keys of ``programme.yaml``."""

    id: Id
    title: Text
    languages: Some[Id]
    sessions: Some[Annotated[str, AfterValidator(_file_name)]]
    rating: Rating
    scales: tuple[Scale, ...] = ()


def load_programme(path: Path) -> Programme:
    """Load and check a programme.

    Parameters
    ----------
    path
        The programme's folder, or its ``programme.yaml``.

    Raises
    ------
    ContentError
        With every problem found, one a line: file, line, key, value and what to use.
    """
    main = path / PROGRAMME if path.is_dir() else path
    problems: list[str] = []
    document = _read(main, problems)
    if document is None:
        raise ContentError("\n".join(problems))
    context = {"languages": _languages(document), "scales": _ids(document, "scales")}
    file = _validate(ProgrammeFile, document, context, problems)
    documents = list(_session_documents(document, problems))
    sessions = [_validate(Session, other, context, problems) for other in documents]
    problems += _twice(document, documents)
    if problems or file is None:
        raise ContentError("\n".join(_in_order(problems)))
    return Programme(
        id=file.id,
        title=file.title,
        languages=file.languages,
        rating=file.rating,
        scales=file.scales,
        sessions=tuple(session for session in sessions if session is not None),
    )


def _read(path: Path, problems: list[str]) -> Document | None:
    try:
        document = read_document(path)
    except UnreadableError as error:
        problems.append(str(error))
        return None
    problems += document.problems
    return document


def _languages(document: Document) -> tuple[str, ...]:
    found = document.at(("languages",))
    fine = isinstance(found, tuple) and found and all(isinstance(language, str) for language in found)
    return found if fine else LANGUAGES


def _ids(document: Document, key: str) -> tuple[str, ...]:
    parts = [part for _place, part in document.parts(key) if isinstance(part, dict)]
    return tuple(part["id"] for part in parts if isinstance(part.get("id"), str))


def _validate(model: type[P], document: Document, context: dict[str, Any], problems: list[str]) -> P | None:
    try:
        return model.model_validate(document.data, context=context)
    except ValidationError as error:
        problems += problems_of(document, model, error)
        return None


def _session_documents(document: Document, problems: list[str]) -> Iterator[Document]:
    folder = document.path.parent
    named: set[str] = set()
    for place, name in document.parts("sessions"):
        if not isinstance(name, str) or Path(name).name != name:
            continue  # the check of the keys tells it
        if name in named:
            problems.append(document.problem(place, f"'sessions' names the file '{name}' twice. Keep one of them."))
            continue
        named.add(name)
        if not (folder / name).is_file():
            there = sorted(file.name for file in folder.glob("*.yaml") if file.name != PROGRAMME)
            text = f"'sessions' names the file '{name}', which is not in {folder}."
            problems.append(document.problem(place, f"{text} {one_of(there) if there else 'Make it.'}"))
            continue
        other = _read(folder / name, problems)
        if other is not None:
            yield other


def _in_order(problems: list[str]) -> list[str]:
    """Put each file's problems in the order of its lines."""
    places = [re.match(r"(.*?):(\d+): ", problem) for problem in problems]
    files = list(dict.fromkeys(place[1] for place in places if place))
    keys = [(files.index(place[1]), int(place[2])) if place else (len(files), 0) for place in places]
    return [problem for _key, problem in sorted(zip(keys, problems, strict=True), key=lambda pair: pair[0])]


def _twice(document: Document, others: list[Document]) -> Iterator[str]:
    """Report ids that are used twice among things of the same sort."""
    yield from _repeated("session", ((other, ("id",)) for other in others))
    yield from _repeated("scale", _id_places(document, "scales"))
    statements = (
        found for place, _part in document.parts("scales") for found in _id_places(document, *place, "statements")
    )
    yield from _repeated("statement", statements)
    yield from _repeated("activity", (found for other in others for found in _id_places(other, "activities")))
    for other in others:
        yield from _repeated("choice", _id_places(other, "vote", "choices"))
        for place, _part in other.parts("activities"):
            yield from _repeated("choice", _id_places(other, *place, "choices"))
            yield from _repeated("option", _id_places(other, *place, "options"))
            yield from _repeated("field", _id_places(other, *place, "fields"))
            sides = (_id_places(other, *place, side, "points") for side in ("advantages", "risks"))
            yield from _repeated("point", (found for side in sides for found in side))


def _id_places(document: Document, *keys: str | int) -> Iterator[tuple[Document, Place]]:
    return ((document, (*place, "id")) for place, _part in document.parts(*keys))


def _repeated(what: str, places: Iterable[tuple[Document, Place]]) -> Iterator[str]:
    first: dict[str, str] = {}
    for document, place in places:
        own = document.at(place)
        if not isinstance(own, str):
            continue
        if own in first:
            text = f"{what} id '{own}' is used twice; the first is at {first[own]}. Give each its own id."
            yield document.problem(place, text)
        first.setdefault(own, f"{document.path}:{document.line(place)}")
