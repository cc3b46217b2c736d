"""What may be shown of a self-assessment."""

from workshop.privacy import release_ratings

SCALES = {"doelen": ["d1", "d2"]}
STEPS = [1, 2, 3, 4, 5]


def release(answers, released=None, least=5):
    return release_ratings(answers, released or [], scales=SCALES, steps=STEPS, least=least)


class TestReleaseRatings:
    def test_a_statement_with_too_few_answers_hides_its_scale_too(self):
        """Else the scale's mean minus the other statements would be the hidden one."""
        table, _made_of = release({"d1": dict.fromkeys(range(6), 4), "d2": dict.fromkeys(range(2), 1)})
        scale = table["scales"]["doelen"]
        assert scale["statements"]["d2"] == {"too_few": True}
        assert scale["mean"] is None

    def test_a_scale_is_the_mean_of_its_statements(self):
        """The scale says nothing that its statements do not."""
        table, _made_of = release({"d1": dict.fromkeys(range(6), 4), "d2": dict.fromkeys(range(6), 1)})
        assert table["scales"]["doelen"]["mean"] == 2.5

    def test_nobody_is_named(self):
        """The table holds no participant."""
        table, made_of = release({"d1": {1001: 4, 1002: 4, 1003: 4, 1004: 2, 1005: "unknown"}})
        assert "1001" not in str(table)
        assert made_of["d1"][1001] == 4
