"""What may be shown of a weighing."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import hides, release_votes, release_weighings

CHOICES = ["ja", "nee"]
SIDES = {"advantages": ["p1", "p2"], "risks": ["m1"]}
votes = st.dictionaries(st.integers(0, 14), st.sampled_from(CHOICES))
weighed = st.dictionaries(st.integers(0, 14), st.integers(0, 4))


def release(first, second=None, released=None, least=5):
    answers = {1: first} if second is None else {1: first, 2: second}
    return release_weighings(answers, released or {}, choices=CHOICES, sides=SIDES, weights=range(5), least=least)


def all_points(people, weight):
    return {point: dict.fromkeys(range(people), weight) for point in ("p1", "p2", "m1")}


class TestReleaseWeighings:
    def test_means_and_spread_per_point(self):
        """Each point has its counts and mean; a side is the mean of its points."""
        points = {**all_points(5, 4), "p2": {0: 0, 1: 0, 2: 1, 3: 2, 4: 2}}
        table, _made_of = release({"choice": dict.fromkeys(range(5), "ja"), **points})
        side = table["sides"]["advantages"]
        assert side["points"]["p2"] == {"people": 5, "counts": {"0": 2, "1": 1, "2": 2, "3": 0, "4": 0}, "mean": 1.0}
        assert side["mean"] == 2.5
        assert table["rounds"]["1"] == {"people": 5, "counts": {"ja": 5, "nee": 0}}

    def test_a_point_with_too_few_weights_hides_its_sides_mean_too(self):
        """Else the side's mean minus the other points would be the hidden one."""
        points = {**all_points(6, 3), "p1": {0: 4}}
        table, _made_of = release({"choice": dict.fromkeys(range(6), "ja"), **points})
        assert table["sides"]["advantages"]["points"]["p1"] == {"too_few": True}
        assert table["sides"]["advantages"]["mean"] is None
        assert table["sides"]["risks"]["mean"] == 3.0

    def test_weights_are_shown_when_the_vote_may_not_be(self):
        """Three chose and six weighed: each is judged by its own number."""
        table, _made_of = release({"choice": dict.fromkeys(range(3), "ja"), **all_points(6, 2)})
        assert table["rounds"]["1"] == {"too_few": True}
        assert table["sides"]["risks"]["mean"] == 2.0

    def test_weights_of_the_second_round_do_not_count(self):
        """Points are weighed before the talk; what a forged page sends later changes nothing."""
        first = {"choice": dict.fromkeys(range(5), "ja"), **all_points(5, 1)}
        table, made_of = release(first, {"choice": dict.fromkeys(range(5), "nee"), **all_points(5, 4)})
        assert table["sides"]["risks"]["mean"] == 1.0
        assert set(made_of[2]) == {"choice", "shift"}

    @given(votes, votes, st.integers(3, 6))
    def test_votes_pass_as_votes_do(self, first, second, least):
        """Rounds and shift are those of a vote with the same answers."""
        table, _made_of = release({"choice": first, **all_points(6, 2)}, {"choice": second}, least=least)
        answers = {1: {"choice": first}, 2: {"choice": second}}
        wanted, _made_of = release_votes(answers, {}, choices=CHOICES, steps=(), least=least)
        assert {key: table[key] for key in wanted} == wanted

    @given(st.lists(weighed, min_size=1, max_size=6), st.integers(3, 6))
    def test_everything_that_is_out_hides_everybody(self, moments, least):
        """However often weights change between two tables: all tables of a point together single out no few people."""
        out = {1: []}
        for now in moments:
            _table, made_of = release({"p1": now}, None, out, least)
            if made_of[1].get("p1"):
                out[1].append(made_of[1])
        assert hides([made["p1"] for made in out[1]], least=least)
