"""Counting weights."""

import math

from workshop.summaries import weight_counts, weight_means

WEIGHTS = range(5)


class TestWeightCounts:
    def test_counts_per_weight(self):
        """Each point has a row with the people per weight; a point that nobody weighed has a row of zeros."""
        found = weight_counts({"p": {1: 0, 2: 4, 3: 4}}, ["p", "q"], WEIGHTS)
        assert found.loc["p"].to_list() == [1, 0, 0, 0, 2]
        assert found.loc["q"].to_list() == [0, 0, 0, 0, 0]


class TestWeightMeans:
    def test_zero_is_a_weight(self):
        """Who says that a point does not count at all makes its mean lower; without people there is none."""
        means = weight_means(weight_counts({"p": {1: 0, 2: 4, 3: 4}}, ["p", "q"], WEIGHTS))
        assert round(means["p"], 2) == 2.67
        assert math.isnan(means["q"])
