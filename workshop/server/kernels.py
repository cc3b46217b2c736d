"""Kernels as this server keeps them: many, forked where possible, never restarted empty."""

from __future__ import annotations

import asyncio
import os
import resource
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
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


class PageClient(AsyncKernelClient):  # type: ignore[misc]
    """Jupyter's kernel client, which knows that a kernel is ready as soon as the kernel says so."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as its parent's
        """Wait until the kernel answers and its news reach us; the parent then waits for 0.2 s of silence on top.

        Raises
        ------
        RuntimeError
            The kernel died, or said nothing within `timeout` seconds.
        """
        async with asyncio.timeout(timeout):
            while not await self._is_ready():
                if not await self.is_alive():
                    raise RuntimeError("The kernel died before it was ready.")

    async def _is_ready(self) -> bool:
        """Ask once who the kernel is, and wait a second for the answer and for the 'idle' that follows it."""
        asked = self.kernel_info()
        try:
            async with asyncio.timeout(1):
                reply = await self._until(self.get_shell_msg, asked, "kernel_info_reply")
                await self._until(self.get_iopub_msg, asked, "status", "idle")
        except (TimeoutError, Empty):
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _until(self, get: Any, asked: str, kind: str, state: str | None = None) -> Any:
        while True:
            message = await get(timeout=1)
            ours = message["parent_header"].get("msg_id") == asked and message["msg_type"] == kind
            if ours and state in {None, message["content"].get("execution_state")}:
                return message


class PageKernels(AsyncMappingKernelManager):  # type: ignore[misc]
    """Jupyter's kernel manager with room for hundreds of pages."""

    @default("context")  # type: ignore[untyped-decorator]
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.max_sockets = _MOST_SOCKETS  # six sockets a page; 1,023 would end at the 171st
        return context

    def start_watching_activity(self, kernel_id: str) -> None:
        """Watch nothing: kernels end with their page and not because they are idle; watching unpacks each message.

        A page is given away when its kernel has run the notebook, so no websocket has to wait for a kernel that starts.
        """
        self._kernels[kernel_id].execution_state = "idle"


def kernel_config(*, fork: bool) -> Config:
    """Give the configuration of kernels, and set what their starting reads from the environment."""
    os.environ.setdefault("FORKED_KERNELS_PRELOAD", PRELOAD)
    config = Config()
    config.KernelProvisionerFactory.default_provisioner_name = "forked-provisioner" if fork else "local-provisioner"
    config.KernelManager.transport = "ipc"  # sockets in a folder of our own: no ports, no other user
    config.KernelManager.client_class = f"{PageClient.__module__}.{PageClient.__qualname__}"
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
