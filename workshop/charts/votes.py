"""Figures of a vote: the distribution over the choices, round beside round, and who moved where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from workshop.charts.style import CHOICES, FIRST, MAIN, figure, label

Translate = Callable[[str], str]


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
                text=[str(n) if n else "" for n in people],
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
    texts = dict(choices)
    before = [c for c, _text in choices if any(f["from"] == c for f in shift["flows"])]
    after = [c for c, _text in choices if any(f["to"] == c for f in shift["flows"])]
    left = {choice: n for n, choice in enumerate(before)}
    right = {choice: len(before) + n for n, choice in enumerate(after)}

    def total(choice: str, side: str) -> int:
        return sum(f["people"] for f in shift["flows"] if f[side] == choice)

    sankey = go.Sankey(
        arrangement="fixed",
        node={
            "label": [f"{label(texts[c], 22)}: {total(c, 'from')}" for c in before]
            + [f"{label(texts[c], 22)}: {total(c, 'to')}" for c in after],
            "color": [colours[c] for c in (*before, *after)],
            "pad": 34,
            "thickness": 26,
            "line": {"width": 0},
        },
        link={
            "source": [left[f["from"]] for f in shift["flows"]],
            "target": [right[f["to"]] for f in shift["flows"]],
            "value": [f["people"] for f in shift["flows"]],
            "color": [_pale(colours[f["from"]]) for f in shift["flows"]],
            "label": [str(f["people"]) for f in shift["flows"]],
        },
    )
    moved = _("{stayed} stayed with their choice, {moved} moved")
    return figure(
        sankey,
        height=max(320, 110 * max(len(before), len(after))),
        title={"text": moved.format(stayed=shift["stayed"], moved=shift["moved"]), "x": 0, "font": {"size": 24}},
    )


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.38)"
