"""Released tables of a vote: a distribution for each round, and who moved where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.privacy.gate import Answered, admit_items
from workshop.summaries import choice_counts, flows, step_counts

#: Round → item ("choice", "sure") → participant → value.
Rounds = Mapping[int, Mapping[str, Answered]]


def release_votes(
    answers: Rounds, released: Rounds, *, choices: Sequence[str], steps: Sequence[int], least: int
) -> tuple[dict[str, Any], dict[int, dict[str, dict[int, Any]]]]:
    """Make the table of a vote that may be shown, and the record of what it was made of.

    The shift between the rounds is shown only when neither round holds a few people that the other does not: else
    a round's distribution minus the shift's margin would be those few. A few *latecomers* (second round only) are
    therefore left out of the second distribution (``left_out`` says how many); when a few *left* after the first
    round, which has been shown with them, the shift is not shown.

    Parameters
    ----------
    answers
        The current answers of the rounds that are closed.
    released
        What was handed out before.

    Returns
    -------
    table
        ``rounds``: round → people, counts, sure, left_out or too_few; ``shift``: people, stayed, moved, flows,
        or too_few, or None when there is no second round.
    made_of
        Round → item → participant → value: to be kept as `released` for the next time.
    """
    made_of: dict[int, dict[str, dict[int, Any]]] = {}
    for number in sorted(answers):
        made_of[number] = admit_items(answers[number], released.get(number, {}), least=least)
    first, second = (made_of.get(number, {}).get("choice", {}) for number in (1, 2))
    left_out = 0
    late = second.keys() - first.keys()
    gone = first.keys() - second.keys()
    both = first.keys() & second.keys()
    joined = len(both) >= least and _none_or(len(gone), least)
    already_shown = bool(released.get(2, {}).get("choice"))
    if joined and not already_shown and 0 < len(late) < least:
        left_out = len(late)
        made_of[2] = {item: _only(values, both) for item, values in made_of[2].items()}
        made_of[2] = {item: values if len(values) >= least else {} for item, values in made_of[2].items()}
        second, late = made_of[2]["choice"], set()
    table: dict[str, Any] = {
        "rounds": {str(number): _round(made_of[number], choices, steps, least) for number in sorted(made_of)},
        "shift": None,
    }
    if left_out:
        table["rounds"]["2"]["left_out"] = left_out
    if 2 in made_of:  # noqa: PLR2004
        table["shift"] = _shift(first, second, choices) if joined and _none_or(len(late), least) else {"too_few": True}
    return table, made_of


def _none_or(people: int, least: int) -> bool:
    return people == 0 or people >= least


def _only(values: Answered, people: set[int]) -> dict[int, Any]:
    return {person: value for person, value in values.items() if person in people}


def _round(
    admitted: Mapping[str, Answered], choices: Sequence[str], steps: Sequence[int], least: int
) -> dict[str, Any]:
    chosen = admitted.get("choice", {})
    if len(chosen) < least:
        return {"too_few": True}
    sure = admitted.get("sure", {})
    table: dict[str, Any] = {
        "people": len(chosen),
        "counts": {str(choice): int(people) for choice, people in choice_counts(chosen, choices).items()},
    }
    if len(sure) >= least:
        table["sure"] = {str(step): int(people) for step, people in step_counts(sure, steps).items()}
    return table


def _shift(first: Answered, second: Answered, choices: Sequence[str]) -> dict[str, Any]:
    table = flows(first, second, choices)
    people = int(table.to_numpy().sum())
    stayed = int(sum(table.loc[choice, choice] for choice in choices))
    return {
        "people": people,
        "stayed": stayed,
        "moved": people - stayed,
        "flows": [
            {"from": before, "to": after, "people": int(table.loc[before, after])}
            for before in choices
            for after in choices
            if table.loc[before, after]
        ],
    }
