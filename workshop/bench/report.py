"""The figures as a table: for the terminal, and for `docs/performance.md`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workshop.bench.machine import told
from workshop.errors import SettingsError

#: Between these two lines of a document stands the table of a run with so many people.
BEGIN, END = "<!-- figures with {people} people: begin -->", "<!-- figures with {people} people: end -->"

Figures = dict[str, Any]
Value = float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes
    ----------
    label
        What is measured; ``{people}`` in it becomes their number.
    unit
        Behind the number: ``s``, ``ms``, ``MB``, ``kB``, ``%`` or nothing.
    value
        Finds the number among the figures of one product.
    """

    label: str
    unit: str
    value: Callable[[Figures], Value]


def _key(name: str) -> Callable[[Figures], Value]:
    return lambda figures: figures.get(name)


def _sum(*names: str) -> Callable[[Figures], Value]:
    def add(figures: Figures) -> Value:
        parts = [figures.get(name) for name in names]
        return None if None in parts else sum(part for part in parts if part is not None)

    return add


def _kilo(name: str) -> Callable[[Figures], Value]:
    def divide(figures: Figures) -> Value:
        found = figures.get(name)
        return None if found is None else found / 1000

    return divide


ROWS = (
    Row("a page alone, nothing made ready", "s", _key("page_alone_s")),
    Row("{people} join at once, pages made ready: median", "s", _key("join_median_s")),
    Row("… 95th percentile", "s", _key("join_p95_s")),
    Row("… the last", "s", _key("join_last_s")),
    Row("{people} join at once, nothing made ready: median", "s", _key("join_cold_median_s")),
    Row("… 95th percentile", "s", _key("join_cold_p95_s")),
    Row("… the last", "s", _key("join_cold_last_s")),
    Row("CPU per participant: server", "s", _key("server_cpu_s_per_page")),
    Row("… kernel", "s", _key("kernel_cpu_s_per_page")),
    Row("… all in all", "s", _sum("server_cpu_s_per_page", "kernel_cpu_s_per_page")),
    Row("own memory per participant", "MB", _key("uss_mb_per_page")),
    Row("… and the server grows by", "MB", _key("server_growth_mb_per_page")),
    Row("all memory, {people} participants and a screen", "MB", _key("all_memory_mb")),
    Row("first visit, on the wire", "kB", _kilo("first_visit_bytes")),
    Row("repeat visit, on the wire", "kB", _kilo("repeat_visit_bytes")),
    Row("cold Chromium, until the first click is acknowledged", "s", _key("first_click_s")),
    Row("vote → saved, {people} within some seconds: median", "ms", _key("vote_saved_median_ms")),
    Row("… 95th percentile", "ms", _key("vote_saved_p95_ms")),
    Row("… the slowest", "ms", _key("vote_saved_max_ms")),
    Row("vote → screen, two people: median", "ms", _key("vote_to_screen_two_median_ms")),
    Row("… 95th percentile", "ms", _key("vote_to_screen_two_p95_ms")),
    Row("… the slowest", "ms", _key("vote_to_screen_two_max_ms")),
    Row("vote → screen, {people} within some seconds: median", "ms", _key("vote_to_screen_median_ms")),
    Row("… 95th percentile", "ms", _key("vote_to_screen_p95_ms")),
    Row("… the slowest", "ms", _key("vote_to_screen_max_ms")),
    Row("idle, {people} open pages and a screen, of one core", "%", _key("idle_cpu_percent")),
    Row("errors", "", _key("errors")),
)
_LABELS = {"voila": "plain Voilà", "solara": "Solara"}


def columns(found: Figures) -> dict[str, Figures]:
    """Give the figures of each product, by the head of its column."""
    return {"workshop": found} | {label: found[name] for name, label in _LABELS.items() if name in found}


def cells(found: Figures) -> list[list[str]]:
    """Give the table as text, the heads first."""
    products = columns(found)
    rows = [["", *products]]
    for row in ROWS:
        label = row.label.format(people=found["people"])
        rows.append([label, *(_told(row.value(figures), row.unit) for figures in products.values())])
    return rows


def plain(found: Figures) -> str:
    """Write the table for a terminal."""
    rows = cells(found)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_padded(row, widths) for row in rows]
    return "\n".join([*lines, "", told(found["machine"]), *_remarks(found)])


def markdown(found: Figures) -> str:
    """Write the table for a document."""
    head, *rows = cells(found)
    lines = [_piped(head), _piped(["---", *("---:" for _ in head[1:])]), *map(_piped, rows)]
    return "\n".join([*lines, "", told(found["machine"]), *_remarks(found)])


def write_into(document: Path, found: Figures) -> None:
    """Put the table between the two marks that a document has for this number of people.

    Raises
    ------
    SettingsError
        The document is not there, or has not both marks, each once.
    """
    try:
        text = document.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"'{document}' cannot be read: {error.strerror or error}.") from error
    begin, end = (mark.format(people=found["people"]) for mark in (BEGIN, END))
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise SettingsError(f"'{document}' has no place for the figures. Put '{begin}' and '{end}' into it, in lines.")
    before, after = text[: text.index(begin)], text[text.index(end) :]
    document.write_text(f"{before}{begin}\n\n{markdown(found)}\n\n{after}", encoding="utf-8")


def _remarks(found: Figures) -> list[str]:
    """Say what went wrong, or could not be measured."""
    lines = []
    for label, figures in columns(found).items():
        lines += [f"{label}: {text}" for text in figures.get("error_texts", ())]
        if note := figures.get("chromium_note"):
            lines.append(f"{label}: {note}")
    return [part for line in lines for part in ("", line)]


def _told(value: Value, unit: str) -> str:
    if value is None:
        return "–"  # noqa: RUF001 - as in any table
    digits = 0 if unit in {"", "kB", "ms"} or abs(value) >= 100 else 3 if abs(value) < 1 else 2  # noqa: PLR2004
    if unit == "ms" and value < 10:  # noqa: PLR2004
        digits = 1
    return f"{value:.{digits}f} {unit}".strip()


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    label, *values = row
    return "  ".join(
        [label.ljust(widths[0]), *(value.rjust(width) for value, width in zip(values, widths[1:], strict=True))]
    ).rstrip()


def _piped(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"
