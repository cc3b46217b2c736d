"""What all figures share: colours, type that reads from the back of a room, labels that cannot be markup."""

from __future__ import annotations

import html
import textwrap
from typing import Any

import plotly.graph_objects as go

INK = "#1f2933"
MUTED = "#5b6773"
FIRST = "#8db3ad"  # round 1 beside round 2
MAIN = "#0f5c5c"
#: Colours that stay apart for colour-blind eyes (after Okabe & Ito, Color Universal Design, 2008).
CHOICES = ("#0f5c5c", "#d1603d", "#e8a33d", "#4472a8", "#8a8f98", "#9a5b9c", "#5f8f3e")
#: Five steps from low to high, and one for 'cannot judge yet'.
STEPS = ("#c8553d", "#e8a97a", "#e9dfc7", "#7fb3a8", "#0f5c5c")
UNKNOWN = "#c4c9cf"


def label(text: str, width: int = 28) -> str:
    """Make a label of a text: wrapped at `width` characters, and shown as it is written.

    Plotly reads a subset of HTML in labels, so what came from people or files is escaped first.
    """
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(text, width)) or " "


def figure(*traces: Any, height: int = 560, **layout: Any) -> dict[str, Any]:
    """Assemble a figure in our style; plotly checks every name and value.

    Returns
    -------
    dict
        ``data`` and ``layout``, JSON-ready, without plotly's own template (7 kB that we do not use).
    """
    made = go.Figure(list(traces))
    made.update_layout(
        template=None,
        height=height,
        font={"family": "system-ui, sans-serif", "size": 22, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        hovermode=False,
        **{"margin": {"l": 12, "r": 24, "t": 24, "b": 24}, **layout},
    )
    plain: dict[str, Any] = made.to_plotly_json()
    return {"data": plain["data"], "layout": {k: v for k, v in plain["layout"].items() if k != "template"}}


def warm() -> None:
    """Draw something: plotly imports its parts at the first figure, and nobody should wait for that."""
    figure(go.Bar(x=[1], y=["a"], text=["1"]), go.Scatter(x=[1], y=["a"]))
    figure(go.Sankey(node={"label": ["a", "b"]}, link={"source": [0], "target": [1], "value": [1]}))
