"""What the group sees, and when."""

import pytest

from tests.broker.conftest import PROGRAMME
from workshop.messages import GetDivided, GetRoom, GetTexts, LetThrough

VOTE, SENSITIVE, SCALE = "grens-01", "grens-05", "zelfbeeld-voor"


class TestVisibility:
    def test_while_open_nobody_sees_numbers(self, room):
        """Only how many are done leaves the broker while a vote is open: not even to the facilitator."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        for page in (room.desk, room.screen, room.people[0]):
            result = room.result(page, VOTE)
            assert (result.status, result.table, result.figures, result.people) == ("open", {}, {}, 0)

    def test_closed_is_for_the_facilitator_only(self, room):
        """Before it is shown, the result is on the desk and nowhere else."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        room.act("close")
        assert room.result(room.desk, VOTE).status == "ok"
        assert room.result(room.screen, VOTE).status == "hidden"
        assert room.result(room.people[0], VOTE).status == "hidden"

    def test_shown_is_for_all(self, room):
        """After showing, screen and participants see what was chosen."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, "zelf", "zelf", "grens", "samen", "zelf", "laten")
        room.act("show")
        for page in (room.desk, room.screen, room.people[0]):
            result = room.result(page, VOTE)
            assert result.table["rounds"]["1"]["counts"] == {
                "zelf": 3,
                "grens": 1,
                "samen": 1,
                "melden": 0,
                "laten": 1,
            }
            assert result.figures["main"]["data"]

    def test_too_few_shows_no_number(self, room):
        """Four of five needed: the threshold is said, the answers are not."""
        room.join(4)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 4)
        room.act("show")
        result = room.result(room.screen, VOTE)
        assert (result.status, result.people, result.needed, result.table) == ("too-few", 0, 5, {})

    def test_sensitive_situations_need_more(self, room):
        """Seven people see nothing of a sensitive situation in a group with the standard thresholds."""
        room.join(7)
        room.act("open", SENSITIVE)
        room.vote(SENSITIVE, *["zelf"] * 7)
        room.act("show")
        assert room.result(room.screen, SENSITIVE).status == "too-few"
        assert room.result(room.screen, SENSITIVE).needed == 8

    def test_the_shift_counts_who_moved(self, room):
        """After a second round the flows are what people did."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        room.act("show")
        room.act("again")
        room.vote(VOTE, "zelf", "zelf", "zelf", "zelf", "samen", "melden", number=2)
        room.act("show")
        shift = room.result(room.screen, VOTE).table["shift"]
        assert (shift["stayed"], shift["moved"]) == (4, 2)

    def test_a_vote_after_reopening_is_not_shown_alone(self, room):
        """After one more vote in a round opened again, the earlier table stays: one vote is never a difference."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        room.act("show")
        before = room.result(room.screen, VOTE).table
        room.act("open", VOTE)
        (late,) = room.join()
        room.save(late, VOTE, "choice", "laten")
        room.act("show")
        assert room.result(room.screen, VOTE).table == before

    def test_a_self_assessment_is_per_statement_never_per_person(self, room):
        """The table has statements and scales; the figures likewise."""
        room.join(5)
        room.act("open", SCALE)
        for page in room.people:
            for item in PROGRAMME.activity(SCALE).items:
                room.save(page, SCALE, item, 4)
        room.act("show")
        result = room.result(room.screen, SCALE)
        assert {scale["id"]: scale["mean"] for scale in result.table["scales"]} == {
            "doelen": 4.0,
            "houding": 4.0,
            "transfer": 4.0,
        }
        assert set(result.figures) == {"main", "doelen", "houding", "transfer"}


class TestRoom:
    def test_counts_here_busy_and_done(self, room):
        """Done is who answered what is required; busy is who began."""
        room.join(3)
        room.act("open", VOTE)
        room.save(room.people[0], VOTE, "choice", "zelf")
        room.save(room.people[1], VOTE, "words", "Ik denk na.")
        seen = room.screen.ask_now(GetRoom())
        assert (seen.joined, seen.here, seen.busy, seen.done) == (3, 3, 1, 1)

    def test_a_page_that_has_gone_is_not_here(self, room):
        """Who closed the page is counted as joined, not as here."""
        room.join(2)
        room.broker.forget(room.people[0].capability)
        assert room.desk.ask_now(GetRoom()).here == 1

    def test_two_tabs_are_one_person(self, room):
        """Here counts people, not pages."""
        (page,) = room.join()
        room.page(room.broker.pages[page.capability].identity.participant)
        assert room.desk.ask_now(GetRoom()).here == 1

    def test_participants_do_not_see_it(self, room):
        """The counts are for desk and screen."""
        (page,) = room.join()
        assert page.ask_now(GetRoom()).reason == "not-allowed"


class TestTexts:
    @pytest.fixture
    def written(self, room):
        """Give a room where six people wrote words."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        for n, page in enumerate(room.people):
            room.save(page, VOTE, "words", f"tekst {n}")
        room.act("close")
        return room

    def test_only_after_closing(self, room):
        """While people write, not even the facilitator reads along."""
        room.join(6)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 6)
        room.save(room.people[0], VOTE, "words", "tekst")
        assert room.desk.ask_now(GetTexts(activity=VOTE, round=1)).texts == []

    def test_authorless_and_in_no_telling_order(self, written):
        """The facilitator gets all texts; neither ids nor order follow who wrote or when."""
        texts = written.desk.ask_now(GetTexts(activity=VOTE, round=1)).texts
        assert {text.text for text in texts} == {f"tekst {n}" for n in range(6)}
        assert [text.id for text in texts] == sorted(text.id for text in texts)

    def test_others_see_only_what_was_let_through(self, written):
        """One text let through, with a word blanked, is what the screen shows; taken back it is gone."""
        written.act("show")
        text = written.desk.ask_now(GetTexts(activity=VOTE, round=1)).texts[0]
        assert written.result(written.screen, VOTE).texts == []
        written.desk.ask_now(LetThrough(activity=VOTE, round=1, text=text.id, shown=True, edited="tekst ▒"))
        assert written.result(written.screen, VOTE).texts == ["tekst ▒"]
        written.desk.ask_now(LetThrough(activity=VOTE, round=1, text=text.id, shown=False))
        assert written.result(written.screen, VOTE).texts == []

    def test_too_few_people_means_no_texts(self, room):
        """With fewer than the threshold a text has hardly anyone to hide among."""
        room.join(3)
        room.act("open", VOTE)
        for page in room.people:
            room.save(page, VOTE, "words", "ik")
        room.act("close")
        assert room.desk.ask_now(GetTexts(activity=VOTE, round=1)).texts == []

    def test_nobody_else_reads_them(self, written):
        """Screen and participants cannot ask for texts, nor let any through."""
        for page in (written.screen, written.people[0]):
            assert page.ask_now(GetTexts(activity=VOTE, round=1)).reason == "not-allowed"
            refused = page.ask_now(LetThrough(activity=VOTE, round=1, text="x", shown=True))
            assert refused.reason == "not-allowed"


class TestDivided:
    def test_the_most_divided_first(self, room):
        """Situations with enough answers are put in order of disagreement; open ones are left out."""
        room.join(6)
        for name, choices in {
            "grens-01": ["zelf"] * 6,
            "grens-02": ["zelf", "grens", "samen", "melden", "laten", "zelf"],
            "grens-03": ["zelf", "zelf", "zelf", "grens", "zelf", "zelf"],
        }.items():
            room.act("open", name)
            room.vote(name, *choices)
        room.act("open", "grens-04")
        divided = room.desk.ask_now(GetDivided(session="grenzen")).activities
        assert [name for name, _value in divided] == ["grens-02", "grens-03", "grens-01"]
