"""Texts of an activity: read without names, brought together, let through, counted only where enough said it."""

import itertools
import json
from pathlib import Path

import pytest

from tests.broker.conftest import Room
from tests.live import until
from workshop.broker import Broker, DirectLink
from workshop.content import load_programme
from workshop.messages import (
    BringTogether,
    GetAnswers,
    GetDivided,
    GetSuggestions,
    GetTexts,
    Identity,
    LetAllThrough,
    LetThrough,
    NewGroup,
    SetTheme,
)
from workshop.store import Keys, Store

SMALL = load_programme(Path(__file__).parents[1] / "content" / "small")
TABLE, DO, DONT = "vakken", "vak-wel", "vak-niet"
#: What six people wrote that they do, and that they don't do.
WROTE = [
    (["Ik bel elke week", "luisteren"], ["problemen oplossen"]),
    (["elke week bellen"], ["oplossen"]),
    (["Elke week bellen!", "feedback geven"], ["elke week bellen"]),
    (["bellen, elke week", "Feedback geven"], []),
    (["Elke week bellen"], ["roddelen"]),
    (["niet elke week bellen"], ["Problemen oplossen"]),
]


@pytest.fixture
def room(tmp_path):
    """Give a room whose programme has a table, with the threshold at 3."""
    now = itertools.count(1_790_000_000)
    clock = lambda: float(next(now))  # noqa: E731 - each look at the clock is a second later
    broker = Broker(store=Store.in_memory(clock=clock), programme=SMALL, keys=Keys.load(tmp_path), clock=clock)
    server = DirectLink(broker, Identity(role="server"))
    group = server.ask_now(NewGroup(name="Groep Oost", min_people=3)).group
    desk, screen = (DirectLink(broker, Identity(role=role, group=group.id)) for role in ("facilitator", "screen"))
    return Room(broker, server, group, desk, screen)


def fill(room, wrote=WROTE):
    """Let people write, and close."""
    room.join(len(wrote))
    room.act("open", TABLE)
    for page, fields in zip(room.people, wrote, strict=True):
        for item, texts in zip((DO, DONT), fields, strict=True):
            value = [{"id": f"{item}-{n}", "text": text} for n, text in enumerate(texts)]
            assert room.save(page, TABLE, item, value or None).seq
    room.act("close")


def texts(room, activity=TABLE):
    return room.desk.ask_now(GetTexts(activity=activity, round=1))


def named(room, *wanted, item=None):
    """Give the ids of texts by what they say."""
    return tuple(t.id for t in texts(room).texts if t.text in wanted and item in {None, t.item})


def bring(room, names, theme=None, name=""):
    return room.desk.ask_now(BringTogether(activity=TABLE, round=1, texts=tuple(names), theme=theme, name=name))


def set_theme(room, theme, **fields):
    return room.desk.ask_now(SetTheme(activity=TABLE, round=1, theme=theme, **fields))


def calling(room, *, shown=True):
    """Bring together what says that one calls each week, in both fields."""
    wanted = [t.id for t in texts(room).texts if "bel" in t.text and not t.text.startswith("niet")]
    made = bring(room, wanted, name="Elke week bellen")
    return set_theme(room, made.themes[-1].id, shown=shown).themes[-1].id


class TestReading:
    def test_only_after_closing(self, room):
        """While people write, not even the facilitator reads along."""
        fill(room)
        room.act("open", TABLE)
        assert texts(room).texts == []

    def test_says_where_it_was_written_and_not_by_whom(self, room):
        """Each text stands by itself with its field; one person's texts are scattered."""
        fill(room)
        found = texts(room).texts
        assert {(t.item, t.text) for t in found} == {
            (item, text) for fields in WROTE for item, own in zip((DO, DONT), fields, strict=True) for text in own
        }
        assert [t.id for t in found] == sorted(t.id for t in found)
        assert not any(str(n) in t.id for t in found for n in (DO, DONT))

    def test_too_few_people_means_no_texts(self, room):
        """With fewer than the threshold a text has hardly anyone to hide among."""
        fill(room, WROTE[:2])
        assert texts(room).texts == []

    def test_nobody_else_reads_or_decides(self, room):
        """Screen and participants can neither read the texts nor do anything with them."""
        fill(room)
        one = named(room, "luisteren")[0]
        for page in (room.screen, room.people[0]):
            for request in (
                GetTexts(activity=TABLE, round=1),
                LetAllThrough(activity=TABLE, round=1, texts=(one,), shown=True),
                BringTogether(activity=TABLE, round=1, texts=(one,)),
                SetTheme(activity=TABLE, round=1, theme="1", shown=True),
                GetSuggestions(activity=TABLE, round=1),
            ):
                assert page.ask_now(request).reason == "not-allowed"


class TestThemes:
    def test_a_theme_is_called_after_its_shortest_text(self, room):
        """Without a name the theme gets one that somebody wrote."""
        fill(room)
        made = bring(room, named(room, "problemen oplossen", "oplossen", "Problemen oplossen"))
        assert [theme.name for theme in made.themes] == ["oplossen"]
        assert {t.text for t in made.texts if t.theme == made.themes[0].id} == {
            "problemen oplossen",
            "oplossen",
            "Problemen oplossen",
        }

    def test_texts_move_between_themes_and_out(self, room):
        """A text is under one theme at a time; taken out it stands by itself."""
        fill(room)
        one = named(room, "luisteren")
        first = bring(room, one, name="Oor").themes[0].id
        second = bring(room, named(room, "roddelen"), name="Mond").themes[1].id
        moved = bring(room, one, theme=second)
        assert {t.text for t in moved.texts if t.theme == second} == {"luisteren", "roddelen"}
        assert not [t for t in moved.texts if t.theme == first]
        out = bring(room, one, theme="")
        assert [t.theme for t in out.texts if t.text == "luisteren"] == [None]

    def test_a_theme_that_goes_leaves_its_texts(self, room):
        """Taking a theme away takes no text away; doing it twice is said."""
        fill(room)
        theme = calling(room)
        gone = set_theme(room, theme, gone=True)
        assert gone.themes == []
        assert len(gone.texts) == sum(len(own) for fields in WROTE for own in fields)
        assert set_theme(room, theme, gone=True).reason == "unknown-theme"
        assert bring(room, named(room, "luisteren"), theme=theme).reason == "unknown-theme"

    @pytest.mark.parametrize("name", ["", "   ", "\x00"])
    def test_a_theme_needs_a_name(self, room, name):
        """An empty name is refused; a long one is cut."""
        fill(room)
        theme = calling(room)
        assert set_theme(room, theme, name=name).reason == "bad-name"
        assert len(set_theme(room, theme, name="a" * 500).themes[0].name) == 120

    def test_unknown_texts_change_nothing(self, room):
        """When one of the texts has gone, none is moved."""
        fill(room)
        one = named(room, "luisteren")[0]
        assert bring(room, [one, "no-such"]).reason == "unknown-text"
        assert bring(room, []).reason == "unknown-text"
        assert texts(room).themes == []

    def test_votes_have_no_themes(self, room):
        """Own words beside a vote are let through one by one, as before."""
        request = BringTogether(activity="stem", round=1, texts=("x",))
        assert room.desk.ask_now(request).reason == "unknown-activity"

    def test_a_text_that_was_changed_is_another_text(self, room):
        """What was decided does not hold for what someone writes later under the same id."""
        fill(room)
        calling(room)
        room.act("open", TABLE)
        room.save(room.people[0], TABLE, DO, [{"id": f"{DO}-0", "text": "Nu iets anders"}])
        room.act("close")
        found = {t.text: t.theme for t in texts(room).texts}
        assert found["Nu iets anders"] is None
        assert found["elke week bellen"] is not None


class TestResult:
    def test_nothing_before_it_is_let_through(self, room):
        """Shown with nothing let through, the fields are empty; closed, there is no result for anybody."""
        fill(room)
        calling(room, shown=False)
        assert room.result(room.desk, TABLE).status == "hidden"
        room.act("show")
        for page in (room.desk, room.screen, room.people[0]):
            result = room.result(page, TABLE)
            assert result.people == 6
            assert result.table["fields"] == {DO: [], DONT: []}
            assert "bel" not in json.dumps(result.table)

    def test_a_theme_has_a_count_where_enough_said_it(self, room):
        """Five people call each week; that one does not is shown without a number."""
        fill(room)
        theme = calling(room)
        room.act("show")
        table = room.result(room.screen, TABLE).table
        assert table["fields"][DO] == [{"id": theme, "text": "Elke week bellen", "people": 5}]
        assert table["fields"][DONT] == [{"id": theme, "text": "Elke week bellen", "people": None}]

    def test_a_person_counts_once(self, room):
        """Who said a thing twice is one person."""
        fill(room, [(["bellen", "Bellen!"], ["x"])] * 4)
        wanted = [t.id for t in texts(room).texts if t.item == DO]
        set_theme(room, bring(room, wanted).themes[0].id, shown=True)
        room.act("show")
        assert [text["people"] for text in room.result(room.screen, TABLE).table["fields"][DO]] == [4]

    def test_where_a_theme_stands_in_two_fields(self, room):
        """The map names what meets, whoever wrote it."""
        fill(room)
        theme = calling(room)
        room.act("show")
        assert room.result(room.screen, TABLE).table["meetings"] == [
            {"id": theme, "text": "Elke week bellen", "between": [DO, DONT], "means": "differ", "people": [5, None]}
        ]
        set_theme(room, theme, shown=False)
        assert room.result(room.screen, TABLE).table["meetings"] == []

    def test_a_text_by_itself(self, room):
        """A text that was let through alone stands there as edited, without a count, and can be taken back."""
        fill(room)
        (one,) = named(room, "roddelen")
        room.act("show")
        room.desk.ask_now(LetThrough(activity=TABLE, round=1, text=one, shown=True, edited="[…]"))
        assert room.result(room.screen, TABLE).table["fields"][DONT] == [{"id": one, "text": "[…]", "people": None}]
        room.desk.ask_now(LetThrough(activity=TABLE, round=1, text=one, shown=False))
        assert room.result(room.screen, TABLE).table["fields"][DONT] == []

    def test_all_at_once(self, room):
        """All texts of a field are let through with one press, and taken back with one."""
        fill(room)
        room.act("show")
        wanted = tuple(t.id for t in texts(room).texts if t.item == DO)
        room.desk.ask_now(LetAllThrough(activity=TABLE, round=1, texts=wanted, shown=True))
        assert len(room.result(room.screen, TABLE).table["fields"][DO]) == len(wanted)
        room.desk.ask_now(LetAllThrough(activity=TABLE, round=1, texts=wanted, shown=False))
        assert room.result(room.screen, TABLE).table["fields"][DO] == []

    def test_a_count_never_tells_what_one_more_person_said(self, room):
        """When one text more is brought under a theme that is shown, its count stays: the difference would be one."""
        fill(room)
        wanted = named(room, *(own[0] for own, _other in WROTE[:4]), item=DO)
        theme = set_theme(room, bring(room, wanted).themes[0].id, shown=True).themes[0].id
        room.act("show")
        assert room.result(room.screen, TABLE).table["fields"][DO][0]["people"] == 4
        bring(room, named(room, "Elke week bellen", item=DO), theme=theme)
        assert room.result(room.screen, TABLE).table["fields"][DO][0]["people"] == 4

    def test_too_few(self, room):
        """Below the threshold nothing is shown, whatever was decided."""
        fill(room, WROTE[:2])
        room.act("show")
        result = room.result(room.screen, TABLE)
        assert (result.status, result.table) == ("too-few", {})

    def test_dividing_leaves_tables_out(self, room):
        """Which situations divide is asked of votes only."""
        fill(room)
        room.act("show")
        assert room.desk.ask_now(GetDivided(session="session")).activities == []


class TestLate:
    def test_what_is_written_too_late_is_kept_and_not_read(self, room):
        """What someone was typing when it closed stays theirs; nobody else gets it."""
        fill(room)
        reply = room.save(room.people[0], TABLE, DO, [{"id": "late", "text": "te laat"}])
        assert reply.late
        assert room.people[0].ask_now(GetAnswers()).values[TABLE]["1"][DO] == [{"id": "late", "text": "te laat"}]
        assert "te laat" not in {t.text for t in texts(room).texts}


class TestSuggestions:
    def suggested(self, room):
        """Ask until the program has thought."""

        def ready():
            told = room.desk.ask_now(GetSuggestions(activity=TABLE, round=1))
            return told if told.ready else None

        return until(ready, "the text help")

    def test_what_says_the_same(self, room):
        """Near-identical texts are suggested as one, in whichever field; the contrary is not among them."""
        fill(room)
        told = self.suggested(room)
        words = {t.id: t.text for t in texts(room).texts}
        groups = [{words[name] for name in group} for group in told.alike]
        calls = next(group for group in groups if "Elke week bellen" in group)
        assert {"elke week bellen", "Elke week bellen!", "Ik bel elke week", "bellen, elke week"} <= calls
        assert "niet elke week bellen" not in calls
        assert {"feedback geven", "Feedback geven"} in groups

    def test_a_home_among_the_themes(self, room):
        """What stands under no theme may get one suggested, with the words that say why."""
        fill(room)
        made = bring(room, named(room, "problemen oplossen", "Problemen oplossen"))
        told = self.suggested(room)
        (one,) = named(room, "oplossen")
        assert [(home.text, home.theme, home.words) for home in told.homes] == [(one, made.themes[0].id, ["oplossen"])]

    def test_nothing_is_done_by_itself(self, room):
        """Asking for suggestions moves no text."""
        fill(room)
        self.suggested(room)
        assert texts(room).themes == []
        assert not [t for t in texts(room).texts if t.theme or t.shown]

    def test_nothing_to_suggest(self, room):
        """While nothing may be read there is nothing to think about."""
        fill(room, WROTE[:2])
        told = self.suggested(room)
        assert (told.alike, told.homes) == ([], [])
