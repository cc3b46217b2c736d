"""Figures of a self-assessment: how the group rated each statement, one figure a scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from workshop.charts.style import INK, MAIN, STEPS, UNKNOWN, figure, label

Translate = Callable[[str], str]


def rating_figures(
    table: Mapping[str, Any],
    *,
    scales: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
    steps: Sequence[tuple[int, str]],
    unknown: str,
    _: Translate,
) -> dict[str, Any]:
    """Draw a released self-assessment.

    Parameters
    ----------
    table
        As `workshop.privacy.release_ratings` gives.
    scales
        (id, title, statements as (id, text)) in the order to show.
    steps
        (value, label) from low to high.
    unknown
        The label of 'cannot judge yet'.
    _
        Translates an English text of ours.

    Returns
    -------
    dict
        ``main``, the scales' means; and a figure per scale under its id, as far as they may be shown.
    """
    figures: dict[str, Any] = {}
    means = [(title, table["scales"][scale].get("mean")) for scale, title, _statements in scales]
    if all(mean is not None for _title, mean in means):
        figures["main"] = _means([(title, float(mean or 0)) for title, mean in means], steps)
    for scale, _title, statements in scales:
        rows = table["scales"][scale]["statements"]
        shown = [(text, rows[name]) for name, text in statements if not rows[name].get("too_few")]
        if shown:
            figures[scale] = _statements(shown, steps, unknown)
    return figures


def _means(means: Sequence[tuple[str, float]], steps: Sequence[tuple[int, str]]) -> dict[str, Any]:
    low, high = steps[0][0], steps[-1][0]
    bar = go.Bar(
        y=[label(title) for title, _mean in means],
        x=[mean - low for _title, mean in means],
        base=low,
        orientation="h",
        width=0.55,
        marker={"color": MAIN, "cornerradius": 6},
        text=[f"{mean:.1f}" for _title, mean in means],
        textposition="outside",
        cliponaxis=False,
    )
    return figure(
        bar,
        height=140 + 96 * len(means),
        xaxis={
            "range": [low, high + 0.25],
            "tickvals": [value for value, _text in steps],
            "ticktext": [label(text, 16) for _value, text in steps],
            "tickfont": {"size": 16},
            "fixedrange": True,
            "automargin": True,
        },
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "ticksuffix": "  "},
    )


def _statements(
    rows: Sequence[tuple[str, Mapping[str, Any]]], steps: Sequence[tuple[int, str]], unknown: str
) -> dict[str, Any]:
    names = [label(text, 44) for text, _row in rows]
    columns = [(str(value), text, STEPS[n % len(STEPS)]) for n, (value, text) in enumerate(steps)]
    traces = []
    for key, text, colour in [*columns, ("unknown", unknown, UNKNOWN)]:
        people = [row["unknown"] if key == "unknown" else row["counts"][key] for _text, row in rows]
        traces.append(
            go.Bar(
                y=names,
                x=[n / row["people"] for n, (_text, row) in zip(people, rows, strict=True)],
                orientation="h",
                name=label(text, 60),
                marker={"color": colour},
                text=[str(n) if n else "" for n in people],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": "#ffffff" if colour in (STEPS[0], STEPS[-1]) else INK},
            )
        )
    return figure(
        *traces,
        height=130 + 74 * len(rows),
        barmode="stack",
        bargap=0.25,
        showlegend=True,
        xaxis={"visible": False, "range": [0, 1], "fixedrange": True},
        yaxis={
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "ticks": "",
            "ticksuffix": "  ",
            "tickfont": {"size": 18},
        },
    )
