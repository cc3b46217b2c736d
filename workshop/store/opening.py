"""Opening a store: engine, pragmas, migrations, a first look at its health."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from workshop.errors import StoreError
from workshop.store.keys import STORE as FILE
from workshop.store.upgrading import is_current, upgrade

if TYPE_CHECKING:
    from workshop.store.store import Store

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
        _make(file)
    except OSError as error:
        raise StoreError(
            f"The store '{file}' cannot be opened: {error.strerror}. "
            "Choose another folder with --data, or mend its rights."
        ) from error
    engine = create_engine(f"sqlite:///{file}")
    try:
        return Store(prepare(engine, file), clock=clock, file=file)
    except StoreError:
        engine.dispose()
        raise


def _make(file: Path) -> None:
    """Make an empty file for its owner only; one that is there is not opened.

    Closing a file takes away all locks that this process has on it (fcntl(2)), those of SQLite's open connections too:
    another process would take itself for the only one, and both together would damage the store.
    """
    if not file.exists():
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return
    wrong = errno.EISDIR if file.is_dir() else 0 if os.access(file, os.R_OK | os.W_OK) else errno.EACCES
    if wrong:
        raise OSError(wrong, os.strerror(wrong))


def in_memory() -> Engine:
    """Make an empty store in memory, for tests and notebooks that are opened by themselves."""
    arguments = {"check_same_thread": False}
    return prepare(create_engine("sqlite://", poolclass=StaticPool, connect_args=arguments), None)


def prepare(engine: Engine, file: Path | None) -> Engine:
    """Set an engine up, check the file's health and run the migrations."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    with clear_errors(file):
        if file is not None:
            _check_health(engine, file)
        if not is_current(engine):
            _bring_up_to_date(engine, file)
    return engine


def _check_health(engine: Engine, file: Path) -> None:
    with engine.execution_options(reading=True).connect() as connection:  # a server beside us goes on writing
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if found != "ok":
        raise StoreError(f"The store '{file}' is damaged: {' '.join(str(found).split())}. Put a backup of it back.")


def _bring_up_to_date(engine: Engine, file: Path | None) -> None:
    """Migrate in one transaction, with SQLite's foreign keys off: remaking a table would else empty those below it."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            _pragma(connection, "foreign_keys = OFF")
        with connection.begin():
            upgrade(connection, file)
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreError(f"The store '{file}' cannot be brought up to date: its tables do not fit together.")
        if sqlite:
            _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, pragma: str) -> None:
    """Set a pragma outside any transaction, where alone some of them take effect."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {pragma}")


@contextlib.contextmanager
def clear_errors(file: Path | None = None) -> Iterator[None]:
    """Turn the database's errors into `StoreError`, with what to do about it."""
    try:
        yield
    except DatabaseError as error:
        what = str(error.orig or error)
        name = f" '{file}'" if file is not None else ""
        raise StoreError(f"The store{name} failed: {what}. {_advice(what)}") from error


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
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",  # "saved" means on the disk, not on its way there
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    """Take the write lock at once: a transaction that reads first and writes later could else fail in the middle."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
