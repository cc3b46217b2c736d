"""How a ranking becomes a result."""

from __future__ import annotations

from workshop.broker.kinds._base import MadeOf, Releases, Rounds, Table, Translate
from workshop.charts import ranking_figures
from workshop.content import Programme, RankingActivity
from workshop.privacy import release_rankings


class RankingKind:
    """Everyone's top three."""

    def release(
        self,
        _programme: Programme,
        activity: RankingActivity,
        answers: Rounds,
        released: Releases,
        least: int,
    ) -> tuple[Table, MadeOf]:
        """Release the group's order, the points and the places."""
        table, made_of = release_rankings(
            answers.get(1, {}),
            released.get(1, ()),
            options=[option.id for option in activity.listed],
            places=activity.places,
            least=least,
        )
        return table, {1: made_of}

    def people(self, table: Table) -> int:
        """Count those who gave a top."""
        return int(table.get("people", 0))

    def texts(self, _programme: Programme, activity: RankingActivity, table: Table, language: str) -> Table:
        """Add the options' labels."""
        labels = _labels(activity, language)
        return {**table, "options": [{**row, "label": labels[row["id"]]} for row in table["options"]]}

    def figures(
        self,
        _programme: Programme,
        activity: RankingActivity,
        table: Table,
        language: str,
        _: Translate,
    ) -> Table:
        """Draw the points in the group's order."""
        return ranking_figures(table, _labels(activity, language), _)

    def division(self, _table: Table) -> float | None:
        """Not a vote."""
        return None


def _labels(activity: RankingActivity, language: str) -> dict[str, str]:
    return {option.id: option.label[language] for option in activity.listed}
