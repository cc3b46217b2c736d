"""How measurements are told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.bench.spread import percentile, spread

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50)


class TestPercentile:
    @given(NUMBERS, st.floats(0, 1))
    def test_is_what_numpy_says(self, values, share):
        """Any share of any values, in any order, is what numpy's default definition gives."""
        assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)), abs=1e-6)

    @pytest.mark.parametrize(("share", "wanted"), [(0, 1), (0.5, 2.5), (0.95, 3.85), (1, 4)])
    def test_lies_on_the_line_between_two_values(self, share, wanted):
        """Between two values the straight line holds."""
        assert percentile([4, 1, 3, 2], share) == pytest.approx(wanted)

    def test_of_nothing_is_refused(self):
        """Without values there is no percentile."""
        with pytest.raises(ValueError, match="at least one value"):
            percentile([], 0.5)


class TestSpread:
    def test_names_median_p95_and_max_with_their_unit(self):
        """Seconds become milliseconds where that is asked."""
        told = spread("vote", "ms", [0.001, 0.002, 0.003], 1000)
        assert told == pytest.approx({"vote_median_ms": 2, "vote_p95_ms": 2.9, "vote_max_ms": 3})

    def test_of_nothing_is_none(self):
        """What was not measured has its keys and no number."""
        assert spread("vote", "ms", []) == {"vote_median_ms": None, "vote_p95_ms": None, "vote_max_ms": None}
