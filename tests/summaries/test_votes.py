"""Counting votes."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.summaries import choice_counts, disagreement, flows, step_counts

CHOICES = ["zelf", "grens", "samen"]
votes = st.dictionaries(st.integers(0, 20), st.sampled_from(CHOICES))


class TestChoiceCounts:
    def test_keeps_choices_that_nobody_took(self):
        """A choice without votes is a 0 in its place, not a gap."""
        assert choice_counts({1: "samen", 2: "samen"}, CHOICES).to_dict() == {"zelf": 0, "grens": 0, "samen": 2}

    @given(votes)
    def test_counts_everybody_once(self, chosen):
        """The counts add up to the people."""
        assert choice_counts(chosen, CHOICES).sum() == len(chosen)


class TestStepCounts:
    def test_counts_per_step(self):
        """Each step has the people who chose it."""
        assert step_counts({1: 2, 2: 2, 3: 4}, [1, 2, 3, 4]).to_list() == [0, 2, 0, 1]


class TestFlows:
    def test_counts_only_people_of_both_rounds(self):
        """Who voted in one round only is in no flow."""
        table = flows({1: "zelf", 2: "grens"}, {1: "grens", 3: "zelf"}, CHOICES)
        assert table.loc["zelf", "grens"] == 1
        assert table.to_numpy().sum() == 1

    @given(votes, votes)
    def test_margins_are_the_rounds(self, before, after):
        """Row sums are the first round and column sums the second, over the people of both."""
        both = before.keys() & after.keys()
        table = flows(before, after, CHOICES)
        first = choice_counts({p: before[p] for p in both}, CHOICES)
        second = choice_counts({p: after[p] for p in both}, CHOICES)
        assert table.sum(axis=1).to_list() == first.to_list()
        assert table.sum(axis=0).to_list() == second.to_list()


class TestDisagreement:
    @pytest.mark.parametrize(
        ("counts", "value"),
        # The index of qualitative variation by hand: K/(K-1) * (1 - sum p²).
        [([4, 0, 0], 0.0), ([3, 3, 3], 1.0), ([2, 2, 0], 0.75), ([3, 1, 0], 0.5625)],
    )
    def test_is_the_index_of_qualitative_variation(self, counts, value):
        """It is 0 when all agree, 1 when votes are spread evenly, and the formula's value between."""
        assert disagreement(pd.Series(counts)) == pytest.approx(value)
