"""What may be shown of a vote, attacked by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import hides, release_votes

CHOICES = ["zelf", "grens", "samen"]
rounds = st.dictionaries(st.integers(0, 14), st.sampled_from(CHOICES))


def release(first, second=None, released=None, least=5):
    answers = {1: {"choice": first}}
    if second is not None:
        answers[2] = {"choice": second}
    return release_votes(answers, released or {}, choices=CHOICES, steps=[1, 2], least=least)


class TestRounds:
    def test_too_few_shows_no_number(self):
        """Below the threshold there is not even the number of people."""
        table, made_of = release(dict.fromkeys(range(4), "zelf"))
        assert table == {"rounds": {"1": {"too_few": True}}, "shift": None}
        assert made_of == {1: {"choice": {}}}

    def test_counts_what_was_chosen(self):
        """From the threshold on, the distribution is what people chose."""
        table, _made_of = release({0: "zelf", 1: "zelf", 2: "grens", 3: "zelf", 4: "samen"})
        assert table["rounds"]["1"] == {"people": 5, "counts": {"zelf": 3, "grens": 1, "samen": 1}}

    def test_sureness_needs_enough_people_of_its_own(self):
        """Five chose but only two said how sure: no sureness."""
        answers = {1: {"choice": dict.fromkeys(range(5), "zelf"), "sure": {0: 1, 1: 2}}}
        table, _made_of = release_votes(answers, {}, choices=CHOICES, steps=[1, 2], least=5)
        assert "sure" not in table["rounds"]["1"]


class TestShift:
    def test_counts_who_moved_where(self):
        """Over the same people in both rounds the flows are complete."""
        first = dict.fromkeys(range(6), "zelf")
        table, _made_of = release(first, {**first, 0: "grens", 1: "samen"})
        assert table["shift"] == {
            "people": 6,
            "stayed": 4,
            "moved": 2,
            "flows": [
                {"from": "zelf", "to": "zelf", "people": 4},
                {"from": "zelf", "to": "grens", "people": 1},
                {"from": "zelf", "to": "samen", "people": 1},
            ],
        }

    def test_a_latecomer_is_left_out_of_the_second_round(self):
        """One person with a second answer only would be the difference between round and shift."""
        first = dict.fromkeys(range(6), "zelf")
        table, _made_of = release(first, {**first, 9: "samen"})
        assert table["rounds"]["2"] == {"people": 6, "counts": {"zelf": 6, "grens": 0, "samen": 0}, "left_out": 1}
        assert table["shift"]["people"] == 6

    def test_when_someone_left_there_is_no_shift(self):
        """The first round was shown with them in it, so the shift's margin would give them away."""
        first = dict.fromkeys(range(6), "zelf")
        table, _made_of = release(first, dict.fromkeys(range(5), "grens"))
        assert table["shift"] == {"too_few": True}
        assert table["rounds"]["2"]["people"] == 5

    @given(rounds, rounds, st.integers(3, 6))
    def test_no_few_people_are_left_by_subtraction(self, first, second, least):
        """When the shift is shown, each round holds the same people, or at least the threshold more."""
        table, made_of = release(first, second, least=least)
        if not table["shift"] or "flows" not in table["shift"]:
            return
        both = table["shift"]["people"]
        assert both >= least
        for number in (1, 2):
            rest = len(made_of[number]["choice"]) - both
            assert rest == 0 or rest >= least

    @given(st.lists(rounds, min_size=1, max_size=3), st.lists(rounds, min_size=1, max_size=4), st.integers(3, 5))
    def test_everything_that_is_out_hides_everybody(self, firsts, seconds, least):
        """Both rounds opened and shown again and again: distributions and shifts together single out no few people."""
        out: dict[int, list[dict]] = {1: [], 2: []}
        for first in firsts:
            keep(out, release(first, None, out, least)[1])
        shifts = []
        for second in seconds:
            table, made_of = release(firsts[-1], second, out, least)
            keep(out, made_of)
            if table["shift"] and "flows" in table["shift"]:
                shifts.append(made_of[2]["shift"])
        for number in (1, 2):
            distributions = [made["choice"] for made in out[number] if made.get("choice")]
            margins = [{person: pair[number - 1] for person, pair in shift.items()} for shift in shifts]
            assert hides([*distributions, *margins], least=least)
        assert hides(shifts, least=least)

    def test_one_who_joined_between_two_shifts_stays_hidden(self):
        """Two shifts whose first rounds differ by one person would give that person's first choice away."""
        first = dict.fromkeys(range(20), "zelf") | {10: "samen"}
        out: dict[int, list[dict]] = {1: [], 2: []}
        keep(out, release(first, dict.fromkeys(range(10), "zelf"), out)[1])
        table, _made_of = release(first, dict.fromkeys(range(11), "grens"), out)
        assert table["shift"] == {"too_few": True}


def keep(out, made_of):
    """Remember what was released, as the store does."""
    for number, items in made_of.items():
        if any(items.values()):
            out[number].append(items)
