"""Which answers each kind accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.content import KINDS, load_programme, programme_path

PROGRAMME = load_programme(programme_path())
REASONS = {None, "unknown-item", "wrong-type", "out-of-range", "too-long"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
ACTIVITIES = st.sampled_from(PROGRAMME.activities)

SCALE = [
    (1, None),
    (5, None),
    ("unknown", None),
    (None, None),
    (0, "out-of-range"),
    (6, "out-of-range"),
    (10**30, "out-of-range"),
    (True, "wrong-type"),
    (3.0, "wrong-type"),
    ("3", "wrong-type"),
    ("", "wrong-type"),
    ([], "wrong-type"),
]
CHOICE = [("zelf", None), ("laten", None), (None, None), ("weg", "out-of-range"), ("", "out-of-range")]
CHOICE += [(1, "wrong-type"), (["zelf"], "wrong-type")]
SURE = [(1, None), (4, None), (None, None), (0, "out-of-range"), (5, "out-of-range")]
SURE += [(True, "wrong-type"), ("2", "wrong-type"), (2.0, "wrong-type")]
TOP = [(["rust"], None), (["hulp", "rust"], None), (None, None), ([], "out-of-range"), (["weg"], "out-of-range")]
TOP += [(["rust", "rust"], "out-of-range"), (["rust", "hulp", "rust"], "out-of-range"), (["rust", 1], "wrong-type")]
TOP += [("rust", "wrong-type"), ({"rust": 1}, "wrong-type"), ([["rust"]], "wrong-type"), (True, "wrong-type")]
WEIGHT = [(0, None), (1, None), (None, None), (2, "out-of-range"), (-1, "out-of-range"), (10**30, "out-of-range")]
WEIGHT += [(False, "wrong-type"), (1.0, "wrong-type"), ("1", "wrong-type"), ([1], "wrong-type")]
WORDS = [
    ("", None),
    ("Ik vraag het.\nEn dan?", None),
    ("<b>vet</b> 🙂 שלום", None),
    ("a" * 2000, None),
    (" " * 500 + "a" * 2000 + "\n" * 500, None),
    (None, None),
    ("a" * 2001, "too-long"),
    (" " * 100_000, "too-long"),
    ("a\x00b", "wrong-type"),
    ("a\tb", "wrong-type"),
    ("a\x1b[2J", "wrong-type"),
    ("half \ud83d", "wrong-type"),
    (7, "wrong-type"),
    ({"text": "a"}, "wrong-type"),
]

PIECE = {"id": "a1", "text": "Ik bel."}
TABLE = [
    (None, None),
    ([], None),
    ([PIECE, {"id": "b-_2", "text": " <b>vet</b> 🙂 שלום "}], None),
    ([{"id": f"n{n}", "text": "a" * 200} for n in range(12)], None),
    ([{"id": f"n{n}", "text": "a"} for n in range(13)], "out-of-range"),
    ([{"id": "a", "text": "a" * 201}], "too-long"),
    ([{"id": "a", "text": "a" + " " * 1000}], "too-long"),
    ([PIECE, PIECE], "wrong-type"),
    ([{"id": "a", "text": "  "}], "wrong-type"),
    ([{"id": "a", "text": ""}], "wrong-type"),
    ([{"id": "a", "text": "a\nb"}], "wrong-type"),
    ([{"id": "a", "text": "a\x00"}], "wrong-type"),
    ([{"id": "a", "text": "\ud83d"}], "wrong-type"),
    ([{"id": "", "text": "a"}], "wrong-type"),
    ([{"id": "a b", "text": "a"}], "wrong-type"),
    ([{"id": "a" * 41, "text": "a"}], "wrong-type"),
    ([{"id": 1, "text": "a"}], "wrong-type"),
    ([{"id": "a", "text": 1}], "wrong-type"),
    ([{"id": "a"}], "wrong-type"),
    ([{"id": "a", "text": "a", "more": 1}], "wrong-type"),
    (["a"], "wrong-type"),
    ("a", "wrong-type"),
    ({"id": "a", "text": "a"}, "wrong-type"),
]


class TestCheck:
    @pytest.mark.parametrize(("value", "reason"), SCALE)
    def test_scale(self, value, reason):
        """A statement takes a step or 'unknown'; true is not a 1."""
        assert PROGRAMME.activity("zelfbeeld-voor").check("houding-3", value) == reason

    @pytest.mark.parametrize(("value", "reason"), CHOICE)
    def test_choice(self, value, reason):
        """A choice is one of the session's ids."""
        assert PROGRAMME.activity("grens-05").check("choice", value) == reason

    @pytest.mark.parametrize(("value", "reason"), SURE)
    def test_sureness(self, value, reason):
        """Sureness is a step."""
        assert PROGRAMME.activity("grens-05").check("sure", value) == reason

    @pytest.mark.parametrize(("value", "reason"), WORDS, ids=range(len(WORDS)))
    def test_words(self, value, reason):
        """Own words are any text that can be stored and shown, up to 2,000 characters."""
        assert PROGRAMME.activity("grens-05").check("words", value) == reason

    @pytest.mark.parametrize(("value", "reason"), TOP, ids=range(len(TOP)))
    def test_top(self, small, value, reason):
        """A top is a list of different options, one at least, and no longer than there are places."""
        assert small.activity("volgorde").check("top", value) == reason

    def test_top_has_at_most_three_places(self, mentor):
        """Of six options three can be placed."""
        hulp = mentor.activity("rollen-hulp")
        assert hulp.check("top", ["doelen-6", "doelen-1", "doelen-3"]) is None
        assert hulp.check("top", ["doelen-6", "doelen-1", "doelen-3", "doelen-2"]) == "out-of-range"

    @pytest.mark.parametrize(("value", "reason"), WEIGHT, ids=range(len(WEIGHT)))
    def test_weight(self, small, value, reason):
        """A point takes one of the weights, of which the first is 0; false is not a 0."""
        assert small.activity("wegen").check("duur", value) == reason

    def test_choice_of_a_weighing(self, small):
        """Its choices are its own."""
        wegen = small.activity("wegen")
        assert wegen.check("choice", "ja") is None
        assert wegen.check("choice", "misschien") == "out-of-range"
        assert wegen.check("choice", 1) == "wrong-type"

    @pytest.mark.parametrize(("value", "reason"), TABLE, ids=range(len(TABLE)))
    def test_table(self, small, value, reason):
        """A field takes up to twelve texts of up to 200 characters on one line, each with an id of its own."""
        assert small.activity("vakken").check("vak-wel", value) == reason

    def test_done_with_a_table(self, small):
        """Done is who wrote something in every field."""
        table = small.activity("vakken")
        assert table.done({"vak-wel": [PIECE], "vak-niet": [PIECE]}, 1)
        assert not table.done({"vak-wel": [PIECE]}, 1)
        assert not table.done({"vak-wel": [PIECE], "vak-niet": []}, 1)
        assert table.pieces("vak-wel", [{"id": "a", "text": " Ik bel. "}]) == [("a", "Ik bel.")]

    @pytest.mark.parametrize(("activity", "item"), [("grens-05", "zelf"), ("zelfbeeld-na", "x"), ("zb-lezen-lead", "")])
    def test_unknown_item(self, activity, item):
        """An item that does not exist takes nothing, not even a taking away."""
        assert PROGRAMME.activity(activity).check(item, None) == "unknown-item"

    @given(ACTIVITIES, JSON, JSON)
    def test_never_raises(self, activity, item, value):
        """Whatever a browser sends, the answer is one of the known reasons."""
        assert activity.check(item, value) in REASONS
        for known in activity.items:
            assert activity.check(known, value) in REASONS

    @given(ACTIVITIES)
    def test_taking_away_is_always_fine(self, activity):
        """None takes any answer away."""
        assert {activity.check(item, None) for item in activity.items} <= {None}


class TestKinds:
    def test_items_and_what_is_required(self):
        """A scale wants every statement, a vote the choice, a reading nothing."""
        scale, vote = PROGRAMME.activity("zelfbeeld-voor"), PROGRAMME.activity("grens-01")
        assert len(scale.items) == 18
        assert scale.required == scale.items
        assert vote.items == ("choice", "sure", "words")
        assert vote.required == ("choice",)
        assert PROGRAMME.activity("zb-lezen-lead").items == ()

    def test_done_with_a_ranking(self, mentor):
        """Whoever has given every place is done; who gave some is busy."""
        hulp = mentor.activity("rollen-hulp")
        assert not hulp.done({"top": ["doelen-1", "doelen-2"]}, 1)
        assert hulp.done({"top": ["doelen-1", "doelen-2", "doelen-3"]}, 1)

    def test_done_with_a_weighing(self, small):
        """In the first round the vote and every point count, in the second the vote only."""
        wegen = small.activity("wegen")
        assert wegen.items == ("choice", "snel", "duur")
        assert not wegen.done({"choice": "ja", "snel": 0}, 1)
        assert wegen.done({"choice": "ja", "snel": 0, "duur": 1}, 1)
        assert wegen.done({"choice": "nee"}, 2)
        assert not wegen.done({"snel": 0, "duur": 1}, 2)

    def test_a_reading_is_never_done(self, small):
        """Where nothing is asked nobody is done."""
        assert not small.activity("lezen").done({}, 1)

    def test_rounds(self):
        """Only a vote and a weighing are given twice."""
        twice = {kind for kind, cls in KINDS.items() if cls.rounds == 2}
        assert twice == {"vote", "weighing"}
