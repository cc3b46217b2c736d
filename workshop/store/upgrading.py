"""Bringing a store to this version's schema, with a copy of it made first."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from workshop.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(engine: Engine) -> bool:
    """Say whether a store has this version's schema already."""
    with engine.execution_options(reading=True).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _scripts().get_current_head()


def upgrade(connection: Connection, file: Path | None) -> None:
    """Run the migrations that are due.

    Parameters
    ----------
    connection
        To the store; the caller commits.
    file
        The SQLite file, copied to ``<name>.before-<revision>`` beside it before it is changed; None in memory.

    Raises
    ------
    StoreError
        The store was made by a newer version of this program.
    """
    scripts = _scripts()
    head = scripts.get_current_head()
    current = MigrationContext.configure(connection).get_current_revision()
    if current == head:  # another process was quicker
        return
    if current is not None:
        _known(scripts, current, head)
        if file is not None:
            copy(file, file.with_name(f"{file.name}.before-{head}"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _known(scripts: ScriptDirectory, current: str, head: str | None) -> None:
    revisions = {script.revision for script in scripts.walk_revisions()}
    if current not in revisions:
        raise StoreError(
            f"This store was made by a newer version (its schema is '{current}', this program knows up to '{head}'). "
            "Install that version, or open another data folder with --data."
        )


def copy(file: Path, to: Path) -> None:
    """Copy a SQLite file while it is in use, whole and consistent (SQLite's backup), for its owner only."""
    to.touch(mode=0o600)
    to.chmod(0o600)
    source = sqlite3.connect(file)
    target = sqlite3.connect(to)
    try:
        with target:
            source.backup(target)
    finally:
        source.close()
        target.close()
