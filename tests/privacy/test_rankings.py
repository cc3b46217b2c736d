"""What may be shown of a ranking, attacked by comparing tables."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import hides, release_rankings

OPTIONS = ["a", "b", "c", "d"]
tops = st.dictionaries(
    st.integers(0, 14), st.lists(st.sampled_from(OPTIONS), unique=True, min_size=1, max_size=3), max_size=15
)


def release(answers, released=(), least=5):
    return release_rankings({"top": answers}, released, options=OPTIONS, places=3, least=least)


class TestReleaseRankings:
    def test_order_points_and_spread(self):
        """Each option has its rank, its points and how many put it first, second and third, in the group's order."""
        table, _made_of = release({0: ["a", "b"], 1: ["a", "c", "b"], 2: ["a"], 3: ["b", "a"], 4: ["c"]})
        assert table == {
            "people": 5,
            "options": [
                {"id": "a", "rank": 1, "points": 11, "places": [3, 1, 0]},
                {"id": "b", "rank": 2, "points": 6, "places": [1, 1, 1]},
                {"id": "c", "rank": 2, "points": 5, "places": [1, 1, 0]},
                {"id": "d", "rank": 4, "points": 0, "places": [0, 0, 0]},
            ],
        }

    def test_too_few_shows_no_number(self):
        """Below the threshold there is not even the number of people."""
        table, made_of = release({n: ["a"] for n in range(4)})
        assert table == {"too_few": True}
        assert made_of == {"top": {}}

    def test_one_top_that_changed_waits(self):
        """After a table of six, one other order would show itself in the difference: the first table stays."""
        six = dict.fromkeys(range(6), ("a", "b"))
        before, made_of = release(six)
        after, _made_of = release({**six, 3: ["b", "a"]}, [made_of])
        assert after == before

    def test_nobody_is_named(self):
        """The table holds no participant; the record does."""
        table, made_of = release({n: ["a", "b"] for n in range(1001, 1006)})
        assert "1001" not in str(table)
        assert made_of["top"][1001] == ("a", "b")

    @given(st.lists(tops, min_size=1, max_size=6), st.integers(3, 6))
    def test_everything_that_is_out_hides_everybody(self, moments, least):
        """However often it is opened again: all tables together single out no few people."""
        out = []
        for now in moments:
            _table, made_of = release(now, out, least)
            if made_of["top"]:
                out.append(made_of)
        assert hides([made["top"] for made in out], least=least)
