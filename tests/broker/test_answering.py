"""Saving answers."""

from hypothesis import given
from hypothesis import strategies as st

from tests.broker.conftest import PROGRAMME
from workshop.messages import EndGroup, GetAnswers, Refused, Saved

VOTE = "grens-01"


class TestSave:
    def test_an_answer_comes_back(self, room):
        """What was saved is what a fresh page of the same person gets."""
        (page,) = room.join()
        room.act("open", VOTE)
        assert isinstance(room.save(page, VOTE, "choice", "zelf"), Saved)
        again = room.page(room.broker.pages[page.capability].identity.participant)
        assert again.ask_now(GetAnswers()).values == {VOTE: {"1": {"choice": "zelf"}}}

    def test_the_same_save_twice_counts_once(self, room):
        """A repeat with the same id gives the first reply again, and no second revision."""
        (page,) = room.join()
        room.act("open", VOTE)
        first = room.save(page, VOTE, "choice", "zelf", save_id="one")
        assert room.save(page, VOTE, "choice", "zelf", save_id="one") == first

    def test_a_closed_activity_takes_no_choice(self, room):
        """After closing, a choice is refused with a sentence in the person's language."""
        (page,) = room.join()
        room.act("open", VOTE)
        room.act("close")
        reply = room.save(page, VOTE, "choice", "zelf")
        assert reply.reason == "closed"
        assert reply.text != "closed"

    def test_late_words_are_kept_for_their_owner(self, room):
        """What someone was typing when the group moved on is saved as theirs, and not counted."""
        (page,) = room.join()
        room.act("open", VOTE)
        room.act("close")
        assert room.save(page, VOTE, "words", "Ik vraag eerst door.").late
        assert page.ask_now(GetAnswers()).values[VOTE]["1"]["words"] == "Ik vraag eerst door."
        assert not [row for row in room.broker.store.answers(room.group.id, VOTE) if row[2] == "words"]

    def test_a_round_that_never_was_takes_nothing(self, room):
        """Neither an answer before the opening nor one for a future or impossible round is taken."""
        (page,) = room.join()
        assert room.save(page, VOTE, "choice", "zelf").reason == "closed"
        room.act("open", VOTE)
        for number in (-1, 0, 2, 99):
            assert isinstance(room.save(page, VOTE, "words", "x", number), Refused)

    def test_only_participants_answer(self, room):
        """Desk and screen cannot save."""
        room.act("open", VOTE)
        assert room.save(room.desk, VOTE, "choice", "zelf").reason == "not-allowed"
        assert room.save(room.screen, VOTE, "choice", "zelf").reason == "not-allowed"

    def test_an_ended_group_takes_nothing(self, room):
        """After the end nothing can be changed."""
        (page,) = room.join()
        room.act("open", VOTE)
        room.desk.ask_now(EndGroup())
        assert room.save(page, VOTE, "choice", "zelf").reason == "ended"

    def test_taking_away(self, room):
        """None takes an answer away."""
        (page,) = room.join()
        room.act("open", VOTE)
        room.save(page, VOTE, "choice", "zelf")
        room.save(page, VOTE, "choice", None)
        assert page.ask_now(GetAnswers()).values == {}

    @given(value=st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text(), max_size=3)))
    def test_nothing_odd_gets_in(self, value):
        """Only a choice of the programme is taken as a choice; everything else is refused by a reason."""
        activity = PROGRAMME.activity(VOTE)
        choices = {choice.id for choice in PROGRAMME.session("grenzen").vote.choices}
        fits = value is None or (isinstance(value, str) and value in choices)
        assert (activity.check("choice", value) is None) == fits

    def test_unknown_activities_and_items_are_refused(self, room):
        """A forged id changes nothing."""
        (page,) = room.join()
        room.act("open", VOTE)
        assert room.save(page, "grens-99", "choice", "zelf").reason == "unknown-activity"
        assert room.save(page, VOTE, "geheim", "zelf").reason == "unknown-item"
        assert room.save(page, VOTE, "choice", "zelf", save_id="x" * 65).reason == "bad-request"


class TestSecondTab:
    def test_other_pages_of_the_same_person_hear_of_it(self, room):
        """A second tab gets a notice 'mine'; somebody else's page gets none."""
        one, other = room.join(2)
        second = room.page(room.broker.pages[one.capability].identity.participant)
        heard, not_heard = [], []
        second.listen(lambda notice: heard.append(notice.topic))
        other.listen(lambda notice: not_heard.append(notice.topic))
        room.act("open", VOTE)
        heard.clear(), not_heard.clear()
        room.save(one, VOTE, "choice", "zelf")
        assert heard == ["mine"]
        assert not_heard == []
