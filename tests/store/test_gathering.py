"""What the facilitator decides about texts: kept per text, in its group, and gone with it."""

import sqlite3
from contextlib import closing

import pytest

from tests.store.conftest import join, new_group
from workshop.store import DecidedRow, ThemeRow, open_store
from workshop.store.opening import FILE

TABLE = "rollen-tabel"


@pytest.fixture
def gathering(filled):
    return filled.store.gathering


def decided(filled, person=0, **fields):
    return DecidedRow(filled.people[person], "rollen-mentor-wel", "a", "luisteren", **fields)


class TestDecide:
    def test_the_last_decision_about_a_text_counts(self, filled, gathering):
        """Deciding again about the same text replaces what was decided; other texts keep theirs."""
        one, other = decided(filled, shown=True), decided(filled, 1, shown=True)
        gathering.decide(filled.group.id, TABLE, 1, [one, other])
        gathering.decide(filled.group.id, TABLE, 1, [decided(filled, shown=False, edited="[…]")])
        assert gathering.decisions(filled.group.id, TABLE, 1) == [other, decided(filled, shown=False, edited="[…]")]

    def test_belongs_to_a_round_of_an_activity_of_a_group(self, filled, gathering):
        """The same text in another round, activity or group is another text."""
        elsewhere = new_group(filled.store, "Elders")
        stranger = join(filled.store, elsewhere.id, "hash x")
        gathering.decide(filled.group.id, TABLE, 1, [decided(filled)])
        gathering.decide(filled.group.id, TABLE, 2, [decided(filled, shown=True)])
        gathering.decide(elsewhere.id, TABLE, 1, [DecidedRow(stranger, "rollen-mentor-wel", "a", "x")])
        assert gathering.decisions(filled.group.id, TABLE, 1) == [decided(filled)]
        assert gathering.decisions(filled.group.id, "bel-obstakels", 1) == []
        assert len(gathering.decisions(elsewhere.id, TABLE, 1)) == 1

    def test_tells_that_something_was_let_through(self, filled, gathering):
        """Each decision raises the number that results are kept under."""
        seen = [filled.store.stage(filled.group.id).passed_seq]
        gathering.decide(filled.group.id, TABLE, 1, [decided(filled)])
        seen.append(filled.store.stage(filled.group.id).passed_seq)
        theme = gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren")
        seen.append(filled.store.stage(filled.group.id).passed_seq)
        gathering.set_theme(filled.group.id, theme, name="Goed luisteren", shown=True)
        seen.append(filled.store.stage(filled.group.id).passed_seq)
        gathering.remove_theme(filled.group.id, theme)
        seen.append(filled.store.stage(filled.group.id).passed_seq)
        assert seen == sorted(set(seen))


class TestThemes:
    def test_are_kept_in_the_order_they_were_made(self, filled, gathering):
        """A theme has a name, can be renamed, let through and taken back."""
        first = gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren")
        second = gathering.add_theme(filled.group.id, TABLE, 1, "Doelen")
        gathering.set_theme(filled.group.id, first, name="Goed luisteren", shown=True)
        assert gathering.themes(filled.group.id, TABLE, 1) == [
            ThemeRow(first, "Goed luisteren", shown=True),
            ThemeRow(second, "Doelen", shown=False),
        ]

    def test_texts_outlive_their_theme(self, filled, gathering):
        """Without its theme a text stands by itself again, as it was."""
        theme = gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren")
        gathering.decide(filled.group.id, TABLE, 1, [decided(filled, theme_id=theme, edited="luister")])
        gathering.remove_theme(filled.group.id, theme)
        assert gathering.decisions(filled.group.id, TABLE, 1) == [decided(filled, edited="luister")]

    def test_no_group_changes_anothers_themes(self, filled, gathering):
        """A theme's number means nothing in another group."""
        elsewhere = new_group(filled.store, "Elders")
        theme = gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren")
        gathering.set_theme(elsewhere.id, theme, name="Anders", shown=True)
        gathering.remove_theme(elsewhere.id, theme)
        assert gathering.themes(filled.group.id, TABLE, 1) == [ThemeRow(theme, "Luisteren", shown=False)]

    def test_are_on_disk(self, filled, gathering):
        """What was decided is there when the store is opened again."""
        theme = gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren")
        gathering.decide(filled.group.id, TABLE, 1, [decided(filled, theme_id=theme)])
        filled.store.close()
        store = open_store(filled.data)
        assert [row.theme_id for row in store.gathering.decisions(filled.group.id, TABLE, 1)] == [theme]
        store.close()


class TestUpgrade:
    def test_a_store_of_the_first_version_keeps_all_it_has(self, filled):
        """The tables for texts and themes come to a store that was made before them; nothing in it is lost."""
        saved = filled.save(value="bewaard")
        filled.store.set_passed(
            filled.group.id,
            participant_id=filled.people[0],
            activity="grens-05",
            round=1,
            shown=True,
            edited=None,
            answer_seq=saved.seq,
        )
        filled.store.close()
        with closing(sqlite3.connect(filled.data / FILE)) as connection:
            for line in (
                "drop table texts",
                "drop table themes",
                "update alembic_version set version_num = '0001'",
            ):
                connection.execute(line)
            connection.commit()
        store = open_store(filled.data)
        assert [row.value for row in store.answers_of(filled.people[0])] == ["bewaard"]
        assert [row.shown for row in store.passed(filled.group.id, "grens-05", 1)] == [True]
        assert store.gathering.add_theme(filled.group.id, TABLE, 1, "Luisteren") > 0
        assert (filled.data / f"{FILE}.before-0002").exists()
        store.close()
