"""Released tables of a vote: a distribution for each round, and who moved where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop.privacy.gate import Answered, admit, admit_items, hides
from workshop.summaries import choice_counts, flows, step_counts

#: Round → item ("choice", "sure") → participant → value.
Rounds = Mapping[int, Mapping[str, Answered]]
#: Round → what each table handed out before was made of, oldest first.
Releases = Mapping[int, Sequence[Mapping[str, Answered]]]

_SHIFT = "shift"


def release_votes(
    answers: Rounds, released: Releases, *, choices: Sequence[str], steps: Sequence[int], least: int
) -> tuple[dict[str, Any], dict[int, dict[str, dict[int, Any]]]]:
    """Make the table of a vote that may be shown, and the record of what it was made of.

    The shift's margins are distributions of the two rounds over the people who answered both. It is shown only when
    they may be known beside the distributions themselves: else a round minus the margin would be the few who
    answered one round only. A few *latecomers* (second round only) are therefore left out of the second
    distribution (``left_out`` says how many); when a few *left* after the first round, which has been shown with
    them, the shift is not shown.

    Parameters
    ----------
    answers
        The current answers of the rounds that are closed.
    released
        What each table handed out before was made of, by round, oldest first.

    Returns
    -------
    table
        ``rounds``: round → people, counts, sure, left_out or too_few; ``shift``: people, stayed, moved, flows,
        or too_few, or None when there is no second round.
    made_of
        Round → item → participant → value: to be added to `released` for the next time. The second round has the
        item ``shift`` with pairs of choices when a shift is shown.
    """
    out = _Out(released, least)
    made_of = {number: out.admit_round(number, answers[number]) for number in sorted(answers)}
    table: dict[str, Any] = {"rounds": {}, "shift": None}
    left_out = 0
    if 2 in made_of:  # noqa: PLR2004
        joint = _joint(made_of)
        shown = out.may_add(joint, made_of)
        among = made_of if shown else {**made_of, 2: _only(made_of[2], joint.keys(), least)}
        if not shown and not out.distributions(2) and out.may_add(joint, among):
            left_out = len(made_of[2]["choice"]) - len(joint)
            made_of, shown = among, True
        table["shift"] = _shift(joint, choices) if shown else {"too_few": True}
        if shown:
            made_of[2][_SHIFT] = joint
    table["rounds"] = {str(number): _round(made_of[number], choices, steps, least) for number in made_of}
    if left_out:
        table["rounds"]["2"]["left_out"] = left_out
    return table, made_of


@dataclass(frozen=True, slots=True)
class _Out:
    """What is known of a vote already, in `released` tables."""

    released: Releases
    least: int

    def tables(self, number: int, item: str) -> list[Answered]:
        """Give what the tables of one item in one round were made of, oldest first."""
        return [table[item] for table in self.released.get(number, ()) if table.get(item)]

    def distributions(self, number: int) -> list[Answered]:
        """Give what the distributions of a round were made of."""
        return self.tables(number, "choice")

    def margins(self, number: int) -> list[Answered]:
        """Give the distributions of a round that the shifts tell."""
        return [_margin(shift, number) for shift in self.tables(2, _SHIFT)]

    def admit_round(self, number: int, items: Mapping[str, Answered]) -> dict[str, dict[int, Any]]:
        """Admit a round's items; of the choices the margins of the shifts are known too."""
        others = {item: answers for item, answers in items.items() if item != "choice"}
        without = [{k: v for k, v in table.items() if k in others} for table in self.released.get(number, ())]
        chosen, before = items.get("choice", {}), self.distributions(number)
        return {
            "choice": admit(chosen, before, least=self.least, known=self.margins(number)),
            **admit_items(others, without, least=self.least),
        }

    def may_add(self, joint: Answered, made_of: Rounds) -> bool:
        """Say whether a shift may be known beside the rounds now and all that is out."""
        return (
            len(joint) >= self.least
            and hides([*self.tables(2, _SHIFT), joint], least=self.least)
            and all(self._may_add_margin(joint, made_of, number) for number in (1, 2))
        )

    def _may_add_margin(self, joint: Answered, made_of: Rounds, number: int) -> bool:
        now = made_of.get(number, {}).get("choice", {})
        known = [*self.distributions(number), now, *self.margins(number)]
        return hides([*known, _margin(joint, number)], least=self.least)


def _joint(made_of: Rounds) -> dict[int, tuple[Any, Any]]:
    first, second = (made_of.get(number, {}).get("choice", {}) for number in (1, 2))
    return {person: (first[person], second[person]) for person in first.keys() & second.keys()}


def _margin(shift: Answered, number: int) -> dict[int, Any]:
    return {person: pair[number - 1] for person, pair in shift.items()}


def _only(items: Mapping[str, Answered], people: Collection[int], least: int) -> dict[str, dict[int, Any]]:
    """Keep the answers of some people, of each item that has enough of them."""
    kept = {item: {p: value for p, value in values.items() if p in people} for item, values in items.items()}
    return {item: values if len(values) >= least else {} for item, values in kept.items()}


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


def _shift(joint: Answered, choices: Sequence[str]) -> dict[str, Any]:
    table = flows(_margin(joint, 1), _margin(joint, 2), choices)
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
