"""Moving a group: the facilitator's actions on the stages."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.broker.stages import Move, Where, move
from workshop.errors import RefusedError
from workshop.messages import Act, ActivityStage


def activity(name, rounds=1, items=("a",)):
    return SimpleNamespace(id=name, rounds=rounds, items=items)


ACTIVITIES = {
    "lezen": ("een", activity("lezen", items=())),
    "schaal": ("een", activity("schaal")),
    "stem": ("twee", activity("stem", rounds=2)),
    "stem-2": ("twee", activity("stem-2", rounds=2)),
}
AGENDA = {"een": ["lezen", "schaal"], "twee": ["stem", "stem-2"]}
START = Where(agenda=AGENDA)
ACTIONS = ["open", "close", "show", "again", "next", "back", "open_all", "close_all"]


def after(where, *acts):
    """Let a group go through actions."""
    for act in acts:
        made = move(where, act, ACTIVITIES)
        session, name = made.current or (where.session, where.activity)
        where = Where(session, name, {**where.stages, **made.changes}, where.agenda)
    return where


def act(action, name=None, session=None):
    return Act(action=action, activity=name, session=session)


class TestOpening:
    def test_next_begins_with_the_first_activity(self):
        """Before the start, next opens the first activity of the first session."""
        where = after(START, act("next"))
        assert (where.session, where.activity, where.stage("lezen").state) == ("een", "lezen", "open")

    def test_next_closes_what_was_open(self):
        """Moving on closes the activity that was being answered, and goes over the end of a session."""
        where = after(START, act("open", "schaal"), act("next"))
        assert where.activity == "stem"
        assert where.stage("schaal").state == "closed"
        assert where.stage("stem").state == "open"

    def test_back_leaves_what_was_answered_as_it_was(self):
        """Going back to a shown activity shows it; it does not take answers again."""
        where = after(START, act("open", "schaal"), act("show"), act("next"), act("back"))
        assert (where.activity, where.stage("schaal").state) == ("schaal", "shown")

    def test_at_the_ends_nothing_happens(self):
        """There is nothing before the first and after the last."""
        assert move(after(START, act("next")), act("back"), ACTIVITIES) == Move()
        assert move(after(START, act("open", "stem-2")), act("next"), ACTIVITIES) == Move()

    def test_a_skipped_activity_is_not_reached_by_next(self):
        """What the facilitator took off the agenda is passed over."""
        where = Where(agenda={"een": ["lezen"], "twee": ["stem-2"]})
        assert after(where, act("next"), act("next")).activity == "stem-2"

    def test_unknown_activities_are_refused(self):
        """An id that is not in the programme is an error, not a new activity."""
        with pytest.raises(RefusedError, match="no activity 'weg'"):
            move(START, act("open", "weg"), ACTIVITIES)


class TestRounds:
    def test_again_opens_the_second_round(self):
        """After showing, a second round opens; there is no third."""
        where = after(START, act("open", "stem"), act("show"), act("again"))
        assert where.stage("stem") == ActivityStage(state="open", round=2)
        assert move(after(where, act("close")), act("again"), ACTIVITIES) == Move()

    def test_show_closes_first(self):
        """A result is never shown while answers still come in."""
        assert after(START, act("open", "stem"), act("show")).stage("stem").state == "shown"

    def test_nothing_to_show_before_it_was_open(self):
        """Showing what nobody could answer changes nothing."""
        assert move(START, act("show", "stem"), ACTIVITIES) == Move()


class TestAllAtOnce:
    def test_open_all_opens_a_session_for_ones_own_order(self):
        """Every activity with answers is open at once, and moving between them closes none."""
        where = after(START, act("open_all", session="twee"), act("next"))
        assert [where.stage(name).state for name in AGENDA["twee"]] == ["open", "open"]
        assert where.activity == "stem-2"

    def test_close_all_closes_them(self):
        """Closing all leaves nothing open."""
        where = after(START, act("open_all", session="twee"), act("close_all", session="twee"))
        assert {where.stage(name).state for name in AGENDA["twee"]} == {"closed"}


class TestAnyOrder:
    @given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from([None, *ACTIVITIES])), max_size=25))
    def test_pressing_twice_is_harmless_and_rounds_never_go_back(self, presses):
        """Whatever is pressed: open, close and show repeated change nothing, and no round is lost."""
        where = START
        for action, name in presses:
            try:
                following = after(where, act(action, name, session="twee"))
            except RefusedError:
                continue
            for each in ACTIVITIES:
                assert following.stage(each).round >= where.stage(each).round
            if action in {"open", "close", "show", "open_all", "close_all"}:
                assert after(following, act(action, name, session="twee")) == following
            where = following
