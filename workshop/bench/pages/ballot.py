"""Votes on situations: a SQLite file that all pages share, and the chart of what the group chose."""

import json
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from sqlalchemy import create_engine, event, text

HERE = Path(__file__).parent
CONTENT = json.loads((HERE / "content.json").read_text(encoding="utf-8"))
SITUATIONS: dict[str, str] = CONTENT["situations"]
CHOICES: dict[str, str] = CONTENT["choices"]

engine = create_engine(f"sqlite:///{HERE / 'votes.db'}", connect_args={"timeout": 30})


@event.listens_for(engine, "connect")
def _many_readers(connection, _record):
    connection.execute("pragma journal_mode = wal")


with engine.begin() as connection:
    connection.execute(
        text("create table if not exists vote (person text, item text, choice text, primary key (person, item))")
    )


def save(person: str, item: str, choice: str) -> None:
    """Keep somebody's choice."""
    with engine.begin() as connection:
        connection.execute(
            text("insert or replace into vote values (:person, :item, :choice)"),
            {"person": person, "item": item, "choice": choice},
        )


def count() -> int:
    """Count the votes."""
    with engine.connect() as connection:
        return connection.execute(text("select count(*) from vote")).scalar_one()


def table() -> pd.DataFrame:
    """Count the votes by situation (rows) and choice (columns)."""
    votes = pd.read_sql(text("select item, choice from vote"), engine.connect())
    counted = pd.crosstab(votes["item"], votes["choice"])
    return counted.reindex(index=list(SITUATIONS), columns=list(CHOICES), fill_value=0)


def chart() -> go.FigureWidget:
    """Make the chart of the group's votes."""
    bars = [go.Bar(name=label, y=list(SITUATIONS), orientation="h") for label in CHOICES.values()]
    figure = go.FigureWidget(bars, layout={"barmode": "stack", "height": 500})
    redraw(figure)
    return figure


def redraw(figure: go.FigureWidget) -> None:
    """Bring the chart up to date, in place."""
    votes = table()
    with figure.batch_update():
        for bar, choice in zip(figure.data, CHOICES, strict=True):
            bar.x = votes[choice].tolist()
