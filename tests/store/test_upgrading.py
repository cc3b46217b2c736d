"""Migrations: a copy is made first, nothing is lost, a failure changes nothing, a newer store is left alone."""

import shutil
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from tests.store.conftest import new_group
from workshop.errors import StoreError
from workshop.store import open_store, schema, upgrading
from workshop.store.opening import FILE, in_memory

#: A migration of a next version, which remakes the table that all others lean on.
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("groups", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.Text, server_default="blauw"))
{more}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Give a function that turns this program into its next version, with one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, folder)
    head = upgrading._scripts().get_current_head()

    def become(more="    pass"):
        (folder / "versions" / "next.py").write_text(NEXT.format(head=head, more=more))
        monkeypatch.setattr(upgrading, "MIGRATIONS", folder)
        return head

    return become


def look(file, query):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


class TestUpgrade:
    def test_a_copy_is_made_before_anything_changes(self, filled, next_version):
        """The copy beside the store is the store of the version before, with everything in it, for its owner only."""
        filled.save(value="bewaard")
        filled.store.close()
        head = next_version()
        open_store(filled.data).close()
        copy = filled.data / f"{FILE}.before-next"
        assert look(copy, "select version_num from alembic_version") == [(head,)]
        assert look(copy, "select value from answers") == [('"bewaard"',)]
        assert copy.stat().st_mode & 0o777 == 0o600

    def test_nobody_is_lost_when_a_table_is_remade(self, filled, next_version):
        """Remaking the groups' table empties none of those that refer to it."""
        filled.save(value="bewaard")
        filled.store.close()
        next_version()
        store = open_store(filled.data)
        assert store.people(filled.group.id) == 3
        assert [row.value for row in store.answers_of(filled.people[0])] == ["bewaard"]
        assert look(filled.data / FILE, "select colour from groups") == [("blauw",)]
        with store._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        store.close()

    def test_a_store_that_is_up_to_date_is_not_copied(self, filled):
        """Opening a store again makes no copy."""
        open_store(filled.data).close()
        assert not list(filled.data.glob("*.before-*"))

    def test_a_migration_that_fails_changes_nothing(self, filled, next_version):
        """After a failure the version before opens the store as it was."""
        head = next_version("        table.no_such_method()")
        with pytest.raises(AttributeError):
            open_store(filled.data)
        assert look(filled.data / FILE, "select version_num from alembic_version") == [(head,)]
        assert "colour" not in look(filled.data / FILE, "select sql from sqlite_master where name = 'groups'")[0][0]
        assert filled.save().seq == 1

    def test_tables_that_do_not_fit_together_are_not_kept(self, filled, next_version):
        """A migration that leaves an answer without its participant is undone."""
        filled.save()
        next_version("    op.execute('delete from participants')")
        with pytest.raises(StoreError, match=f"{FILE}' cannot be brought up to date"):
            open_store(filled.data)
        assert filled.store.people(filled.group.id) == 3

    def test_a_newer_store_is_left_alone(self, filled, next_version, monkeypatch):
        """A store of a newer version is an error that names both versions and what to do; the file stays as it is."""
        filled.store.close()
        with monkeypatch.context() as later:
            later.setattr(upgrading, "MIGRATIONS", upgrading.MIGRATIONS)
            head = next_version()
            open_store(filled.data).close()
            later.undo()
        monkeypatch.undo()
        before = (filled.data / FILE).read_bytes()
        with pytest.raises(StoreError) as error:
            open_store(filled.data)
        assert str(error.value) == (
            f"This store was made by a newer version (its schema is 'next', this program knows up to '{head}'). "
            "Install that version, or open another data folder with --data."
        )
        assert (filled.data / FILE).read_bytes() == before


class TestSchema:
    def test_migrations_make_the_tables_that_the_code_uses(self):
        """Tables, columns, types, indexes and constraints are those of `workshop.store.schema`."""
        made, wanted = sa.MetaData(), schema.metadata
        engine = in_memory()
        made.reflect(engine)
        plain = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
        wanted.create_all(plain)
        fresh = sa.MetaData()
        fresh.reflect(plain)
        assert {name: described(table) for name, table in made.tables.items() if name != "alembic_version"} == {
            name: described(table) for name, table in fresh.tables.items()
        }

    def test_an_empty_store_is_of_the_newest_version(self, tmp_path):
        """A store that is made is marked with the revision it has."""
        store = open_store(tmp_path)
        new_group(store)
        store.close()
        assert look(tmp_path / FILE, "select version_num from alembic_version") == [
            (upgrading._scripts().get_current_head(),)
        ]


def described(table):
    """Say what a table is, in values that can be compared."""
    return {
        "columns": [(c.name, str(c.type), c.nullable, c.primary_key) for c in table.columns],
        "references": sorted((key.parent.name, key.target_fullname, key.ondelete) for key in table.foreign_keys),
        "indexes": sorted((index.name, tuple(index.columns.keys()), index.unique) for index in table.indexes),
        "unique": sorted(
            tuple(each.columns.keys()) for each in table.constraints if isinstance(each, sa.UniqueConstraint)
        ),
    }
