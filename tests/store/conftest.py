"""A store in a real file, with a group and people in it; and processes that begin at the same moment."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workshop.store import Answer, GroupRow, SavedRow, Store, open_store

#: When the stores' clock begins; each look at it is a second later.
START = 1_790_000_000.0


@dataclass
class Filled:
    """A store with one group of three people."""

    store: Store
    data: Path
    group: GroupRow
    people: list[int]
    numbers: Iterator[int]

    def save(self, person: int = 0, value: Any = "zelf", **fields: Any) -> SavedRow:
        """Save an answer of the n-th person."""
        told: dict[str, Any] = {
            "group_id": self.group.id,
            "participant_id": self.people[person],
            "activity": "grens-05",
            "item": "choice",
            "round": 1,
            "value": value,
            "save_id": f"save {next(self.numbers)}",
        }
        return self.store.save(Answer(**{**told, **fields}))


def new_group(store: Store, name: str = "Groep Oost", **fields: Any) -> GroupRow:
    """Make a group."""
    return store.new_group(name, language="nl", programme="mentor", **fields)


def join(store: Store, group: int, key_hash: str) -> int:
    """Let someone join, and give their id."""
    return store.join(group, key_hash, name="Noor", pseudonym="Rustige Reiger", language="nl").id


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    """Open a store in an empty folder, and fill it."""
    now = itertools.count(int(START))
    store = open_store(tmp_path / "data", clock=lambda: float(next(now)))
    group = new_group(store)
    people = [join(store, group.id, f"hash {n}") for n in range(3)]
    yield Filled(store, tmp_path / "data", group, people, itertools.count())
    store.close()


@pytest.fixture
def at_once() -> Callable[[str, str], list[str]]:
    """Give a function that runs code in several processes at the same moment, and gives what each printed."""

    def run(first: str, then: str, count: int = 6) -> list[str]:
        code = f"{first}\nprint('ready', flush=True)\ninput()\n{then}"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        running = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _n in range(count)]
        for process in running:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        ended = [process.communicate() for process in running]
        assert [process.returncode for process in running] == [0] * count, ended
        return [out.strip() for out, _errors in ended]

    return run
