"""Kernels as this server keeps them: many, forked where possible, never restarted empty."""

from __future__ import annotations

import os
import resource

import zmq.asyncio
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import default
from traitlets.config import Config
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

#: What a page's browser may send its kernel: messages to the widget that is there, and 'are you there'.
ALLOWED_MESSAGES = ["comm_msg", "kernel_info_request"]
#: What each page needs, imported once before the fork.
PRELOAD = "ipywidgets,anywidget,workshop.pages"
_MOST_SOCKETS = 65_535


class PageKernels(AsyncMappingKernelManager):  # type: ignore[misc]
    """Jupyter's kernel manager with room for hundreds of pages."""

    @default("context")  # type: ignore[untyped-decorator]
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.max_sockets = _MOST_SOCKETS  # six sockets a page; 1,023 would end at the 171st
        return context


def kernel_config(*, fork: bool) -> Config:
    """Give the configuration of kernels, and set what their starting reads from the environment."""
    os.environ.setdefault("FORKED_KERNELS_PRELOAD", PRELOAD)
    config = Config()
    config.KernelProvisionerFactory.default_provisioner_name = "forked-provisioner" if fork else "local-provisioner"
    config.KernelManager.transport = "ipc"  # sockets in a folder of our own: no ports, no other user
    config.KernelManager.autorestart = False  # an empty kernel would answer to nobody; the page comes back instead
    config.MappingKernelManager.buffer_offline_messages = False
    return config


def allow_many_files() -> None:
    """Raise the number of open files to what the system lets us have: a page takes some sixteen."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class KernelStatusHandler(KernelHandler):  # type: ignore[misc]
    """Tells a page whether its kernel lives; nothing else."""

    SUPPORTED_METHODS = ("GET",)


class PageSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The websocket between a page and its kernel."""

    def check_origin(self, origin: str | None = None) -> bool:
        """Accept only pages of this very address."""
        given = origin or self.request.headers.get("Origin", "")
        return given.split("://", 1)[-1].lower() == (self.request.host or "").lower()

    async def get(self, kernel_id: str) -> None:
        """Open the websocket; a missing Origin is refused as a foreign one is."""
        if not self.check_origin():
            raise HTTPError(403, "Cross origin websockets are not allowed.")
        await super().get(kernel_id=kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Connect to the kernel, and say that someone is here."""
        self.settings["workshop"].pages.connected(kernel_id, self)
        await super().open(kernel_id)

    def on_close(self) -> None:
        """Say that nobody is here any more."""
        self.settings["workshop"].pages.disconnected(self.kernel_id, self)
        if self.connection is not None:
            super().on_close()
