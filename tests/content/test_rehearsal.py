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
rankings:
  volgorde: {rust: 2, hulp: 1}
weighings:
  wegen:
    round_1: {ja: 1}
    round_2: {nee: 1}
    points: {snel: 0.5, duur: 1}
tables:
  vakken:
    vak-wel: {nl: [bellen], en: [calling]}
"""
BROKEN = [
    (("  vakken:", "  vak:"), "mine.yaml:17: the programme has no table 'vak'. Use one of: vakken."),
    (("vak-wel:", "vak-soms:"), "mine.yaml:18: the table has no field 'vak-soms'. Use one of: vak-wel, vak-niet."),
    (("en: [calling]", "de: [calling]"), "mine.yaml:18: the programme has no language 'de'. Use one of: nl, en."),
    (("  stem:", "  stam:"), "mine.yaml:3: the programme has no vote 'stam'. Take it out."),
    (("nee: 2", "nei: 2"), "mine.yaml:4: the vote has no choice 'nei'. Use one of: ja, nee."),
    (("wel-1:", "wel-2:"), "mine.yaml:8: the programme has no statement 'wel-2'. Use one of: wel-1."),
    (("{nl: [Goed]", "{fr: [Goed]"), "mine.yaml:6: the programme has no language 'fr'. Use one of: nl, en."),
    (("volgorde", "orde"), "mine.yaml:10: the programme has no ranking 'orde'. Use one of: volgorde."),
    (("hulp: 1", "geld: 1"), "mine.yaml:10: the ranking has no option 'geld'. Use one of: rust, hulp."),
    (("wegen:", "weging:"), "mine.yaml:12: the programme has no weighing 'weging'. Use one of: wegen."),
    (("{nee: 1}", "{soms: 1}"), "mine.yaml:14: the weighing has no choice 'soms'. Use one of: ja, nee."),
    (("duur: 1", "mooi: 1"), "mine.yaml:15: the weighing has no point 'mooi'. Use one of: snel, duur."),
    (
        ("duur: 1", "duur: -1"),
        "mine.yaml:15: 'weighings.wegen.points.duur' is '-1'. Input should be greater than or equal to 0.",
    ),
    (("{ja: 3}", "{ja: 0}"), "mine.yaml:5: 'votes.stem.round_2' is a map. Give at least one choice a weight above 0."),
    (("ja: 3", "ja: veel"), "mine.yaml:5: 'votes.stem.round_2.ja' is 'veel'. Use a number."),
    (
        ("round_2: {ja: 3}", "ronde_2: {ja: 3}"),
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
        for kind, given in (("ranking", rehearsal.rankings), ("weighing", rehearsal.weighings)):
            assert set(given) == {activity.id for activity in mentor.activities if activity.kind == kind}
        for name, weighing in rehearsal.weighings.items():
            assert set(weighing.points) == set(mentor.activity(name).points)
        assert set(rehearsal.tables) == {one.id for one in mentor.activities if one.kind == "table"}
        for name, fields in rehearsal.tables.items():
            assert set(fields) == set(mentor.activity(name).items)
            assert all(len(set(texts["nl"])) >= 10 for texts in fields.values())

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
