"""Simulated participants answer each kind as the programme allows, and as a group would."""

import random
from collections import Counter

import pytest

from workshop.content import load_programme, load_rehearsal, programme_path, view
from workshop.testing.deciding import KINDS, Mind

PROGRAMME = load_programme(programme_path())
REHEARSAL = load_rehearsal().model_copy(update={"rankings": {"proef": {"a": 8, "b": 1, "c": 1, "d": 1}}})
RANKING = {"id": "proef", "kind": "ranking", "places": 3, "options": [{"id": name} for name in "bcda"]}
SHOWN = {
    one["id"]: one
    for session in PROGRAMME.sessions
    for one in view(PROGRAMME, session.id, "nl", "participant")["activities"]
}


def minds(count=60):
    return [Mind(REHEARSAL, random.Random(n)) for n in range(count)]


class TestDecide:
    @pytest.mark.parametrize("name", [name for name, one in SHOWN.items() if one["items"]])
    def test_the_programme_takes_every_answer(self, name):
        """Whatever someone decides fits the activity, and in both rounds most are done with it."""
        activity = PROGRAMME.activity(name)
        for number in range(1, activity.rounds + 1):
            decided = [mind.decide(SHOWN[name], number, {}) for mind in minds()]
            assert {activity.check(item, value) for answers in decided for item, value in answers.items()} == {None}
            assert sum(activity.done(answers, number) for answers in decided) > len(decided) / 2

    def test_every_kind_that_asks_has_its_way(self):
        """No activity with something to answer is left alone."""
        assert {one["kind"] for one in SHOWN.values() if one["items"]} <= KINDS.keys()

    def test_rankings_follow_what_draws_people(self):
        """The option with the largest weight is put first most often, and somebody stops after two."""
        tops = [mind.decide(RANKING, 1, {})["top"] for mind in minds()]
        assert Counter(top[0] for top in tops).most_common(1)[0][0] == "a"
        assert {len(top) for top in tops} == {2, 3}

    def test_most_keep_their_choice(self):
        """In a second round more people stay than move."""
        vote = SHOWN["grens-05"]
        again = [mind.decide(vote, 2, {"choice": "laten"})["choice"] for mind in minds()]
        assert again.count("laten") > len(again) / 2
        assert len(set(again)) > 1
