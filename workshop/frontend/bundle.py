"""The front end as one text: for JupyterLab, where a widget carries its whole module along.

The conventions that make this simple: modules are imported by relative path and by name
(``import { a, b as c } from "./x.js"`` or ``import page from "./page.js"``), a declaration is exported where it stands
(``export function``, ``export class``, ``export const``), only the page's module has ``export default``, and no two
modules import each other. Each module becomes a function of its own, so private names never meet.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ENTRY = "page.js"
SHEETS = ("theme.css", "participant.css", "desk.css", "screen.css", "kinds.css", "table.css")

_IMPORT = re.compile(
    r'^import\s+(?:\{(?P<names>[^}]*)\}|(?P<default>\w+))\s+from\s+"(?P<path>\.[^"]+)";$', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?P<kind>async function|function|class|const) (?P<name>\w+)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def asset_folder() -> Path:
    """Give the folder with the modules and style sheets that a page loads: `host.js` and all it imports."""
    return Path(__file__).parent


@cache
def styles() -> str:
    """Give all style sheets as one text."""
    return "\n".join((asset_folder() / name).read_text("utf-8") for name in SHEETS)


@cache
def bundle() -> str:
    """Give `page.js` and all it imports as the text of one ES module, whose default export is the page.

    Raises
    ------
    ValueError
        A module does not keep to the conventions; the text names it and the line.
    """
    parts: list[str] = []
    _gather(asset_folder() / ENTRY, {}, parts, ())
    return "\n".join([*parts, f"export default {_name(asset_folder() / ENTRY)}.default;", ""])


def _name(path: Path) -> str:
    inside = path.resolve().relative_to(asset_folder().resolve()).with_suffix("")
    return "$" + "_".join(inside.parts)


def _gather(path: Path, done: dict[Path, str], parts: list[str], above: tuple[Path, ...]) -> str:
    path = path.resolve()
    if path in above:
        raise ValueError(f"{path.name} imports itself by way of {above[-1].name}; take what both need apart.")
    if path not in done:
        done[path] = _name(path)
        parts.append(_module(path, done, parts, (*above, path)))
    return done[path]


def _module(path: Path, done: dict[Path, str], parts: list[str], above: tuple[Path, ...]) -> str:
    def imported(match: re.Match[str]) -> str:
        source = _gather(path.parent / match["path"], done, parts, above)
        if match["default"]:
            return f"const {match['default']} = {source}.default;"
        return f"const {{{match['names'].replace(' as ', ': ')}}} = {source};"

    text = path.read_text("utf-8")
    exported = [match["name"] for match in _EXPORT.finditer(text)]
    text = _IMPORT.sub(imported, text)
    text = _EXPORT.sub(r"\g<kind> \g<name>", text)
    if _DEFAULT.search(text):
        text = _DEFAULT.sub("const $default = ", text)
        exported.append("default: $default")
    if odd := _LEFT.search(text):
        raise ValueError(f"{path.name}: {odd[0]!r} is a form of import or export that the bundle does not know.")
    return f"const {_name(path)} = (() => {{\n{text}\nreturn {{ {', '.join(exported)} }};\n}})();"
