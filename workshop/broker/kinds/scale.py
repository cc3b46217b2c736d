"""How a self-assessment becomes a result."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.broker.kinds._base import MadeOf, Releases, Rounds, Table, Translate
from workshop.charts import rating_figures
from workshop.content import Programme, ScaleActivity
from workshop.content.scales import Scale
from workshop.privacy import release_ratings


class ScaleKind:
    """Self-assessments."""

    def release(
        self, programme: Programme, activity: ScaleActivity, answers: Rounds, released: Releases, least: int
    ) -> tuple[Table, MadeOf]:
        """Release the counts per statement and the means."""
        table, made_of = release_ratings(
            answers.get(1, {}),
            released.get(1, ()),
            scales={s.id: [statement.id for statement in s.statements] for s in _scales(programme, activity)},
            steps=[step.value for step in programme.rating.steps],
            least=least,
        )
        return table, {1: made_of}

    def people(self, table: Table) -> int:
        """Count the statement that most people answered."""
        rows = [row for scale in table["scales"].values() for row in scale["statements"].values()]
        return max((row.get("people", 0) for row in rows), default=0)

    def texts(self, programme: Programme, activity: ScaleActivity, table: Table, language: str) -> Table:
        """Add the scales' titles and the statements."""
        return {
            "steps": [{"value": s.value, "label": s.label[language]} for s in programme.rating.steps],
            "scales": [
                {
                    "id": scale.id,
                    "title": scale.title[language],
                    **table["scales"][scale.id],
                    "statements": [
                        {"id": s.id, "text": s.text[language], **table["scales"][scale.id]["statements"][s.id]}
                        for s in scale.statements
                    ],
                }
                for scale in _scales(programme, activity)
            ],
        }

    def figures(
        self, programme: Programme, activity: ScaleActivity, table: Table, language: str, _: Translate
    ) -> Table:
        """Draw the scales' means and each scale's statements."""
        return rating_figures(
            table,
            scales=[
                (s.id, s.title[language], [(statement.id, statement.text[language]) for statement in s.statements])
                for s in _scales(programme, activity)
            ],
            steps=[(step.value, step.label[language]) for step in programme.rating.steps],
            unknown=programme.rating.unknown[language],
            _=_,
        )

    def division(self, _table: Table) -> float | None:
        """Not a vote."""
        return None


def _scales(programme: Programme, activity: ScaleActivity) -> Sequence[Scale]:
    return [scale for scale in programme.scales if scale.id in activity.scales]
