"""A real server for tests: the command that people run, in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psutil

from workshop.broker import open_direct
from workshop.messages import GroupMade, NewGroup

#: Seconds that anything may take on a busy machine before a test gives up.
PATIENCE = 90.0

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str:
    """Find Chromium; without one the browser tests fail, they are not passed over."""
    names = (os.environ.get("WORKSHOP_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise AssertionError("The browser tests need Chromium: apt-get install chromium, or set WORKSHOP_CHROMIUM.")
    return found


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait until a condition gives something true, and give that."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {patience} s in vain: {what}")


class LiveServer:
    """``workshop serve`` on a port of its own.

    Parameters
    ----------
    data
        Its data folder.
    options
        More options of ``workshop serve``.
    """

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.log = data.parent / f"{data.name}.log"
        self._options = options
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> Self:
        """Start it (again, on the same port) and wait until its door is open."""
        command = [sys.executable, "-m", "workshop", "serve", "--data", str(self.data), "--no-browser"]
        environment = {**os.environ, "WORKSHOP_LANGUAGE": "nl"}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self._port), *self._options], stdout=log, stderr=log, env=environment
            )
        note = self.data / "server.json"
        told = until(lambda: self._told(note), f"the server to write {note}")
        self._port = int(re.search(r":(\d+)", told)[1])
        until(lambda: b"Ctrl-C" in self.log.read_bytes().rsplit(b"open op", 1)[-1], "the server to say it is open")
        return self

    def _told(self, note: Path) -> str:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"the server ended:\n{self.log.read_text()}")
        text = note.read_text() if note.exists() else ""
        return text if f'"pid": {self.pid}}}' in text else ""

    def family(self) -> list[psutil.Process]:
        """Give the server and all processes that it or its children started."""
        me = psutil.Process(self.pid)
        return [me, *me.children(recursive=True)]

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """End it, and wait until it has ended."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(sign)
            self._process.wait(PATIENCE)

    def kill(self) -> None:
        """Take it away as a power cut would (kill -9)."""
        self.stop(signal.SIGKILL)

    def new_group(self, name: str = "Groep Oost", **fields: Any) -> GroupMade:
        """Make a group, as the command line does."""
        made = open_direct(self.data).ask_now(NewGroup(name=name, **fields))
        assert isinstance(made, GroupMade), made
        return made
