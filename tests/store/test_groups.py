"""Groups, seats, stages and what was let out: each operation whole, each value back as it was given."""

import pytest

from tests.store.conftest import join, new_group
from workshop.errors import RefusedError
from workshop.store import open_store
from workshop.store import store as store_module


class TestGroups:
    @pytest.mark.parametrize("name", ["", "   ", "\n\t", "x" * 121])
    def test_a_group_needs_a_name_of_reasonable_length(self, filled, name):
        """An empty or endless name is refused, and no group is made."""
        with pytest.raises(RefusedError) as error:
            new_group(filled.store, name)
        assert error.value.reason == "bad-name"
        assert len(filled.store.groups()) == 1

    def test_a_name_is_kept_as_it_was_typed_but_for_spaces(self, filled):
        """Markup, emoji and right-to-left text are text; line breaks and rows of spaces become one space."""
        made = new_group(filled.store, "  <b>Groep</b>\n 🙂   'שלום'; --  ")
        assert filled.store.group(made.id).name == "<b>Groep</b> 🙂 'שלום'; --"

    def test_a_code_that_is_taken_is_not_given_again(self, filled, monkeypatch):
        """However often chance gives the same code, each group has its own."""
        codes = iter([filled.group.code, filled.group.code, "WXYZAB"])
        monkeypatch.setattr(store_module, "new_join_code", lambda: next(codes))
        assert new_group(filled.store).code == "WXYZAB"

    def test_are_listed_newest_first(self, filled):
        """The group that was made last is the one looked for."""
        later = new_group(filled.store, "Groep West")
        assert [group.id for group in filled.store.groups()] == [later.id, filled.group.id]

    def test_end_and_open_again(self, filled):
        """Ending has a time, and can be undone; both are news for the group's pages."""
        first = filled.store.stage(filled.group.id).stage_seq
        filled.store.end_group(filled.group.id)
        ended = filled.store.stage(filled.group.id)
        assert ended.ended
        assert filled.store.group(filled.group.id).ended_at is not None
        filled.store.end_group(filled.group.id, ended=False)
        again = filled.store.stage(filled.group.id)
        assert not again.ended
        assert first < ended.stage_seq < again.stage_seq

    @pytest.mark.parametrize("call", [lambda s: s.group(99), lambda s: s.stage(99), lambda s: s.end_group(99)])
    def test_an_unknown_group_is_refused(self, filled, call):
        """A number that no group has is told as such."""
        with pytest.raises(RefusedError) as error:
            call(filled.store)
        assert error.value.reason == "unknown-group"

    def test_a_renewed_link_is_the_next_generations(self, filled):
        """Only the role that was renewed gets another link."""
        filled.store.renew_link(filled.group.id, "screen")
        group = filled.store.group(filled.group.id)
        assert (group.facilitator_generation, group.screen_generation) == (0, 1)


class TestSeats:
    def test_the_same_key_is_the_same_seat(self, filled):
        """A reload of the join form makes no second participant, and changes nothing of the first."""
        before = filled.store.participant(filled.people[0])
        again = filled.store.join(filled.group.id, "hash 0", name="Iemand anders", pseudonym="x", language="en")
        assert again == before
        assert filled.store.people(filled.group.id) == 3

    def test_a_key_belongs_to_one_group(self, filled):
        """Who joins a second group with the key of the first is still in the first."""
        other = new_group(filled.store, "Groep West")
        assert join(filled.store, other.id, "hash 0") == filled.people[0]
        assert filled.store.people(other.id) == 0

    def test_only_the_hash_is_kept(self, filled):
        """A seat is found by its key's hash, and by nothing else."""
        assert filled.store.participant_by_key("hash 1").id == filled.people[1]
        assert filled.store.participant_by_key("") is None
        with pytest.raises(RefusedError):
            filled.store.participant(99)

    def test_a_language_is_remembered(self, filled):
        """Who switched reads on in that language."""
        filled.store.set_participant_language(filled.people[0], "en")
        assert filled.store.participant(filled.people[0]).language == "en"


class TestStages:
    def test_stand_where_they_were_set(self, filled):
        """Stages, place and order come back as they were set, also in a store that was opened again."""
        store, group = filled.store, filled.group.id
        store.set_stage(group, changes={"grens-01": ("closed", 1)})
        store.set_stage(
            group, changes={"grens-01": ("shown", 2), "grens-02": ("open", 1)}, current=("grenzen", "grens-02")
        )
        seq = store.set_agenda(group, "grenzen", ["grens-02", "grens-01"])
        again = open_store(filled.data)
        found = again.stage(group)
        again.close()
        assert found.stages == {"grens-01": ("shown", 2), "grens-02": ("open", 1)}
        assert (found.session, found.activity) == ("grenzen", "grens-02")
        assert found.agenda == {"grenzen": ["grens-02", "grens-01"]}
        assert found.seq == found.stage_seq == seq == 3

    def test_an_answer_is_no_news_of_the_stage(self, filled):
        """Votes move the group's seq, not the stage's: participants' pages are not woken by them."""
        before = filled.store.stage(filled.group.id)
        filled.save()
        after = filled.store.stage(filled.group.id)
        assert (after.seq, after.stage_seq) == (before.seq + 1, before.stage_seq)


class TestLetOut:
    def test_a_text_is_let_through_for_one_revision(self, filled):
        """What was let through is known by the revision it was read in; taking it back is remembered."""
        seq = filled.save(item="words", value="Eerst vragen.").seq
        place = {"participant_id": filled.people[0], "activity": "grens-05", "round": 1, "answer_seq": seq}
        filled.store.set_passed(filled.group.id, shown=True, edited="Eerst vragen!", **place)
        filled.store.set_passed(filled.group.id, shown=False, edited=None, **place)
        (row,) = filled.store.passed(filled.group.id, "grens-05", 1)
        assert (row.answer_seq, row.shown, row.edited) == (seq, False, None)
        assert filled.store.passed(filled.group.id, "grens-05", 2) == []

    def test_all_releases_are_remembered_for_each_round(self, filled):
        """The privacy gate finds all that it has let out of this round, as it gave it."""
        assert filled.store.releases(filled.group.id, "grens-05", 1) == []
        for people in ({"1": "zelf"}, {"1": "zelf", "2": "laten"}):
            filled.store.add_release(filled.group.id, "grens-05", 1, {"choice": people})
        assert filled.store.releases(filled.group.id, "grens-05", 1) == [
            {"choice": {"1": "zelf"}},
            {"choice": {"1": "zelf", "2": "laten"}},
        ]
        assert filled.store.releases(filled.group.id, "grens-05", 2) == []
