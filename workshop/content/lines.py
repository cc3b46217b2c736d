"""Read a YAML file and remember on which line each key stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Key = str | int
Place = tuple[Key, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_SAVE = "Save the file as UTF-8."


class UnreadableError(Exception):
    """A file that cannot be read at all; the text is the problem, with file and line."""


@dataclass(frozen=True)
class Document:
    """A file's data (maps, tuples, texts, numbers), with the line of every place in it."""

    path: Path
    data: Any
    lines: dict[Place, int] = field(repr=False)
    problems: list[str] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Give the line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, text: str) -> str:
        """Write a problem with its file and line."""
        return f"{self.path}:{self.line(place)}: {text}"

    def at(self, place: Place) -> Any:
        """Give what stands at a place, None when nothing does."""
        here = self.data
        for key in place:
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def parts(self, *keys: Key) -> Iterator[tuple[Place, Any]]:
        """Go through the list at a place (through nothing when it is no list)."""
        found = self.at(keys)
        for number, part in enumerate(found if isinstance(found, tuple) else ()):
            yield (*keys, number), part

    def name(self, place: Place) -> str:
        """Write a place for people: ``activities[grens-05].title``; list items by id, else counted from 1."""
        name = ""
        for depth, key in enumerate(place):
            if isinstance(key, str):
                name += f".{key}" if name else key
                continue
            part = self.at(place[: depth + 1])
            own = part.get("id") if isinstance(part, dict) else None
            name += f"[{own}]" if isinstance(own, str) else f"[{key + 1}]"
        return name


def read_document(path: Path) -> Document:
    """Read one file; `UnreadableError` when it is missing, not UTF-8 or not YAML."""
    root = _compose(path, _text(path))
    document = Document(path, {}, {(): 1})
    if root is None:
        raise UnreadableError(f"{path}:1: the file is empty. Write the keys it needs.")
    data = _Builder(document).build(root, ())
    return Document(path, data, document.lines, document.problems)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"{path}:1: the file does not exist. Make it, or give another path.") from None
    except OSError as error:
        raise UnreadableError(f"{path}:1: the file cannot be read: {error.strerror}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{path}:{line}: byte '0x{raw[error.start]:02x}' is not UTF-8. {_SAVE}") from None


def _compose(path: Path, text: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sign = f"0x{error.character:02x}" if isinstance(error.character, int) else str(error.character)
        raise UnreadableError(f"{path}:{line}: character '{sign}' is not allowed in YAML. Take it out.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context
        hint = "Check the indentation, and put quotes around a text with ': ' or ' #' in it."
        raise UnreadableError(f"{path}:{mark.line + 1}: this is not YAML: {reason}. {hint}") from None
    except RecursionError:
        raise UnreadableError(f"{path}:1: the lists and maps are nested too deeply. Use fewer levels.") from None


class _Builder:
    """Turns YAML nodes into data, and notes lines and what YAML itself lets pass."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._built: dict[int, Any] = {}  # by node; the same node again is a reference to it

    def build(self, node: Any, place: Place) -> Any:
        self._document.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._built:
            # References can blow a small file up to gigabytes, or go round in circles.
            text = f"'{self._document.name(place)}' is a reference (*…) to another place. Write it out."
            self._document.problems.append(self._document.problem(place, text))
            return self._built[id(node)]
        self._built[id(node)] = None
        self._built[id(node)] = self._value(node, place)
        return self._built[id(node)]

    def _value(self, node: Any, place: Place) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._map(node, place)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(part, (*place, number)) for number, part in enumerate(node.value))
        return _scalar(node)

    def _map(self, node: Any, place: Place) -> dict[str, Any]:
        built: dict[str, Any] = {}
        lines = self._document.lines
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            here = (*place, key)
            line = key_node.start_mark.line + 1
            if key in built:
                text = f"key '{key}' stands twice; the first is at line {lines[here]}. Keep one of them."
                self._document.problems.append(f"{self._document.path}:{line}: {text}")
                continue
            lines[here] = line
            built[key] = self.build(value_node, here)
        return built


def _scalar(node: Any) -> Any:
    """Read a plain word as little as possible: 'no', 'ja', 1-2-2024 and 012 stay text."""
    text: str = node.value
    if node.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if (_INTEGER.match(text) and not text.lstrip("+-").startswith("0")) or text == "0":
        return int(text)
    return float(text) if _DECIMAL.match(text) else text
