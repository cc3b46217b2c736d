"""A page as a browser has it open: the kernel's websocket and the widget's state, without drawing."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from tornado.websocket import WebSocketClientConnection

from workshop.errors import UnavailableError, WorkshopError
from workshop.testing.browser import Browser

_LINE = re.compile(r'id="line" data-ask="([^"]+)"')
_PAGE = re.compile(r'<script id="workshop-page" type="application/json">(.*?)</script>', re.DOTALL)
#: Seconds that anything may take before a simulated participant gives up.
PATIENCE = 60.0


class OpenPage:
    """A participant's, desk's or screen's page, spoken to as `workshop/frontend/host.js` does.

    Attributes
    ----------
    state
        The widget's traits as last told by the kernel (`workshop.pages.Page`).
    """

    def __init__(self, browser: Browser, kernel: str, model: str) -> None:
        self.browser = browser
        self.kernel = kernel
        self.state: dict[str, Any] = {}
        self._model = model
        self._session = uuid.uuid4().hex
        self._numbers = itertools.count(1)
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Event()
        self._socket: WebSocketClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, browser: Browser, path: str) -> OpenPage:
        """Ask for a page, connect to its kernel and wait until it is somebody's.

        Raises
        ------
        WorkshopError
            The address gave something else than a page (its status and first words are in the text).
        """
        answer = await browser.get(path)
        while line := _LINE.search(answer.text):
            while json.loads((await browser.get(line[1])).text)["place"]:
                pass  # each answer comes when something has changed, or after some seconds
            answer = await browser.get(path)
        found = _PAGE.search(answer.text)
        if found is None:
            raise WorkshopError(f"{path} gave no page but {answer.status}: {answer.text[:200]!r}")
        told = json.loads(found[1])
        page = cls(browser, told["kernel_id"], told["model_id"])
        await page.connect()
        await page.until(lambda state: bool(state.get("welcome")))
        return page

    async def connect(self) -> None:
        """Connect (again) to the page's kernel."""
        path = f"/api/kernels/{self.kernel}/channels?session_id={self._session}"
        self._socket = await self.browser.websocket(path)
        self._reading = asyncio.create_task(self._read(self._socket))
        self._send({"method": "request_state"})

    async def until(self, holds: Callable[[dict[str, Any]], bool], patience: float = PATIENCE) -> dict[str, Any]:
        """Wait until the state is as wanted, and give it."""
        async with asyncio.timeout(patience):
            while not holds(self.state):
                self._changed.clear()
                await self._changed.wait()
        return self.state

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send a request of `workshop.messages` and give the reply, as JSON; a refusal is a reply like others."""
        number = next(self._numbers)
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._replies[number] = future
        request = {"type": kind, **fields}
        self._send({"method": "custom", "content": {"ask": number, "request": request}})
        try:
            return await asyncio.wait_for(future, PATIENCE)
        finally:
            self._replies.pop(number, None)

    async def save(self, activity: str, item: str, value: Any, number: int = 1) -> dict[str, Any]:
        """Save an answer."""
        fields = {"activity": activity, "item": item, "round": number, "value": value}
        return await self.ask("Save", save_id=uuid.uuid4().hex, **fields)

    @property
    def lost(self) -> bool:
        """Whether the connection to the kernel has ended."""
        return self._reading is None or self._reading.done()

    async def close(self) -> None:
        """Leave the page as a browser does: say so, and hang up."""
        await self.browser.post(f"/pagina/sluit/{self.kernel}", {})
        self.drop()

    def drop(self) -> None:
        """Lose the connection without a word."""
        if self._reading is not None:
            self._reading.cancel()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _send(self, data: dict[str, Any]) -> None:
        if self._socket is None:
            raise UnavailableError("This page is not connected.")
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "comm_msg",
            "session": self._session,
            "username": "",
            "version": "5.3",
            "date": "",
        }
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": {"comm_id": self._model, "data": data},
            "buffers": [],
        }
        self._socket.write_message(json.dumps(message))

    async def _read(self, socket: WebSocketClientConnection) -> None:
        while (raw := await socket.read_message()) is not None:
            if isinstance(raw, str):
                with contextlib.suppress(KeyError, ValueError):
                    self._take(json.loads(raw))
        for future in self._replies.values():
            if not future.done():
                future.set_exception(UnavailableError("The connection was lost."))

    def _take(self, message: dict[str, Any]) -> None:
        if message["header"]["msg_type"] != "comm_msg" or message["content"]["comm_id"] != self._model:
            return
        data = message["content"]["data"]
        if data.get("method") == "update":
            self.state.update(data["state"])
            self._changed.set()
        elif data.get("method") == "custom":
            content = data["content"]
            future = self._replies.get(content.get("answered"))
            if future is not None and not future.done():
                future.set_result(content["reply"])
