"""Answers: revisions that are never overwritten, counted once, in the order of the group's sequence number."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import START, join, new_group
from workshop.errors import RefusedError, StoreError
from workshop.store import open_store
from workshop.store.opening import FILE

#: What an answer may be: every script and type, and what other places take for the end of a text.
VALUES = ["", "a\x00b", "🙂 \u200fשלום", "<script>", "x" * 10_000, 0, 4.5, False, ["b", "a"], {"a": 1}]  # noqa: RUF001


def rows(filled, columns):
    """Read the answers from the file itself, past the store."""
    with closing(sqlite3.connect(filled.data / FILE)) as connection:
        return connection.execute(f"select {columns} from answers order by id").fetchall()  # noqa: S608


class TestSave:
    def test_a_change_adds_a_revision(self, filled):
        """What someone chose before stays in the store, under what they chose later."""
        for value in ("zelf", "samen", "laten"):
            filled.save(value=value)
        assert rows(filled, "value") == [('"zelf"',), ('"samen"',), ('"laten"',)]
        assert [answer[4] for answer in filled.store.answers(filled.group.id, "grens-05")] == ["laten"]

    def test_the_same_save_id_is_committed_once(self, filled):
        """A page that asks again because it heard no reply gets the reply it missed, and no second revision."""
        first = filled.save(value="zelf", save_id="a")
        assert filled.save(value="samen", save_id="a") == first
        assert rows(filled, "value") == [('"zelf"',)]

    def test_a_save_id_is_its_owners(self, filled):
        """Two people's pages may come to the same save_id."""
        assert filled.save(0, save_id="a").seq != filled.save(1, save_id="a").seq

    def test_seq_grows_by_one_in_each_group_by_itself(self, filled):
        """One group's answers do not move another group's sequence number."""
        other = new_group(filled.store, "Groep West")
        stranger = join(filled.store, other.id, "hash of a stranger")
        seen = [filled.save().seq for _n in range(3)]
        assert filled.save(group_id=other.id, participant_id=stranger).seq == 1
        seen += [filled.save(1).seq, filled.store.set_stage(filled.group.id, changes={"grens-05": ("closed", 1)})]
        assert seen == [1, 2, 3, 4, 5]

    def test_thresholds_freeze_at_the_first_answer(self, filled):
        """The group's first answer sets frozen_at, to the moment of its saving; later ones leave it."""
        assert filled.store.group(filled.group.id).frozen_at is None
        saved = filled.save()
        filled.save(1)
        assert filled.store.group(filled.group.id).frozen_at == saved.saved_at > START

    def test_an_unknown_group_or_person_keeps_nothing(self, filled):
        """An answer of nobody is an error, and leaves no trace."""
        with pytest.raises(RefusedError):
            filled.save(group_id=99)
        with pytest.raises(StoreError, match="FOREIGN KEY"):
            filled.save(participant_id=99)
        assert rows(filled, "*") == []
        assert filled.save().seq == 1

    @pytest.mark.parametrize("value", VALUES)
    def test_any_json_comes_back_as_it_was(self, filled, value):
        """What was saved is what is read, in every script and type, also by whoever opens the file later."""
        filled.save(value=value)
        again = open_store(filled.data)
        (found,) = again.answers_of(filled.people[0])
        again.close()
        assert found.value == value
        assert type(found.value) is type(value)


SAVES = st.lists(
    st.tuples(
        st.integers(0, 2),  # person
        st.sampled_from(["grens-05", "grens-06"]),
        st.sampled_from(["choice", "words"]),
        st.integers(1, 2),  # round
        st.one_of(st.none(), st.text(max_size=20), st.integers(0, 5)),
        st.booleans(),  # late
        st.integers(0, 12),  # save_id; few, so that some come twice
    ),
    max_size=25,
)


class TestCurrentAnswers:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(saves=SAVES)
    def test_equal_a_plain_dictionary(self, filled, saves):
        """The last counted revision counts; late ones and those taken back (None) do not; a repeat changes nothing."""
        group = new_group(filled.store)
        people = [join(filled.store, group.id, f"hash {group.id} {n}") for n in range(3)]
        counted, own, known = {}, {}, set()
        for person, activity, item, number, value, late, save in saves:
            place = {"activity": activity, "item": item, "round": number}
            who = {"group_id": group.id, "participant_id": people[person]}
            filled.save(value=value, late=late, save_id=f"{save}", **place, **who)
            if (person, save) not in known:
                known.add((person, save))
                own[people[person], activity, item, number] = value
                if not late:
                    counted[people[person], activity, item, number] = value
        for activity in ("grens-05", "grens-06"):
            wanted = {key: value for key, value in counted.items() if key[1] == activity and value is not None}
            found = filled.store.answers(group.id, activity)
            assert {row[:4]: row[4] for row in found} == wanted
            assert len(found) == len(wanted)
            for number in (1, 2):
                done = {}
                for (who, _activity, item, in_round), value in wanted.items():
                    if in_round == number:
                        done.setdefault(who, {})[item] = value
                assert filled.store.progress(group.id, activity, number) == done
        theirs = {
            (who, row.activity, row.item, row.round): row.value
            for who in people
            for row in filled.store.answers_of(who)
        }
        assert theirs == own
        assert filled.store.stage(group.id).seq == len(known)

    def test_a_late_answer_does_not_hide_the_counted_one(self, filled):
        """What is written after closing is its owner's; what was counted goes on counting."""
        filled.save(value="op tijd")
        filled.save(value="te laat", late=True)
        assert [row[4] for row in filled.store.answers(filled.group.id, "grens-05")] == ["op tijd"]
        assert [(row.value, row.late) for row in filled.store.answers_of(filled.people[0])] == [("te laat", True)]
