"""How many people said what, attacked by bringing one more text together."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import PEOPLE, hides, release_texts

people = st.sets(st.integers(0, 14))


def said(*those, everyone=15):
    return {
        PEOPLE: dict.fromkeys(range(everyone), 1),
        **{f"veld {n}": dict.fromkeys(who, 1) for n, who in enumerate(those)},
    }


class TestCounts:
    def test_counts_people(self):
        """From the threshold on, a theme has the number of people who said it."""
        table, made_of = release_texts(said(range(5), range(9)), [], least=5)
        assert table == {"people": 15, "counts": {"veld 0": 5, "veld 1": 9}}
        assert set(made_of["veld 1"]) == set(range(9))

    def test_few_have_no_count(self):
        """What fewer people said is not counted, and neither are fewer people in all."""
        assert release_texts(said(range(4)), [], least=5)[0] == {"people": 15, "counts": {}}
        assert release_texts(said(range(4), everyone=4), [], least=5)[0] == {"people": 0, "counts": {}}

    @given(st.lists(people, min_size=1, max_size=6), st.integers(3, 8))
    def test_no_two_counts_single_out_a_few(self, steps, least):
        """However a theme grows and shrinks, counts that were told never differ by too few people."""
        released = []
        for who in steps:
            _table, made_of = release_texts(said(who), released, least=least)
            released.append(made_of)
        told = [made_of["veld 0"] for made_of in released if made_of.get("veld 0")]
        assert all(len(one) >= least for one in told)
        assert hides(told, least=least)
