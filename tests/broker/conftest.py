"""A broker in memory with a group, a desk, a screen and as many participants as a test wants."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from workshop.broker import Broker, DirectLink
from workshop.content import load_programme, programme_path
from workshop.messages import Act, GetResult, GroupInfo, Identity, Join, NewGroup, Refused, Save
from workshop.store import Keys, Store

PROGRAMME = load_programme(programme_path())


@dataclass
class Room:
    """One group with its pages, for tests."""

    broker: Broker
    server: DirectLink
    group: GroupInfo
    desk: DirectLink
    screen: DirectLink
    people: list[DirectLink] = field(default_factory=list)
    numbers: Any = field(default_factory=itertools.count)

    def join(self, count: int = 1) -> list[DirectLink]:
        """Let people in."""
        new = []
        for _n in range(count):
            seat = self.server.ask_now(Join(code=self.group.code, key=f"key {next(self.numbers)}"))
            new.append(self.page(seat.participant))
        self.people += new
        return new

    def page(self, participant: int) -> DirectLink:
        """Open a page of a participant."""
        return DirectLink(self.broker, Identity(role="participant", group=self.group.id, participant=participant))

    def act(self, action: str, activity: str | None = None, **more: Any) -> Any:
        """Let the facilitator act."""
        return self.desk.ask_now(Act(action=action, activity=activity, **more))

    def save(  # noqa: PLR0917 - read as a sentence in the tests
        self, page: DirectLink, activity: str, item: str, value: Any, number: int = 1, save_id: str = ""
    ) -> Any:
        """Let a participant answer."""
        name = save_id or f"save {next(self.numbers)}"
        return page.ask_now(Save(save_id=name, activity=activity, item=item, round=number, value=value))

    def vote(self, activity: str, *choices: str, number: int = 1) -> None:
        """Let each person choose; there must be as many people as choices."""
        for page, choice in zip(self.people, choices, strict=True):
            reply = self.save(page, activity, "choice", choice, number)
            assert not isinstance(reply, Refused), reply

    def result(self, page: DirectLink, activity: str) -> Any:
        """Ask for a result."""
        return page.ask_now(GetResult(activity=activity))


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Give a fresh room with the standard thresholds (5, sensitive 8)."""
    now = itertools.count(1_790_000_000)
    clock = lambda: float(next(now))  # noqa: E731 - each look at the clock is a second later
    broker = Broker(store=Store.in_memory(clock=clock), programme=PROGRAMME, keys=Keys.load(tmp_path), clock=clock)
    server = DirectLink(broker, Identity(role="server"))
    group = server.ask_now(NewGroup(name="Groep Oost")).group
    desk = DirectLink(broker, Identity(role="facilitator", group=group.id))
    screen = DirectLink(broker, Identity(role="screen", group=group.id))
    return Room(broker, server, group, desk, screen)
