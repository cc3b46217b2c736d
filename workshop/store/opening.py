"""Opening a store: engine, pragmas, migrations, a first look at its health."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from workshop.errors import StoreError
from workshop.store.upgrading import upgrade

if TYPE_CHECKING:
    from workshop.store.store import Store

FILE = "workshop.sqlite"
#: Seconds that a write waits for another process (a script beside the server) to finish its own.
BUSY_SECONDS = 5


def open_store(data: Path, *, clock: Callable[[], float] = time.time) -> Store:
    """Open the store of a data folder, made and brought up to date when needed.

    Raises
    ------
    StoreError
        What is wrong with the file or folder, and what to do.
    """
    from workshop.store.store import Store

    file = data / FILE
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"The store '{file}' cannot be opened: {error.strerror}. "
            "Choose another folder with --data, or mend its rights."
        ) from error
    return Store(prepare(create_engine(f"sqlite:///{file}"), file), clock=clock, file=file)


def in_memory() -> Engine:
    """Make an empty store in memory, for tests and notebooks that are opened by themselves."""
    arguments = {"check_same_thread": False}
    return prepare(create_engine("sqlite://", poolclass=StaticPool, connect_args=arguments), None)


def prepare(engine: Engine, file: Path | None) -> Engine:
    """Set an engine up, check the file's health and run the migrations."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    with clear_errors(), engine.begin() as connection:
        if file is not None:
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            if found != "ok":
                raise StoreError(f"The store '{file}' is damaged: {found}. Put a backup of it back.")
        upgrade(connection, file)
    return engine


@contextlib.contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the database's errors into `StoreError`, with what to do about it."""
    try:
        yield
    except DatabaseError as error:
        what = str(error.orig or error)
        raise StoreError(f"The store failed: {what}. {_advice(what)}") from error


def _advice(what: str) -> str:
    for sign, advice in (
        ("full", "The disk is full: make room; what people type stays on their pages and is tried again."),
        ("locked", "Another program holds the file: end it; saving is tried again."),
        ("readonly", "The file or its folder cannot be written: mend its rights."),
        ("not a database", "The file is not a store, or it is damaged: put a backup of it back."),
        ("malformed", "The file is damaged: put a backup of it back."),
    ):
        if sign in what:
            return advice
    return "See the log; nothing that was said to be saved is lost."


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, see below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # "saved" means on the disk, not on its way there
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    """Take the write lock at once: a transaction that reads first and writes later could else fail in the middle."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
