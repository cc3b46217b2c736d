"""How a weighing becomes a result."""

from __future__ import annotations

from workshop.broker.kinds._base import MadeOf, Releases, Rounds, Table, Translate
from workshop.broker.kinds.vote import last_division, most_voters
from workshop.charts import vote_figures
from workshop.content import Programme, WeighingActivity
from workshop.privacy import release_weighings


class WeighingKind:
    """Two votes with a weighing of advantages and risks between them."""

    def release(
        self,
        _programme: Programme,
        activity: WeighingActivity,
        answers: Rounds,
        released: Releases,
        least: int,
    ) -> tuple[Table, MadeOf]:
        """Release the distributions, the shift, and the weights per point."""
        return release_weighings(
            answers,
            released,
            choices=[choice.id for choice in activity.choices],
            sides={name: [point.id for point in side.points] for name, side in activity.sides.items()},
            weights=[weight.value for weight in activity.weights],
            least=least,
        )

    def people(self, table: Table) -> int:
        """Count the round or the point that most people answered."""
        points = [point for side in table["sides"].values() for point in side["points"].values()]
        return int(max(most_voters(table), *(point.get("people", 0) for point in points)))

    def texts(self, _programme: Programme, activity: WeighingActivity, table: Table, language: str) -> Table:
        """Add the choices' labels, and the sides' titles and points."""
        sides = [
            {**shown, "mean": given["mean"], "points": [{**p, **given["points"][p["id"]]} for p in shown["points"]]}
            for shown, given in (
                (side.view(name, language), table["sides"][name]) for name, side in activity.sides.items()
            )
        ]
        return {**table, "choices": [choice.view(language) for choice in activity.choices], "sides": sides}

    def figures(
        self,
        _programme: Programme,
        activity: WeighingActivity,
        table: Table,
        language: str,
        _: Translate,
    ) -> Table:
        """Draw the distribution and the shift; the balance is a picture of the page's own."""
        return vote_figures(table, [(choice.id, choice.short[language]) for choice in activity.choices], _)

    def division(self, table: Table) -> float | None:
        """Take the last round that may be shown."""
        return last_division(table)
