"""Figure of a ranking: the points in the group's order, each bar in parts by the place that people gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go

from workshop.charts.style import INK, figure, label

Translate = Callable[[str], str]
_LINE = 24  # characters that stand on one line in any case
#: The first place, the second, the third: dark to light, so that they stay apart without colour too.
PLACES = ("#0f5c5c", "#5f9c95", "#bcd8d3")


def ranking_figures(table: Mapping[str, Any], labels: Mapping[str, str], _: Translate) -> dict[str, Any]:
    """Draw a released ranking.

    Parameters
    ----------
    table
        As `workshop.privacy.release_rankings` gives.
    labels
        Option → label.
    _
        Translates an English text of ours.

    Returns
    -------
    dict
        ``main``, when the ranking may be shown.
    """
    rows = table.get("options", ())
    if not rows:
        return {}
    names = [_name(labels[row["id"]]) for row in rows]
    places = len(rows[0]["places"])
    bars = [_place(names, [row["places"][n] for row in rows], n, places, _) for n in range(places)]
    points = [row["points"] for row in rows]
    most = max(points)
    ranks = _texts(names, [-0.04 * most] * len(rows), [f"<b>{row['rank']}</b>" for row in rows], "middle center")
    sums = _texts(names, points, [f" <b>{n}</b>" for n in points], "middle right")
    return {
        "main": figure(
            *bars,
            ranks,
            sums,
            height=110 + 78 * len(rows),
            barmode="stack",
            bargap=0.3,
            showlegend=True,
            xaxis={"visible": False, "range": [-0.08 * most, 1.12 * most], "fixedrange": True},
            yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "ticksuffix": "  "},
        )
    }


def _name(text: str) -> str:
    """Wrap a longer name in two lines of much the same length, so that the bars keep their room."""
    return label(text, max(_LINE, len(text) // 2 + 4))


def _texts(names: list[str], x: list[float], texts: list[str], position: str) -> go.Scatter:
    """Write beside the bars."""
    return go.Scatter(y=names, x=x, mode="text", text=texts, textposition=position, cliponaxis=False, showlegend=False)


def _place(names: list[str], people: list[int], n: int, places: int, _: Translate) -> go.Bar:
    """Draw what one place brought: its points as the length, its people as the number."""
    return go.Bar(
        y=names,
        x=[(places - n) * each for each in people],
        orientation="h",
        name=_("Place {place}").format(place=n + 1),
        marker={"color": PLACES[n], "line": {"color": "#ffffff", "width": 2}},
        text=[str(each) if each else "" for each in people],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": INK if n else "#ffffff"},
        constraintext="none",
    )
