"""The words of the interface: gettext catalogues, English in the sources, Dutch beside them.

``python -m workshop.words`` brings the catalogues up to date with the sources; translations are kept.
"""

from __future__ import annotations

import ast
import gettext
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
#: The languages of the interface; English needs no catalogue, it stands in the sources.
LANGUAGES = ("nl", "en")

_WARNING = "# Made by 'python -m workshop.words'; translate the msgstr lines, the rest is overwritten.\n\n"


def catalogue_path(language: str) -> Path:
    """Give the file of a language's catalogue."""
    return HERE / "locale" / language / "LC_MESSAGES" / "workshop.po"


@cache
def translator(language: str) -> gettext.NullTranslations:
    """Give the translations of a language; English texts come back as they are, and so does what is unknown."""
    path = catalogue_path(language)
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def words(language: str) -> dict[str, str]:
    """Give the front end's texts: English → text in `language`."""
    translate = translator(language).gettext
    return {text: translate(text) for text in sorted(set(front_end_texts()))}


def front_end_texts() -> Iterator[str]:
    """Find each text that the front end says: ``t("…")`` in its modules."""
    for path in sorted((HERE / "frontend").rglob("*.js")):
        yield from texts_in(path.read_text(encoding="utf-8"))


def texts_in(module: str) -> list[str]:
    """Find each text that a module of the front end says, also inside template strings, which Babel passes over."""
    return re.findall(r'\bt\("((?:[^"\\]|\\.)+)"', module)


def source_texts() -> Iterator[str]:
    """Find each text that anybody may be told: front end, templates, and what Python code says to people."""
    yield from front_end_texts()
    for path in sorted((HERE / "server" / "templates").rglob("*.html")):
        with path.open("rb") as file:
            for _line, text, _comments, _context in extract("jinja2", file):
                yield text if isinstance(text, str) else text[0]
    for path in sorted(HERE.rglob("*.py")):
        if path.name != "words.py":
            yield from _python_texts(ast.parse(path.read_text(encoding="utf-8")))


def _python_texts(tree: ast.AST) -> Iterator[str]:
    """Find ``_("…")``, the sentences of refusals, and tables of sentences (named ``_MISFITS`` or ``…_TEXTS``)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = {"_": 0, "gettext": 0, "RefusedError": 1}.get(name)
            if place is not None and len(node.args) > place:
                yield from _constant(node.args[place])
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if any(name == "_MISFITS" or name.endswith("_TEXTS") for name in names):
                for value in node.value.values:
                    yield from _constant(value)


def _constant(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def update(language: str) -> list[str]:
    """Bring a catalogue up to date with the sources, and give the texts that have no translation yet."""
    path = catalogue_path(language)
    known: dict[str, str] = {}
    if path.is_file():
        with path.open("rb") as file:
            known = {str(message.id): str(message.string) for message in read_po(file, locale=language) if message.id}
    fresh = Catalog(locale=language)
    for text in sorted(set(source_texts())):
        fresh.add(text, known.get(text, ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_WARNING.encode())
        write_po(
            file, fresh, width=120, omit_header=True, sort_output=True
        )  # a header has dates, which only make noise
    return [text for text in sorted(set(source_texts())) if not known.get(text)]


if __name__ == "__main__":
    for each in LANGUAGES[:1]:
        for missing in update(each):
            sys.stdout.write(f"{each}: not translated: {missing!r}\n")
