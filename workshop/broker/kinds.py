"""How each kind of activity becomes a result: released, put into words, drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from workshop.charts import rating_figures, vote_figures
from workshop.content import Activity, Programme, ScaleActivity, VoteActivity
from workshop.content.ballot import Ballot
from workshop.privacy import Answered, release_ratings, release_votes
from workshop.summaries import disagreement

Table = dict[str, Any]
Rounds = Mapping[int, Mapping[str, Answered]]
Releases = Mapping[int, Sequence[Mapping[str, Answered]]]
MadeOf = dict[int, dict[str, dict[int, Any]]]
Translate = Callable[[str], str]


class Kind(Protocol):
    """What a kind of activity with answers knows of its results."""

    def release(
        self, programme: Programme, activity: Any, answers: Rounds, released: Releases, least: int
    ) -> tuple[Table, MadeOf]:
        """Let the answers through the privacy gate."""

    def people(self, table: Table) -> int:
        """Say how many people's answers the table speaks of; 0 when it may not be shown."""

    def texts(self, programme: Programme, activity: Any, table: Table, language: str) -> Table:
        """Put the programme's texts into the table, for pages."""

    def figures(self, programme: Programme, activity: Any, table: Table, language: str, _: Translate) -> Table:
        """Draw the table."""

    def division(self, table: Table) -> float | None:
        """Say how divided the group is, 0 to 1; None when this kind cannot tell."""


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
        return max((row.get("people", 0) for row in table["rounds"].values()), default=0)

    def texts(self, programme: Programme, activity: VoteActivity, table: Table, language: str) -> Table:
        """Add the choices' labels."""
        choices = _ballot(programme, activity).choices
        return {
            "choices": [{"id": c.id, "label": c.label[language], "short": c.short[language]} for c in choices],
            **table,
        }

    def figures(self, programme: Programme, activity: VoteActivity, table: Table, language: str, _: Translate) -> Table:
        """Draw the distribution and the shift."""
        choices = _ballot(programme, activity).choices
        return vote_figures(table, [(c.id, c.short[language]) for c in choices], _)

    def division(self, table: Table) -> float | None:
        """Take the last round that may be shown."""
        rounds = [row for _n, row in sorted(table["rounds"].items()) if "counts" in row]
        return disagreement(pd.Series(rounds[-1]["counts"])) if rounds else None


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

    def division(self, table: Table) -> float | None:
        """Not a vote."""
        del table
        return None


def _ballot(programme: Programme, activity: VoteActivity) -> Ballot:
    ballot = programme.session_of(activity.id).vote
    assert ballot is not None  # noqa: S101 - a session with votes and no ballot does not load
    return ballot


def _scales(programme: Programme, activity: ScaleActivity) -> Sequence[Any]:
    return [scale for scale in programme.scales if scale.id in activity.scales]


_KINDS: dict[str, Kind] = {"vote": VoteKind(), "scale": ScaleKind()}


def kind_of(activity: Activity) -> Kind:
    """Give how an activity becomes a result."""
    return _KINDS[activity.kind]
