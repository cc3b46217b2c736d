"""The server: a Voilà application with doors of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.log import access_log
from tornado.web import RequestHandler
from traitlets import Any as AnyTrait
from traitlets.config import Config
from voila.app import Voila

from workshop.content import packaged
from workshop.server.assets import PREFIX, AssetHandler
from workshop.server.auth import BrowserIdentity, MaskSecrets, OwnerOnly
from workshop.server.broker_process import BrokerProcess
from workshop.server.capacity import Capacity
from workshop.server.context import Context
from workshop.server.handlers import page_handlers
from workshop.server.holding import hold
from workshop.server.kernels import (
    ALLOWED_MESSAGES,
    KernelStatusHandler,
    PageKernels,
    PageSocketHandler,
    allow_many_files,
    kernel_config,
)
from workshop.server.listening import bind, url_of
from workshop.server.making import Maker
from workshop.server.pages import Pages
from workshop.server.plain import NotFoundHandler, plain_handlers
from workshop.store import Keys

log = logging.getLogger("workshop")

_TEMPLATE = Path(__file__).parent / "page_template"
_MOST_BODY = 1024 * 1024  # bytes of a form
_MOST_MESSAGE = 256 * 1024  # bytes of a websocket message from a browser
_END_WITHIN = 5.0  # seconds
_PING = 20_000  # ms between looks at whether a browser is still there


class WorkshopServer(Voila):  # type: ignore[misc]
    """Voilà, with our join pages, made pages and rules about who may touch which kernel."""

    #: Everything that `serve` was told.
    told = AnyTrait()
    #: The bound sockets.
    sockets = AnyTrait()

    @property
    def base_url_for_people(self) -> str:
        """The address that participants use."""
        url: str = self.told["base_url"]
        return url

    def facilitator_url(self) -> str:
        """Give the link that opens every group of this installation."""
        return f"{self.base_url_for_people}/f/{self.told['keys'].host_secret()}"

    def setup_template_dirs(self) -> None:
        """Use our page template, which lies in the package and not in Jupyter's folders."""
        self.template_paths = [str(_TEMPLATE)]
        self.static_paths = [str(_TEMPLATE)]

    def init_settings(self) -> dict[str, Any]:
        """Add ours to Voilà's settings; what comes later than this is not seen by tornado."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = ALLOWED_MESSAGES
        return {
            **settings,
            "compress_response": True,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
            "ws_ping_interval": _PING,
            "ws_ping_timeout": 2 * _PING + 5_000,
            "websocket_max_message_size": _MOST_MESSAGE,
            "websocket_compression_options": {"compression_level": 1, "mem_level": 4},
            "allow_remote_access": True,
            "log_function": _log_request,
            "default_handler_class": NotFoundHandler,
        }

    def init_handlers(self) -> list[Any]:
        """Give our addresses, and of Jupyter's only the kernel's own."""
        return [
            *plain_handlers(),
            *page_handlers(),
            (rf"{PREFIX}/([0-9a-f]+)/(.+)", AssetHandler),
            (rf"/api/kernels/{_kernel_id_regex}", KernelStatusHandler),
            (rf"/api/kernels/{_kernel_id_regex}/channels", PageSocketHandler),
        ]

    def listen(self) -> None:
        """Start the broker, make the first pages, open the door, and run until told to stop."""
        self.ioloop = IOLoop.current()
        self.ioloop.run_sync(self._run)

    async def _run(self) -> None:
        told_to_stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
        opening, stopping = asyncio.ensure_future(self._open()), asyncio.ensure_future(told_to_stop.wait())
        try:
            await asyncio.wait((opening, stopping), return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                opening.result()
                self.told["on_ready"](self)
                await stopping
        finally:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
            await self._stop()

    def _handle_signal_stop(self, _number: int, _frame: Any) -> None:
        """End before the loop runs, when there is nothing to end yet."""
        sys.exit(0)

    async def _open(self) -> None:
        told = self.told
        self.broker = BrokerProcess(told["data"], base_url=told["base_url"], programme=told["programme"])
        link = await self.broker.start()
        folder = packaged("data") / "mentor"
        parts = yaml.safe_load((folder / "pseudonyms.yaml").read_text(encoding="utf-8"))
        context = Context(
            link=link,
            base_url=told["base_url"],
            words=(folder / "words.txt").read_text(encoding="utf-8").split(),
            pseudonyms={language: (each["first"], each["second"]) for language, each in parts.items()},
            max_people=told["max_people"],
            away_seconds=told["away_seconds"],
            notebooks=_notebooks(self.root_dir),
        )
        for name in context.notebooks:  # ours, so trusted; only this process needs to know
            self.contents_manager.notary.sign(nbformat.read(Path(self.root_dir) / name, as_version=4))
        self.pages = context.pages = Pages(
            context,
            Maker(self, context, self.broker.socket),
            ready=told["made_pages"],
            at_once=os.cpu_count() or 2,
            capacity=Capacity(told["max_pages"]),
        )
        self.broker.watch(self.pages.retell)
        self.app.settings["workshop"] = context
        self.pages.start()
        self.http = HTTPServer(self.app, max_body_size=_MOST_BODY)
        self.http.add_sockets(self.sockets)

    async def _stop(self) -> None:
        """End pages, kernels and broker; what does not end in time is ended by the end of this process."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._close(), _END_WITHIN)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _close(self) -> None:
        if hasattr(self, "http"):
            self.http.stop()
        if hasattr(self, "pages"):
            await self.pages.close()
        await self.kernel_manager.shutdown_all(now=True)
        await self.broker.stop()


def serve(
    *,
    data: Path,
    port: int = 8866,
    ip: str = "",
    base_url: str | None = None,
    max_people: int = 250,
    away_seconds: float = 60.0,
    made_pages: int = 4,
    max_pages: int = 0,
    fork: bool = True,
    programme: Path | None = None,
    on_ready: Callable[[WorkshopServer], None] = lambda _server: None,
) -> None:
    """Run the workshop until Ctrl-C or SIGTERM.

    Parameters
    ----------
    data
        The data folder; made, for its owner only, when it is missing.
    base_url
        Address that participants use; this machine's address in the local network when None.
    away_seconds
        Seconds without a connection after which a page's kernel ends.
    made_pages
        Participants' pages that are kept ready at least.
    max_pages
        Pages that may be open at the same time; 0 works it out from the memory.
    on_ready
        Called when the door is open.

    Raises
    ------
    workshop.errors.WorkshopError
        A port that is taken, a folder that cannot be used, a programme with errors: what, where, what to do.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until there is something to end
    keys = Keys.load(data)
    sockets = bind(port, ip)
    port = sockets[0].getsockname()[1]
    allow_many_files()
    url = (base_url or url_of(ip, port)).rstrip("/")
    told = {
        "data": data,
        "base_url": url,
        "keys": keys,
        "max_people": max_people,
        "away_seconds": away_seconds,
        "made_pages": made_pages,
        "max_pages": max_pages,
        "programme": programme,
        "on_ready": on_ready,
    }
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    server = WorkshopServer(config=_config(keys, fork=fork), told=told, sockets=sockets)
    for handler in (*server.log.handlers, *logging.getLogger().handlers):
        handler.addFilter(MaskSecrets())
    with hold(data, url):
        server.initialize([])
        server.start()


def _notebooks(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in Path(folder).glob("*.ipynb")))


def _config(keys: Keys, *, fork: bool) -> Config:
    config = kernel_config(fork=fork)
    config.NotebookNotary.db_file = ":memory:"
    config.Voila.root_dir = str(packaged("notebooks"))
    config.Voila.config_file_paths = []
    config.Voila.open_browser = False
    config.Voila.port_retries = 0
    config.Voila.cookie_secret = keys.cookie_secret
    config.Voila.identity_provider_class = BrowserIdentity
    config.Voila.authorizer_class = OwnerOnly
    config.VoilaConfiguration.multi_kernel_manager_class = PageKernels
    config.VoilaConfiguration.template = "workshop"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.show_tracebacks = False
    config.Application.log_level = "WARN"
    return config


def _log_request(handler: RequestHandler) -> None:
    status = handler.get_status()
    if status >= 400:  # noqa: PLR2004 - errors only; who looks at what is nobody's business
        write = access_log.error if status >= 500 else access_log.warning  # noqa: PLR2004
        write("%d %s %s", status, handler.request.method, handler.request.path)
