"""Who may be counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.privacy import Thresholds, admit

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


class TestAdmit:
    def test_nothing_below_the_threshold(self):
        """Four people of five needed are not counted at all."""
        assert admit(dict.fromkeys(range(4), "x"), {}, least=5) == {}

    def test_one_more_vote_is_not_shown_by_itself(self):
        """After a table of six, the seventh person's answer waits: the difference would be theirs alone."""
        six = dict.fromkeys(range(6), "x")
        assert admit({**six, 7: "y"}, six, least=5) == six

    @given(st.lists(answers, min_size=1, max_size=8), st.integers(3, 6))
    def test_two_tables_one_after_the_other_differ_by_enough_people(self, moments, least):
        """Whatever happens between moments, what is shown never changes by fewer people than the threshold."""
        shown: dict[int, int] = {}
        for now in moments:
            following = admit(now, shown, least=least)
            changed = sum(1 for p in following.keys() | shown.keys() if following.get(p) != shown.get(p))
            assert changed == 0 or changed >= least
            assert len(following) == 0 or len(following) >= least
            shown = following
