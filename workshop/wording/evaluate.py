"""Measure the text help on the labelled notes: ``python -m workshop.wording.evaluate [development|heldout]``.

It prints the tables of ``docs/wording.md``; ``--write`` puts them there.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from workshop.wording import baselines, suggesting
from workshop.wording.labelled import Group, Labelled, Suggest, count_homes, count_pairs, labelled
from workshop.wording.suggesting import Theme, alike, homes

DOCUMENT = Path(__file__).parents[2] / "docs" / "wording.md"
NAMES = {"nl": "Dutch", "en": "English"}
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)

_MARKS = re.compile(r"(<!-- figures: do not edit -->\n).*?(<!-- end -->)", re.DOTALL)


def our_home(note: str, themes: Mapping[str, Theme]) -> str | None:
    """Suggest as the product does."""
    home = homes([note], themes)[0]
    return home.theme if home else None


def home_at(threshold: float, *, ahead: float | None = None) -> Suggest:
    """Suggest as the product does, with another threshold."""

    def suggest(note: str, themes: Mapping[str, Theme]) -> str | None:
        home = homes([note], themes, least=threshold, ahead=suggesting.AHEAD if ahead is None else ahead)[0]
        return home.theme if home else None

    return suggest


HOMES: dict[str, Suggest] = {
    "text help": our_home,
    "plain TF-IDF": baselines.tfidf_home,
    "exact match": baselines.exact_home,
}
GROUPS: dict[str, Group] = {
    "text help": alike,
    "plain TF-IDF": baselines.tfidf_groups,
    "exact match": baselines.exact_groups,
}


def tables(part: str) -> Iterator[str]:
    """Give the lines of all tables, in Markdown."""
    told = {language: labelled(language, part) for language in NAMES}
    for language, notes in told.items():
        yield from _home_table(NAMES[language], notes)
    for language, notes in told.items():
        yield from _curve(NAMES[language], notes)
    for language, notes in told.items():
        yield from _pair_table(NAMES[language], notes)


def _home_table(language: str, part: Labelled) -> Iterator[str]:
    yield f"**A home for a note, {language}** ({sum(len(theme.notes) for theme in part.themes)} notes that have one)"
    yield ""
    yield "| | themes of | beside each name | right | wrong | withheld | lured | opposites |"
    yield "|---|---|---|---|---|---|---|---|"
    for fields, beside in ((True, 0), (True, 2), (True, None), (False, 2)):
        whose = "the note's field" if fields else "all fields"
        amount = "all others" if beside is None else f"{beside} notes"
        for name, suggest in HOMES.items():
            counts = count_homes(part, suggest, beside=beside, fields=fields)
            yield f"| {name} | {whose} | {amount} | {_home_row(counts)} |"
    yield ""


def _home_row(counts: Counter[str]) -> str:
    having = counts["right"] + counts["wrong"] + counts["withheld"]
    none = counts["lured"] + counts["left"]
    shares = [f"{counts[name]} ({_percent(counts[name], having)})" for name in ("right", "wrong", "withheld")]
    lured = f"{counts['lured']} of {none} ({_percent(counts['lured'], none)})"
    return " | ".join([*shares, lured, str(counts["opposites"])])


def _curve(language: str, part: Labelled) -> Iterator[str]:
    yield f"**Precision and recall by threshold, {language}** (the note's field, 2 notes beside each name)"
    yield ""
    yield "| threshold | precision | recall | lured | opposites |"
    yield "|---|---|---|---|---|"
    for threshold in THRESHOLDS:
        counts = count_homes(part, home_at(threshold), beside=2)
        given, having = counts["right"] + counts["wrong"], counts["right"] + counts["wrong"] + counts["withheld"]
        chosen = " (chosen)" if threshold == suggesting.HOME else ""
        yield (
            f"| {threshold}{chosen} | {_percent(counts['right'], given)} | {_percent(counts['right'], having)} "
            f"| {counts['lured']} of {counts['lured'] + counts['left']} | {counts['opposites']} |"
        )
    yield ""


def _pair_table(language: str, part: Labelled) -> Iterator[str]:
    yield f"**Notes that say the same, {language}** (pairs within a field)"
    yield ""
    yield "| | put together rightly | wrongly | of which opposites | precision | recall |"
    yield "|---|---|---|---|---|---|"
    for name, group in GROUPS.items():
        counts = count_pairs(part, group)
        given, same = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
        yield (
            f"| {name} | {counts['right']} | {counts['wrong']} | {counts['opposites']} "
            f"| {_percent(counts['right'], given)} | {_percent(counts['right'], same)} |"
        )
    yield ""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def main(say: Callable[[str], object] = print) -> None:
    """Print the tables, or put them into the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="heldout", choices=["development", "heldout"])
    parser.add_argument("--write", action="store_true", help="put the held-out tables into docs/wording.md")
    options = parser.parse_args()
    lines = "\n".join(tables("heldout" if options.write else options.part))
    if options.write:
        text = DOCUMENT.read_text("utf-8")
        DOCUMENT.write_text(_MARKS.sub(lambda match: f"{match[1]}\n{lines}\n{match[2]}", text), "utf-8")
    else:
        say(lines)


if __name__ == "__main__":
    main()
