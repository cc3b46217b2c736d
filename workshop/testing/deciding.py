"""What simulated participants answer: plausible values for each kind of activity."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop.content import Rehearsal

_STAYS = 0.6  # of those who vote again keep their choice, whatever the group does
_WRITES = 0.5
_UNSURE = 0.05  # cannot judge a statement
_STOPS = 0.08  # leave a place in a ranking, or a field of a table, empty


@dataclass(frozen=True, slots=True)
class Mind:
    """Decides for one simulated participant.

    Parameters
    ----------
    rehearsal
        What groups tend to answer.
    rng
        A seed makes the answers the same every time.
    """

    rehearsal: Rehearsal
    rng: random.Random

    def decide(self, activity: Mapping[str, Any], number: int, before: Mapping[str, Any]) -> dict[str, Any]:
        """Decide on the answers to one round of an activity of one of the `KINDS`.

        Parameters
        ----------
        activity
            As in `welcome.sessions`.
        number
            The round.
        before
            Item → value that this participant gave in the first round.

        Returns
        -------
        dict
            Item → value.
        """
        answers: dict[str, Any] = KINDS[activity["kind"]](self, activity, number, before)
        return answers

    def _scale(self, activity: Mapping[str, Any], _number: int, _before: Mapping[str, Any]) -> dict[str, Any]:
        return {item: self._rate(item, activity["moment"]) for item in activity["items"]}

    def _rate(self, statement: str, moment: str) -> int | str:
        tends = self.rehearsal.statements.get(statement)
        mean = float(getattr(tends, moment, 3.0)) if tends else 3.0
        if self.rng.random() < _UNSURE:
            return "unknown"
        return min(5, max(1, round(self.rng.gauss(mean, 0.9))))

    def _vote(self, activity: Mapping[str, Any], number: int, before: Mapping[str, Any]) -> dict[str, Any]:
        vote = self.rehearsal.votes.get(activity["id"])
        tends = (vote.round_1 if number == 1 else vote.round_2) if vote else {}
        steps = [step["value"] for step in activity["sureness"]["steps"]]
        answers = {"choice": self._choose(activity, tends, before), "sure": self.rng.choice(steps[1:])}
        texts = vote.words.get("nl", ()) if vote else ()
        if number == 1 and texts and self.rng.random() < _WRITES:
            answers["words"] = self.rng.choice(texts)
        return answers

    def _choose(self, activity: Mapping[str, Any], tends: Mapping[str, float], before: Mapping[str, Any]) -> str:
        choices = [choice["id"] for choice in activity["choices"]]
        choice = self.rng.choices(choices, [tends.get(choice, 0.01) for choice in choices])[0]
        stays = "choice" in before and self.rng.random() < _STAYS
        return str(before["choice"]) if stays else choice

    def _ranking(self, activity: Mapping[str, Any], _number: int, _before: Mapping[str, Any]) -> dict[str, Any]:
        tends = self.rehearsal.rankings.get(activity["id"], {})
        left = {option["id"]: tends.get(option["id"], 1.0) for option in activity["options"]}
        places = activity["places"] - (self.rng.random() < _STOPS)
        return {"top": self._draw(left, max(1, places))}

    def _draw(self, left: dict[str, float], places: int) -> Sequence[str]:
        """Draw one after the other, each as likely as it draws people among what is left (Plackett-Luce)."""
        top: list[str] = []
        while len(top) < places:
            drawn = self.rng.choices(list(left), [weight or 0.01 for weight in left.values()])[0]
            top.append(drawn)
            del left[drawn]
        return top

    def _weighing(self, activity: Mapping[str, Any], number: int, before: Mapping[str, Any]) -> dict[str, Any]:
        weighing = self.rehearsal.weighings.get(activity["id"])
        tends = (weighing.round_1 if number == 1 else weighing.round_2) if weighing else {}
        answers: dict[str, Any] = {"choice": self._choose(activity, tends, before)}
        if number == 1:
            most = len(activity["weights"]) - 1
            for point in (point["id"] for side in activity["sides"] for point in side["points"]):
                mean = weighing.points.get(point, most / 2) if weighing else most / 2
                answers[point] = min(most, max(0, round(self.rng.gauss(mean, 1.0))))
        return answers

    def _table(self, activity: Mapping[str, Any], _number: int, _before: Mapping[str, Any]) -> dict[str, Any]:
        fields = self.rehearsal.tables.get(activity["id"], {})
        answers = {}
        for item in activity["items"]:
            known = fields.get(item, {}).get("nl", ())
            many = 0 if self.rng.random() < _STOPS else self.rng.randint(1, 4)
            drawn = self.rng.sample(known, min(many, len(known)))
            if drawn:
                answers[item] = [{"id": f"{self.rng.getrandbits(64):016x}", "text": text} for text in drawn]
        return answers


#: Kind → how a mind decides; whatever else is open, simulated participants leave alone.
KINDS = {
    "scale": Mind._scale,  # noqa: SLF001
    "vote": Mind._vote,  # noqa: SLF001
    "ranking": Mind._ranking,  # noqa: SLF001
    "weighing": Mind._weighing,  # noqa: SLF001
    "table": Mind._table,  # noqa: SLF001
}
