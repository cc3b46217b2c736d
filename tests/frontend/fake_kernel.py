"""A server with one kernel that can be cut off, fall silent, and die: for tests of the widget host."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterator
from typing import Any

import tornado.httpserver
import tornado.web
import tornado.websocket

from tests.frontend.given import LIVE, stage, welcome
from workshop.frontend import asset_folder

KERNEL = "11111111-2222-3333-4444-555555555555"
PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/frontend/theme.css">
<script id="workshop-page" type="application/json">{place}</script></head>
<body><main id="workshop"><p>De pagina komt eraan…</p></main>
<script type="module" src="/frontend/host.js"></script></body></html>"""
PACE = {"silence": 400, "answer": 250, "open": 1500, "state": 400, "waits": [30, 60, 120, 200]}


class Kernel:
    """What the server knows, and what tests turn."""

    def __init__(self) -> None:
        self.alive = True  # GET api/kernels/<id> says 200; else 404
        self.refusing = False  # websockets are turned away
        self.silent = False  # nothing that comes in is answered
        self.knows_widget = True
        self.healthy = True  # GET healthz says 200; else nobody is there to load a page from
        self.sockets: set[Channels] = set()
        self.opened = 0
        self.loads = 0
        self.looks = 0
        self.farewells: list[dict[str, str]] = []
        self.customs: list[Any] = []
        self.probes = 0
        self.session_ids: list[str] = []
        self.loop: asyncio.AbstractEventLoop
        self.address = ""

    def cut(self) -> None:
        """Close every websocket."""
        self.loop.call_soon_threadsafe(lambda: [socket.close() for socket in list(self.sockets)])

    def say(self, message: dict[str, Any]) -> None:
        """Send a message to every page."""
        self.loop.call_soon_threadsafe(lambda: [socket.write_message(json.dumps(message)) for socket in self.sockets])


class Channels(tornado.websocket.WebSocketHandler):
    """The kernel's websocket, JSON form."""

    kernel: Kernel

    def initialize(self, kernel: Kernel) -> None:
        self.kernel = kernel

    async def get(self, *args: Any, **kwargs: Any) -> None:
        if self.kernel.refusing or not self.kernel.alive:
            raise tornado.web.HTTPError(404)
        await super().get(*args, **kwargs)

    def open(self) -> None:
        self.kernel.sockets.add(self)
        self.kernel.opened += 1
        self.kernel.session_ids.append(self.get_query_argument("session_id"))

    def on_close(self) -> None:
        self.kernel.sockets.discard(self)

    def on_message(self, raw: str | bytes) -> None:
        message = json.loads(raw)
        if self.kernel.silent:
            return
        if message["header"]["msg_type"] == "kernel_info_request":
            self.kernel.probes += 1
            self.write_message(json.dumps(envelope("kernel_info_reply", {"status": "ok"})))
        elif message["content"]["comm_id"] == "model-1" and self.kernel.knows_widget:
            self.widget(message["content"]["data"])

    def widget(self, data: dict[str, Any]) -> None:
        if data["method"] == "request_state":
            state = {"welcome": welcome(), "stage": stage("grens-01"), "link": LIVE}
            self.write_message(json.dumps(comm({"method": "update", "state": state})))
        elif data["method"] == "custom":
            self.kernel.customs.append(data["content"])
            saved = {"type": "Saved", "save_id": data["content"]["request"]["save_id"], "seq": 1, "saved_at": 1}
            reply = {"answered": data["content"]["ask"], "reply": saved}
            self.write_message(json.dumps(comm({"method": "custom", "content": reply})))


def envelope(kind: str, content: dict[str, Any], channel: str = "iopub") -> dict[str, Any]:
    """Wrap a kernel message."""
    header = {"msg_id": "m", "msg_type": kind}
    return {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": channel,
        "buffers": [],
    }


def comm(data: dict[str, Any]) -> dict[str, Any]:
    """Wrap a widget message."""
    return envelope("comm_msg", {"comm_id": "model-1", "data": data})


class _Answer(tornado.web.RequestHandler):
    def initialize(self, kernel: Kernel) -> None:
        self.kernel = kernel


class _Page(_Answer):
    def get(self) -> None:
        self.kernel.loads += 1
        self.set_cookie("_xsrf", "secret|1")
        place = {"kernel_id": KERNEL, "model_id": "model-1", "base_url": "/", "pace": PACE}
        self.write(PAGE.format(place=json.dumps(place)))


class _Known(_Answer):
    def get(self) -> None:
        self.set_status(200 if self.kernel.alive else 404)


class _Health(_Answer):
    def get(self) -> None:
        self.kernel.looks += 1
        self.set_status(200 if self.kernel.healthy else 503)


class _Farewell(_Answer):
    def post(self, kernel_id: str) -> None:
        self.kernel.farewells.append({"kernel": kernel_id, "xsrf": self.get_body_argument("_xsrf", "")})


@contextlib.contextmanager
def serve_kernel() -> Iterator[Kernel]:
    """Serve a page, its kernel and the front end's files, in a thread."""
    kernel = Kernel()
    ready = threading.Event()
    given = {"kernel": kernel}

    async def main() -> None:
        app = tornado.web.Application(
            [
                (r"/sessie/\w+", _Page, given),
                (r"/healthz", _Health, given),
                (rf"/api/kernels/{KERNEL}", _Known, given),
                (rf"/api/kernels/{KERNEL}/channels", Channels, given),
                (r"/pagina/sluit/([\w-]+)", _Farewell, given),
                (r"/frontend/(.*)", tornado.web.StaticFileHandler, {"path": str(asset_folder())}),
            ]
        )
        sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
        server = tornado.httpserver.HTTPServer(app)
        server.add_sockets(sockets)
        kernel.loop = asyncio.get_running_loop()
        kernel.address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        kernel.ended = asyncio.Event()  # type: ignore[attr-defined]
        ready.set()
        await kernel.ended.wait()  # type: ignore[attr-defined]
        server.stop()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield kernel
    kernel.loop.call_soon_threadsafe(kernel.ended.set)  # type: ignore[attr-defined]
    thread.join(10)
