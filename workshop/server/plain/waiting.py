"""The waiting room: it moves on by itself, and one watcher per group asks the broker for all who wait."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass, field

from workshop.client import Link
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Resume, Seat
from workshop.server.context import Context
from workshop.server.cookies import seat_key
from workshop.server.plain.base import PlainHandler

#: Seconds that a request for news is held.
HOLD = 20.0
#: Seconds between two looks of a group's watcher.
LOOK = 1.0

_MOST_KNOWN = 20_000


@dataclass(slots=True)
class News:
    """Where a group is, as far as the waiting room is concerned."""

    session: str | None
    ended: bool

    @property
    def waits(self) -> bool:
        """Whether there is nothing to go to yet."""
        return self.session is None and not self.ended


@dataclass(slots=True)
class _Room:
    """The people of one group who wait now, and their watcher."""

    keys: dict[asyncio.Future[News], str] = field(default_factory=dict)
    watcher: asyncio.Task[None] | None = None


class WaitingRooms:
    """All who wait, by group.

    Parameters
    ----------
    link
        The way to the broker.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._rooms: dict[int, _Room] = {}
        self._groups: OrderedDict[str, int] = OrderedDict()  # key → group, so that coming again asks nothing

    async def news(self, key: str, hold: float = HOLD) -> News:
        """Wait until there is something to go to, at most `hold` seconds.

        Raises
        ------
        RefusedError
            Nobody has this key.
        UnavailableError
            The broker is away.
        """
        group = self._groups.get(key)
        if group is None or group not in self._rooms:
            seat = await self._look(key)
            self._groups[key] = group = seat.group.id
            while len(self._groups) > _MOST_KNOWN:
                self._groups.popitem(last=False)
            if not (now := _news(seat)).waits:
                return now
        room = self._rooms.setdefault(group, _Room())
        waiter: asyncio.Future[News] = asyncio.get_running_loop().create_future()
        room.keys[waiter] = key
        if room.watcher is None or room.watcher.done():
            room.watcher = asyncio.create_task(self._watch(group, room))
        try:
            return await asyncio.wait_for(waiter, hold)
        except TimeoutError:
            return News(session=None, ended=False)
        finally:
            room.keys.pop(waiter, None)

    async def _look(self, key: str) -> Seat:
        seat = await self._link.ask(Resume(key))
        assert isinstance(seat, Seat)  # noqa: S101 - the reply that `Resume` names
        return seat

    async def _watch(self, group: int, room: _Room) -> None:
        """Look once a second with the key of whoever waits, until nobody has waited for a while."""
        idle = 0
        while idle <= HOLD:
            await asyncio.sleep(LOOK)
            waiter, key = next(iter(room.keys.items()), (None, ""))
            if waiter is None:
                idle += 1
                continue
            idle = 0
            try:
                news = _news(await self._look(key))
            except RefusedError:
                _tell(waiter, News(session=None, ended=True))
                room.keys.pop(waiter, None)
            except UnavailableError:
                continue
            else:
                if not news.waits:
                    for one in list(room.keys):
                        _tell(one, news)
                    break
        room.watcher = None
        if self._rooms.get(group) is room:
            del self._rooms[group]


class WaitHandler(PlainHandler):
    """``/wacht``: the waiting room."""

    async def get(self) -> None:
        """Show it, or go on when there is something to go to."""
        seat = await self.seat()
        if seat is None:
            self.redirect("/", status=303)
        elif seat.session:
            self.redirect(f"/sessie/{seat.session}", status=303)
        else:
            self.expect_here()
            self.show("waiting.html", seat=seat, group=seat.group)


class NewsHandler(PlainHandler):
    """``/wacht/nu``: answers when the group goes somewhere, or after a while."""

    _asking: asyncio.Future[News] | None = None

    async def get(self) -> None:
        """Answer ``{"session": id or null, "ended": bool}``."""
        key = seat_key(self)
        if key is None:
            self._say(News(session=None, ended=True), 403)
            return
        self.expect_here()
        self._asking = asyncio.ensure_future(_rooms(self.context).news(key))
        with contextlib.suppress(asyncio.CancelledError):
            try:
                self._say(await self._asking)
            except RefusedError:
                self._say(News(session=None, ended=True), 403)
            except UnavailableError:
                self._say(News(session=None, ended=False), 503)

    async def head(self, *_args: str) -> None:
        """Answer at once: nobody waits for the body."""
        self._say(News(session=None, ended=False))

    def on_connection_close(self) -> None:
        """Wait no longer for somebody who has left."""
        if self._asking is not None:
            self._asking.cancel()

    def _say(self, news: News, status: int = 200) -> None:
        self.set_status(status)
        self.finish({"session": news.session, "ended": news.ended})


def _rooms(context: Context) -> WaitingRooms:
    rooms = context.tries.get("waiting")
    if not isinstance(rooms, WaitingRooms):
        rooms = context.tries["waiting"] = WaitingRooms(context.link)
    return rooms


def _news(seat: Seat) -> News:
    return News(session=seat.session, ended=seat.group.ended)


def _tell(waiter: asyncio.Future[News], news: News) -> None:
    if not waiter.done():
        waiter.set_result(news)
