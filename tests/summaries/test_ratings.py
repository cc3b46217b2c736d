"""Counting ratings."""

import math

from workshop.summaries import statement_counts, statement_means

RATED = {"a": {1: 1, 2: 5, 3: "unknown"}, "b": {1: "unknown"}}


class TestStatementCounts:
    def test_counts_steps_and_those_who_cannot_judge(self):
        """'Cannot judge yet' is counted in a column of its own."""
        table = statement_counts(RATED, ["a", "b", "c"], [1, 2, 3, 4, 5])
        assert table.loc["a"].to_list() == [1, 0, 0, 0, 1, 1]
        assert table.loc["c"].sum() == 0


class TestStatementMeans:
    def test_leaves_out_those_who_cannot_judge(self):
        """A mean is over judged steps only, and there is none when nobody judged."""
        means = statement_means(statement_counts(RATED, ["a", "b", "c"], [1, 2, 3, 4, 5]))
        assert means["a"] == 3.0
        assert math.isnan(means["b"])
        assert math.isnan(means["c"])
