"""A real server for tests: the command that people run, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

import psutil

from workshop.bench import chromium
from workshop.broker import DirectLink, open_broker
from workshop.messages import GetGroups, GroupInfo, GroupMade, Groups, Identity, NewGroup, Reply, Request
from workshop.store import Keys, open_store

#: Seconds that anything may take on a busy machine before a test gives up.
PATIENCE = 90.0


def find_chromium() -> str:
    """Find Chromium; without one the browser tests fail, they are not passed over."""
    found = chromium.find_chromium()
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, text and headers."""

    status: int
    text: str
    headers: dict[str, str]


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

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

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
        if self._process is not None and self.running:
            self._process.send_signal(sign)
            self._process.wait(PATIENCE)

    def kill(self) -> None:
        """Take it away as a power cut would (kill -9)."""
        self.stop(signal.SIGKILL)

    def new_group(self, name: str = "Groep Oost", **fields: Any) -> GroupMade:
        """Make a group, as the command line does."""
        made = self._as_host(NewGroup(name=name, **fields))
        assert isinstance(made, GroupMade), made
        return made

    def group(self, made: GroupMade) -> GroupInfo:
        """Look a group up again, as the store has it now."""
        groups = self._as_host(GetGroups())
        assert isinstance(groups, Groups), groups
        return next(group for group in groups.groups if group.id == made.group.id)

    def _as_host(self, request: Request) -> Reply:
        broker = open_broker(self.data)
        try:
            return DirectLink(broker, Identity(role="host")).ask_now(request)
        finally:
            broker.store.close()

    def host_path(self) -> str:
        """Read the facilitator's link that opens every group from what the server printed."""
        return re.search(r"/f/\S+", self.log.read_text())[0]

    def health(self) -> dict[str, Any]:
        """Ask how it feels."""
        told: dict[str, Any] = json.loads(self.ask("GET", "/healthz").text)
        return told

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: str | None = None) -> Answer:
        """Send one request, outside any browser, with these headers and no others; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            text = "" if answer.status == HTTPStatus.SWITCHING_PROTOCOLS else answer.read().decode("utf-8", "replace")
            return Answer(answer.status, text, dict(answer.getheaders()))
        finally:
            connection.close()

    def rest(self) -> dict[str, Any]:
        """Wait until all pages that are kept ready are made and nothing is being started or ended any more."""
        seen: list[Any] = []

        def quiet() -> bool:
            told = self.health()
            seen.append((told["pages"], told["made"], {process.pid for process in self.family()}))
            return told["made"] > 0 and seen[-8:] == [seen[-1]] * 8

        until(quiet, "the server to come to rest")
        return self.health()

    def stored(self, return_code: str) -> dict[tuple[str, int, str], Any]:
        """Read from the store what the participant with a return code has answered: (activity, round, item) → value."""
        store = open_store(self.data)
        try:
            person = store.participant_by_key(Keys.load(self.data).hash_key(return_code))
            assert person is not None, return_code
            return {(row.activity, row.round, row.item): row.value for row in store.answers_of(person.id)}
        finally:
            store.close()
