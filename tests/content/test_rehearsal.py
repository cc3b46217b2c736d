"""The answers of simulated participants."""

from pathlib import Path

import pytest

from workshop.content import load_rehearsal
from workshop.errors import ContentError

GOOD = """\
names: [Els]
votes:
  stem:
    round_1: {ja: 1, nee: 2}
    round_2: {ja: 3}
    words: {nl: [Goed], en: [Fine]}
statements:
  wel-1: {voor: 1.5, na: 2, terugblik: 1}
"""
BROKEN = [
    (("  stem:", "  stam:"), "mine.yaml:3: the programme has no vote 'stam'. Take it out."),
    (("nee: 2", "nei: 2"), "mine.yaml:4: the vote has no choice 'nei'. Use one of: ja, nee."),
    (("wel-1:", "wel-2:"), "mine.yaml:8: the programme has no statement 'wel-2'. Use one of: wel-1."),
    (("{nl: [Goed]", "{fr: [Goed]"), "mine.yaml:6: the programme has no language 'fr'. Use one of: nl, en."),
    (("{ja: 3}", "{ja: 0}"), "mine.yaml:5: 'votes.stem.round_2' is a map. Give at least one choice a weight above 0."),
    (("ja: 3", "ja: veel"), "mine.yaml:5: 'votes.stem.round_2.ja' is 'veel'. Use a number."),
    (
        ("round_2", "ronde_2"),
        (
            "mine.yaml:3: 'votes.stem' has no 'round_2'. Add it.\n"
            "mine.yaml:5: 'votes.stem' has the unknown key 'ronde_2'. Did you mean 'round_2'? "
            "Use one of: round_1, round_2, words."
        ),
    ),
]


class TestLoadRehearsal:
    def test_covers_the_programme(self, mentor):
        """Every vote and statement of the programme has its answers, and nothing else has."""
        rehearsal = load_rehearsal(programme=mentor)
        assert set(rehearsal.votes) == {activity.id for activity in mentor.session("grenzen").activities}
        statements = {statement.id for scale in mentor.scales for statement in scale.statements}
        assert set(rehearsal.statements) == statements

    def test_is_varied(self):
        """Thirty names; per situation six texts in Dutch and three in English, all different."""
        rehearsal = load_rehearsal()
        assert len(set(rehearsal.names)) == 30
        for vote in rehearsal.votes.values():
            assert len(set(vote.words["nl"])) >= 6
            assert len(set(vote.words["en"])) >= 3

    def test_some_situations_divide_and_some_do_not(self):
        """The largest share runs from under a half to over two thirds."""
        shares = [max(vote.round_1.values()) / sum(vote.round_1.values()) for vote in load_rehearsal().votes.values()]
        assert min(shares) < 0.5
        assert max(shares) > 0.67

    @pytest.mark.parametrize(("change", "text"), BROKEN, ids=range(len(BROKEN)))
    def test_broken(self, small, tmp_path, monkeypatch, change, text):
        """Each mistake is told with file, line and what to use."""
        monkeypatch.chdir(tmp_path)
        path = Path("mine.yaml")
        path.write_text(GOOD.replace(*change), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_rehearsal(path, programme=small)
        assert str(caught.value) == text

    def test_good(self, small, tmp_path):
        """The example that the broken ones are made of is fine."""
        path = tmp_path / "mine.yaml"
        path.write_text(GOOD, encoding="utf-8")
        assert load_rehearsal(path, programme=small).votes["stem"].round_2 == {"ja": 3}
