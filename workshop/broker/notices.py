"""Telling pages that something changed: by topic, coalesced, never with data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from workshop.messages import Topic

#: Seconds between two notices of the same topic to the same group, however many votes come in.
PAUSE = 0.2

Send = Callable[[int, Topic], None]


class Pulse:
    """Lets the first notice of a topic through at once, and at most one in each `PAUSE` after it."""

    def __init__(self, send: Send, pause: float = PAUSE) -> None:
        self._send = send
        self._pause = pause
        self._waiting: dict[tuple[int, Topic], bool] = {}  # during a pause: whether there is news

    def tell(self, group: int, topic: Topic) -> None:
        """Say that something changed on a topic of a group."""
        key = (group, topic)
        if key in self._waiting:
            self._waiting[key] = True
            return
        self._send(group, topic)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no loop (a script): nothing to coalesce
            return
        self._waiting[key] = False
        loop.call_later(self._pause, self._end, key)

    def _end(self, key: tuple[int, Topic]) -> None:
        if self._waiting.pop(key, False):
            self.tell(*key)
