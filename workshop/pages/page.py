"""The widget of a page: the whole state of what its browser shows, and the way of its requests to the broker."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import anywidget
import msgspec
import traitlets

from workshop.client import Link
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import (
    Begin,
    GetAnswers,
    GetResult,
    GetRoom,
    GetStage,
    Message,
    Notice,
    PageRequest,
    Refused,
    Stage,
    Welcome,
)

log = logging.getLogger(__name__)

#: Seconds without a notice after which a page asks by itself: a notice may be lost (design rule 4).
ASK_AGAIN = 10.0
#: Bytes of one request from a browser; an answer is a few kB at most.
MOST_REQUEST = 64 * 1024

_to_plain = msgspec.to_builtins
_request = msgspec.json.Decoder(PageRequest).decode
_encode = msgspec.json.Encoder().encode


class Page(anywidget.AnyWidget):  # type: ignore[misc]
    """One page of a participant, a facilitator or a screen.

    It is made without knowing for whom (design rule 12): the state stays empty until the broker says that
    the page was given away. All reads go through the link; nothing is kept that the link cannot give again.
    """

    _esm = traitlets.Unicode("export default { render() {} }").tag(sync=True)

    #: The session that the page starts with, before anyone has opened one; empty for desk and screen.
    session = traitlets.Unicode("").tag(sync=True)
    #: The `Welcome` message; empty until the page is somebody's.
    welcome = traitlets.Dict().tag(sync=True)
    #: The `Stage` message.
    stage = traitlets.Dict().tag(sync=True)
    #: One's own answers: activity → round → item → value.
    answers = traitlets.Dict().tag(sync=True)
    #: Activity → `Result` message, as far as this role may see it now.
    results = traitlets.Dict().tag(sync=True)
    #: The `Room` message; desk and screen only.
    room = traitlets.Dict().tag(sync=True)
    #: ``state``: waiting, live or stale; ``at``: when that began, in seconds since the epoch (UTC).
    link = traitlets.Dict({"state": "waiting", "at": 0.0}).tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._way: Link | None = None
        self._news = asyncio.Event()
        self._topics: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.on_msg(self._on_message)

    # --- life ------------------------------------------------------------------------------------------

    async def live(self, link: Link) -> None:
        """Keep the page up to date over a link until the task is cancelled."""
        self._way = link
        link.listen(self._on_notice)
        self._topics.add("assigned")
        while True:
            topics, self._topics = self._topics, set()
            self._news.clear()
            try:
                await self._refresh(topics)
                self._mark("live" if self.welcome else "waiting")
            except UnavailableError:
                self._mark("stale")
                self._topics |= topics
            except RefusedError as error:
                if error.reason != "not-yours-yet":
                    log.warning("refused: %s", error.reason)
            if not self._topics:
                await self._wait()
            elif self.link["state"] == "stale":
                await asyncio.sleep(0.5)

    async def _wait(self) -> None:
        patience = ASK_AGAIN if self.welcome else None  # a page that waits to be given away costs nothing
        try:
            await asyncio.wait_for(self._news.wait(), patience)
        except TimeoutError:
            self._topics |= {"stage", "answers"}

    def _on_notice(self, notice: Notice) -> None:
        self._topics.add(notice.topic)
        self._news.set()

    def _mark(self, state: str) -> None:
        if self.link["state"] != state:
            self.link = {"state": state, "at": time.time()}

    def on_its_own(self) -> None:
        """Carry the whole front end along, for JupyterLab; a page of our server gets it from there, once and cached."""
        from workshop.frontend import bundle, styles

        self.add_traits(_css=traitlets.Unicode(styles()).tag(sync=True))
        self._esm = bundle()

    # --- down: what is new -------------------------------------------------------------------------------

    async def _refresh(self, topics: set[str]) -> None:
        if "assigned" in topics or not self.welcome:
            self._take_welcome(await self._ask(Begin()))
        elif "stage" in topics:
            self._take_stage(await self._ask(GetStage()))
        if "mine" in topics:
            self.answers = _to_plain(await self._ask(GetAnswers()))["values"]
        if self.welcome.get("group"):
            await self._refresh_live(topics)

    async def _refresh_live(self, topics: set[str]) -> None:
        leads = self.welcome["role"] != "participant"
        if leads and topics & {"assigned", "answers", "stage"}:
            self.room = _to_plain(await self._ask(GetRoom()))
        if not topics & {"assigned", "stage"}:
            return
        wanted = self._wanted()
        results = {name: _to_plain(await self._ask(GetResult(activity=name))) for name in wanted}
        if results != self.results:
            self.results = results

    def _wanted(self) -> list[str]:
        """Name the activities whose result this page may show: the current one, and earlier ones of its session."""
        current = self.stage.get("activity")
        if self.welcome["role"] == "screen":
            return [current] if current else []
        settled = {"shown"} if self.welcome["role"] == "participant" else {"shown", "closed"}
        stages = self.stage.get("stages", {})
        session = set(self.stage.get("agenda", {}).get(self.stage.get("session"), []))
        names = [name for name, stage in stages.items() if stage.get("state") in settled and name in session]
        return list(dict.fromkeys([*([current] if current else []), *names]))

    def _take_welcome(self, reply: Any) -> None:
        if not isinstance(reply, Welcome):
            return
        plain = _to_plain(reply)
        with self.hold_sync():
            self.stage = plain.pop("stage", None) or {}
            self.answers = (plain.pop("answers", None) or {}).get("values", {})
            self.welcome = plain

    def _take_stage(self, reply: Any) -> None:
        if isinstance(reply, Stage) and reply.seq >= self.stage.get("seq", 0):
            self.stage = _to_plain(reply)

    # --- up: what the browser asks -----------------------------------------------------------------------

    def _on_message(self, _widget: Any, content: Any, _buffers: Any) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(content))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, content: Any) -> None:
        number = content.get("ask") if isinstance(content, dict) else None
        if not isinstance(number, int):
            return
        try:
            reply: Message = await self._ask(_read_request(content.get("request")))
        except UnavailableError:
            self._mark("stale")
            reply = Refused(reason="unavailable", text="")
        except RefusedError as error:
            reply = Refused(reason=error.reason, text=error.text)
        except (msgspec.DecodeError, TypeError, ValueError, OverflowError, RecursionError):
            reply = Refused(reason="bad-request", text="")
        self._take(reply)
        self.send({"answered": number, "reply": _to_plain(reply)})

    def _take(self, reply: Message) -> None:
        """Put into the state at once what a reply tells, rather than wait for its notice."""
        if isinstance(reply, Welcome):
            self._take_welcome(reply)
        elif isinstance(reply, Stage):
            self._take_stage(reply)

    async def _ask(self, request: Any) -> Any:
        if self._way is None:
            raise UnavailableError("This page is not connected yet.")
        return await self._way.ask(request)


def _read_request(content: Any) -> Any:
    """Check the form of what a browser asks: one of the requests that a page may make, with the right types."""
    raw = _encode(content)
    if len(raw) > MOST_REQUEST:
        raise RefusedError("too-long", "This is too long to send.")
    return _request(raw)
