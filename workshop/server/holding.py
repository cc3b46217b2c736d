"""One server for each data folder, and a note for scripts that says where it is."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from workshop.errors import SettingsError

NOTE = "server.json"
_LOCK = "server.lock"  # held while a server runs; the system lets go of it, however the server ends


@contextlib.contextmanager
def hold(data: Path, url: str) -> Iterator[None]:
    """Keep a data folder to this server, and write down that it listens at `url`, as long as it runs.

    A second server would tell its own pages only of what changes, and leave the others' pages behind.

    Raises
    ------
    SettingsError
        The folder cannot be written, or another server holds it.
    """
    try:
        with os.fdopen(os.open(data / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
            _lock(lock, data)
            _write(data / NOTE, {"url": url, "pid": os.getpid()})
            try:
                yield
            finally:
                (data / NOTE).unlink(missing_ok=True)
    except PermissionError as error:
        raise SettingsError(
            f"The data folder '{data}' cannot be used: {error.strerror}. "
            "Choose another with --data, or mend its rights."
        ) from error


def running(data: Path) -> str | None:
    """Tell where the server of a data folder listens; None when there is none running."""
    told = _read(data / NOTE)
    return str(told["url"]) if told is not None and psutil.pid_exists(told["pid"]) else None


def _lock(lock: Any, data: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        where = running(data)
        raise SettingsError(
            f"The data folder '{data}' is served already{f' at {where}' if where else ''}. "
            "Use that server, stop it, or choose another folder with --data."
        ) from error


def _read(note: Path) -> dict[str, Any] | None:
    with contextlib.suppress(OSError, ValueError):
        told = json.loads(note.read_text(encoding="utf-8"))
        return told if isinstance(told, dict) and isinstance(told.get("pid"), int) and "url" in told else None
    return None


def _write(note: Path, told: dict[str, Any]) -> None:
    """Write the note whole or not at all."""
    fresh = note.with_name(f".{note.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file)
    fresh.replace(note)
