"""Who may be counted."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import Thresholds, admit, gate, hides

answers = st.dictionaries(st.integers(0, 15), st.integers(0, 3))


class TestThresholds:
    @pytest.mark.parametrize(
        ("chosen", "people", "sensitive"), [(None, 5, 8), (3, 3, 3), (4, 4, 4), (6, 6, 8), (9, 9, 9)]
    )
    def test_a_small_team_may_go_lower_for_all_it_does(self, chosen, people, sensitive):
        """Below the standard a chosen threshold holds for sensitive activities too; above it only ever adds."""
        assert Thresholds.chosen(chosen) == Thresholds(people=people, sensitive=sensitive)

    @pytest.mark.parametrize("chosen", [2, 1, 0, -4])
    def test_never_below_three(self, chosen):
        """Nobody may choose a threshold below 3."""
        with pytest.raises(ValueError, match="choose 3 or more"):
            Thresholds.chosen(chosen)

    def test_sensitive_activities_have_their_own(self):
        """The threshold depends on whether the activity is sensitive."""
        assert Thresholds().least(sensitive=False) == 5
        assert Thresholds().least(sensitive=True) == 8


class TestHides:
    @pytest.mark.parametrize(
        ("tables", "safe"),
        [
            ([], True),
            ([range(5)], True),
            ([range(4)], False),
            ([range(6), range(6)], True),
            ([range(6), range(7)], False),  # the seventh is the difference
            ([range(6), range(11)], True),
            ([range(10), range(5, 15), range(10)], True),
            # each differs from the one before by ten, and yet the third from the first by one
            ([range(10), range(20), range(11)], False),
            # no two differ by few, but the sum of all three is odd for the last person only
            ([range(10), [*range(5), *range(10, 15)], [*range(5, 15), 99]], False),
        ],
    )
    def test_nobody_is_left_alone_by_any_combination(self, tables, safe):
        """Tables may be known together when everyone stands in the same ones as enough others."""
        assert hides([dict.fromkeys(table, "x") for table in tables], least=5) is safe

    def test_a_changed_answer_is_another_answer(self):
        """Two tables of the same people, in which one has changed, give that one away."""
        six = dict.fromkeys(range(6), "x")
        assert not hides([six, {**six, 3: "y"}], least=3)
        assert hides([six, {**six, 3: "y", 4: "y", 5: "x2"}], least=3)


class TestAdmit:
    def test_nothing_below_the_threshold(self):
        """Four people of five needed are not counted at all."""
        assert admit(dict.fromkeys(range(4), "x"), [], least=5) == {}

    def test_one_more_vote_is_not_shown_by_itself(self):
        """After a table of six, the seventh person's answer waits: the difference would be theirs alone."""
        six = dict.fromkeys(range(6), "x")
        assert admit({**six, 7: "y"}, [six], least=5) == six

    def test_going_back_shows_nobody(self):
        """What differs enough from the last table may still differ by one from an earlier one."""
        ten = dict.fromkeys(range(10), "x")
        twenty = dict.fromkeys(range(20), "x")
        assert admit({**ten, 10: "x"}, [ten, twenty], least=5) == twenty

    @given(st.lists(answers, min_size=1, max_size=8), st.integers(3, 6))
    def test_whatever_comes_out_hides_everybody(self, moments, least):
        """However often it is asked and whatever has changed, all tables together single out no few people."""
        released: list[dict[int, int]] = []
        for now in moments:
            shown = admit(now, released, least=least)
            if shown:
                released.append(shown)
        assert fewest(released) >= least

    def test_a_planted_leak_is_found(self, monkeypatch):
        """With the rule taken out, the attack of the test above succeeds: it can fail."""
        monkeypatch.setattr(gate, "hides", lambda _tables, **_least: True)
        six = dict.fromkeys(range(6), 1)
        released = [admit(six, [], least=5)]
        released.append(admit({**six, 7: 2}, released, least=5))
        assert fewest(released) == 1


def fewest(tables: list[dict[int, int]]) -> float:
    """Attack tables by adding and subtracting them in every way with small factors.

    Returns
    -------
    float
        The fewest answers that any combination speaks of; infinite when there is nothing to combine.
    """
    tables = [table for n, table in enumerate(tables) if table not in tables[:n]][-4:]
    found = float("inf")
    for factors in itertools.product(range(-2, 3), repeat=len(tables)):
        weights: Counter[tuple[int, int]] = Counter()
        for factor, table in zip(factors, tables, strict=True):
            for answer in table.items():
                weights[answer] += factor
        for modulus in (None, 2, 3):
            left = sum(1 for weight in weights.values() if (weight % modulus if modulus else weight))
            if left:
                found = min(found, left)
    return found
