"""Plausible answers for simulated participants, so that a rehearsal looks like a real group."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from workshop.content.kinds import RankingActivity, TableActivity, WeighingActivity
from workshop.content.lines import Document, UnreadableError, read_document
from workshop.content.model import Programme
from workshop.content.places import packaged
from workshop.content.problems import one_of, problems_of
from workshop.content.text import Part
from workshop.errors import ContentError

Weight = Annotated[float, Field(ge=0)]


def _somebody(weights: dict[str, float]) -> dict[str, float]:
    if not sum(weights.values()):
        raise PydanticCustomError("no_weight", "Give at least one choice a weight above 0", {})
    return weights


Weights = Annotated[dict[str, Weight], AfterValidator(_somebody)]
Mean = Annotated[float, Field(ge=1, le=5)]


class RehearsedVote(Part):
    """How a group tends to vote on one situation: a weight per choice for each round, and own words by language."""

    round_1: Weights
    round_2: Weights
    words: dict[str, tuple[str, ...]]


class RehearsedStatement(Part):
    """The mean rating of one statement (1 to 5) at each moment."""

    voor: Mean
    na: Mean
    terugblik: Mean


class RehearsedWeighing(Part):
    """How a group tends to vote on a question in each round, and the mean weight (0 and up) of each point."""

    round_1: Weights
    round_2: Weights
    points: dict[str, Weight]


class Rehearsal(Part):
    """Everything that simulated participants answer with.

    Attributes
    ----------
    rankings
        Ranking → option → how much it draws people.
    tables
        Table → field → language → what people may write there.
    """

    names: tuple[str, ...]
    votes: dict[str, RehearsedVote]
    statements: dict[str, RehearsedStatement]
    rankings: dict[str, Weights] = Field(default_factory=dict)
    weighings: dict[str, RehearsedWeighing] = Field(default_factory=dict)
    tables: dict[str, dict[str, dict[str, tuple[str, ...]]]] = Field(default_factory=dict)


def load_rehearsal(path: Path | None = None, *, programme: Programme | None = None) -> Rehearsal:
    """Load the answers of simulated participants.

    Parameters
    ----------
    path
        The file; None takes the one that comes with the package.
    programme
        When given, every activity, choice and statement that the file names must exist in it.

    Raises
    ------
    ContentError
        With every problem found, one a line.
    """
    try:
        document = read_document(path or packaged("data") / "rehearsal" / "answers.yaml")
        rehearsal = Rehearsal.model_validate(document.data)
    except UnreadableError as error:
        raise ContentError(str(error)) from None
    except ValidationError as error:
        raise ContentError("\n".join(problems_of(document, Rehearsal, error))) from None
    problems = [*document.problems, *(_unknown(document, rehearsal, programme) if programme else ())]
    if problems:
        raise ContentError("\n".join(problems))
    return rehearsal


def _unknown(document: Document, rehearsal: Rehearsal, programme: Programme) -> Iterator[str]:
    """Report what the file names and the programme does not have."""
    statements = [statement.id for scale in programme.scales for statement in scale.statements]
    for name in rehearsal.statements:
        yield from _not_among(document, ("statements", name), statements, "the programme has no statement")
    ballots = {activity.id: session.vote for session in programme.sessions for activity in session.activities}
    yield from _unknown_rankings(document, rehearsal, programme)
    yield from _unknown_weighings(document, rehearsal, programme)
    yield from _unknown_fields(document, rehearsal, programme)
    for name, vote in rehearsal.votes.items():
        ballot = ballots.get(name)
        if ballot is None:
            yield document.problem(("votes", name), f"the programme has no vote '{name}'. Take it out.")
            continue
        choices = [choice.id for choice in ballot.choices]
        for key, weights in (("round_1", vote.round_1), ("round_2", vote.round_2)):
            for choice in weights:
                yield from _not_among(document, ("votes", name, key, choice), choices, "the vote has no choice")
        for language in vote.words:
            place = ("votes", name, "words", language)
            yield from _not_among(document, place, programme.languages, "the programme has no language")


def _unknown_rankings(document: Document, rehearsal: Rehearsal, programme: Programme) -> Iterator[str]:
    activities = {one.id: one for one in programme.activities if isinstance(one, RankingActivity)}
    for name, weights in rehearsal.rankings.items():
        yield from _not_among(document, ("rankings", name), activities, "the programme has no ranking")
        options = [option.id for option in activities[name].listed] if name in activities else list(weights)
        for option in weights:
            yield from _not_among(document, ("rankings", name, option), options, "the ranking has no option")


def _unknown_weighings(document: Document, rehearsal: Rehearsal, programme: Programme) -> Iterator[str]:
    activities = {one.id: one for one in programme.activities if isinstance(one, WeighingActivity)}
    for name, weighing in rehearsal.weighings.items():
        yield from _not_among(document, ("weighings", name), activities, "the programme has no weighing")
        if name not in activities:
            continue
        choices = [choice.id for choice in activities[name].choices]
        for key, weights in (("round_1", weighing.round_1), ("round_2", weighing.round_2)):
            for choice in weights:
                yield from _not_among(document, ("weighings", name, key, choice), choices, "the weighing has no choice")
        for point in weighing.points:
            place = ("weighings", name, "points", point)
            yield from _not_among(document, place, activities[name].points, "the weighing has no point")


def _unknown_fields(document: Document, rehearsal: Rehearsal, programme: Programme) -> Iterator[str]:
    activities = {one.id: one for one in programme.activities if isinstance(one, TableActivity)}
    for name, fields in rehearsal.tables.items():
        yield from _not_among(document, ("tables", name), activities, "the programme has no table")
        for field, texts in fields.items():
            known = activities[name].items if name in activities else list(fields)
            yield from _not_among(document, ("tables", name, field), known, "the table has no field")
            for language in texts:
                place = ("tables", name, field, language)
                yield from _not_among(document, place, programme.languages, "the programme has no language")


def _not_among(document: Document, place: tuple[str, ...], known: Collection[str], text: str) -> Iterator[str]:
    if place[-1] not in known:
        yield document.problem(place, f"{text} '{place[-1]}'. {one_of(known)}")
