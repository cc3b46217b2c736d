"""Figures of a vote: the distribution over the choices, round beside round, and who moved where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from workshop.charts.style import CHOICES, FIRST, MAIN, figure, label

Translate = Callable[[str], str]
_GAP = 0.055  # between two blocks of the shift, as a part of its height
_LINE = 0.07  # the height of a line of text there
_BESIDE = 240  # pixels for the names on each side, at the figure's type size


def vote_figures(table: Mapping[str, Any], choices: Sequence[tuple[str, str]], _: Translate) -> dict[str, Any]:
    """Draw a released vote.

    Parameters
    ----------
    table
        As `workshop.privacy.release_votes` gives.
    choices
        (id, label) in the order to show.
    _
        Translates an English text of ours.

    Returns
    -------
    dict
        ``main`` when a round may be shown, ``shift`` when the shift may: plotly figures as JSON-ready dicts.
    """
    figures: dict[str, Any] = {}
    rounds = {number: row for number, row in table["rounds"].items() if not row.get("too_few")}
    if rounds:
        figures["main"] = _distribution(rounds, choices, _)
    shift = table.get("shift")
    if shift and shift.get("flows"):
        figures["shift"] = _shift(shift, choices, _)
    return figures


def _distribution(
    rounds: Mapping[str, Mapping[str, Any]], choices: Sequence[tuple[str, str]], _: Translate
) -> dict[str, Any]:
    names = [label(text) for _id, text in choices]
    last = max(rounds)
    traces = []
    most = 1
    for number, row in sorted(rounds.items()):
        people = [row["counts"][choice] for choice, _text in choices]
        most = max(most, *people)
        traces.append(
            go.Bar(
                y=names,
                x=people,
                orientation="h",
                name=_("Round {round} ({people} people)").format(round=number, people=row["people"]),
                marker={"color": MAIN if number == last else FIRST, "cornerradius": 6},
                text=[str(n) for n in people],
                textposition="outside",
                cliponaxis=False,
            )
        )
    return figure(
        *traces,
        height=120 + 86 * len(choices),
        barmode="group",
        bargap=0.28,
        showlegend=True,
        xaxis={"visible": False, "range": [0, most * 1.12], "fixedrange": True},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "ticksuffix": "  "},
    )


def _shift(shift: Mapping[str, Any], choices: Sequence[tuple[str, str]], _: Translate) -> dict[str, Any]:
    colours = {choice: CHOICES[n % len(CHOICES)] for n, (choice, _text) in enumerate(choices)}
    flows = shift["flows"]
    before = _totals(flows, "from", choices)
    after = _totals(flows, "to", choices)
    most = max(len(before), len(after))
    left = {choice: n for n, choice in enumerate(before)}
    right = {choice: len(before) + n for n, choice in enumerate(after)}
    heights = [*_centres(before, most), *_centres(after, most)]
    sankey = go.Sankey(
        arrangement="fixed",
        node={
            "label": [""] * len(heights),  # they stand beside the flow, see _names
            "x": [0.001] * len(before) + [0.999] * len(after),  # plotly takes 0 for 'wherever you like'
            "y": heights,
            "color": [colours[c] for c in (*before, *after)],
            "pad": 34,
            "thickness": 20,
            "line": {"width": 0},
        },
        link={
            "source": [left[f["from"]] for f in flows],
            "target": [right[f["to"]] for f in flows],
            "value": [f["people"] for f in flows],
            "color": [_pale(colours[f["from"]]) for f in flows],
            "label": [str(f["people"]) for f in flows],
        },
    )
    texts = dict(choices)
    moved = _("{stayed} stayed with their choice, {moved} moved")
    return figure(
        sankey,
        height=max(320, 110 * most),
        title={"text": moved.format(stayed=shift["stayed"], moved=shift["moved"]), "x": 0, "font": {"size": 24}},
        annotations=[*_names(before, texts, most, left=True), *_names(after, texts, most, left=False)],
        margin={"l": _BESIDE, "r": _BESIDE, "t": 14, "b": 14},
    )


def _totals(flows: Sequence[Mapping[str, Any]], side: str, choices: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Count the people per choice on one side, in the programme's order; choices of nobody are left out."""
    counts = {choice: sum(f["people"] for f in flows if f[side] == choice) for choice, _text in choices}
    return {choice: people for choice, people in counts.items() if people}


def _centres(people: Mapping[str, int], most: int) -> list[float]:
    """Place the blocks of one side under each other: their centres, from 0 (top) to 1 (bottom)."""
    person = (1 - _GAP * (most - 1)) / sum(people.values())
    top = _GAP * (most - len(people)) / 2
    centres = []
    for n in people.values():
        centres.append(top + n * person / 2)
        top += n * person + _GAP
    return centres


def _names(people: Mapping[str, int], texts: Mapping[str, str], most: int, *, left: bool) -> list[dict[str, Any]]:
    """Name the blocks of one side beside the flow, so that no name lies on a colour or on another name."""
    names = [f"{label(texts[choice], 14)} <b>{n}</b>" for choice, n in people.items()]
    places = _apart(_centres(people, most), [1 + name.count("<br>") for name in names])
    return [
        {
            "text": name,
            "x": 0 if left else 1,
            "xanchor": "right" if left else "left",
            "xshift": -15 if left else 15,
            "y": 1 - place,
            "align": "right" if left else "left",
            "xref": "paper",
            "yref": "paper",
            "yanchor": "middle",
            "showarrow": False,
        }
        for name, place in zip(names, places, strict=True)
    ]


def _apart(centres: Sequence[float], lines: Sequence[int]) -> list[float]:
    """Move names apart where they would touch, first down, then up from the bottom."""
    places = list(centres)
    reach = [_LINE * n / 2 for n in lines]
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + reach[n - 1] + reach[n])
    floor = 1.0
    for n in reversed(range(len(places))):
        places[n] = min(places[n], floor - reach[n])
        floor = places[n] - reach[n]
    return places


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.42)"
