"""How a vote becomes a result."""

from __future__ import annotations

import pandas as pd

from workshop.broker.kinds._base import MadeOf, Releases, Rounds, Table, Translate
from workshop.charts import vote_figures
from workshop.content import Programme, VoteActivity
from workshop.content.ballot import Ballot
from workshop.privacy import release_votes
from workshop.summaries import disagreement


class VoteKind:
    """Votes in one or two rounds."""

    def release(
        self, programme: Programme, activity: VoteActivity, answers: Rounds, released: Releases, least: int
    ) -> tuple[Table, MadeOf]:
        """Release the distributions and the shift."""
        vote = _ballot(programme, activity)
        return release_votes(
            answers,
            released,
            choices=[choice.id for choice in vote.choices],
            steps=[step.value for step in vote.sureness.steps],
            least=least,
        )

    def people(self, table: Table) -> int:
        """Count the latest round that may be shown."""
        return most_voters(table)

    def texts(self, programme: Programme, activity: VoteActivity, table: Table, language: str) -> Table:
        """Add the choices' labels."""
        choices = _ballot(programme, activity).choices
        return {
            "choices": [choice.view(language) for choice in choices],
            **table,
        }

    def figures(self, programme: Programme, activity: VoteActivity, table: Table, language: str, _: Translate) -> Table:
        """Draw the distribution and the shift."""
        choices = _ballot(programme, activity).choices
        return vote_figures(table, [(c.id, c.short[language]) for c in choices], _)

    def division(self, table: Table) -> float | None:
        """Take the last round that may be shown."""
        return last_division(table)


def most_voters(table: Table) -> int:
    """Count the people of the round that most of them voted in, of those that may be shown."""
    return max((row.get("people", 0) for row in table["rounds"].values()), default=0)


def last_division(table: Table) -> float | None:
    """Say how divided the last round that may be shown is, 0 to 1."""
    rounds = [row for _n, row in sorted(table["rounds"].items()) if "counts" in row]
    return disagreement(pd.Series(rounds[-1]["counts"])) if rounds else None


def _ballot(programme: Programme, activity: VoteActivity) -> Ballot:
    ballot = programme.session_of(activity.id).vote
    assert ballot is not None  # noqa: S101 - a session with votes and no ballot does not load
    return ballot
