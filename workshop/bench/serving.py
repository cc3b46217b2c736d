"""A server that is measured: a command in a process of its own, and its whole family."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPError

from workshop.errors import WorkshopError

_END_WITHIN = 15.0  # seconds
_LOOK = 0.05  # seconds between looks at whether it serves
#: Settings of whoever runs the measurement that must not reach what is measured.
_NOT_OURS = ("WORKSHOP_", "FORKED_KERNELS", "JUPYTER_", "VOILA_", "SOLARA_", "IPYTHONDIR")


class ServerProcess:
    """Starts a server, waits until it serves, and ends it with all that it started.

    Parameters
    ----------
    command
        Arguments after ``python``; ``{port}`` in them becomes the port.
    folder
        Where it runs; its log is written there.
    ready
        Path that answers 200 once it serves.
    environment
        More variables.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, *, ready: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self._command = command
        self._folder = folder
        self._ready = ready
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, patience: float, *more: str) -> None:
        """Start it (again, on the same port), with `more` arguments, and wait until it serves.

        Raises
        ------
        WorkshopError
            It ended, or did not serve in time; the end of its log is in the text.
        """
        command = [each.format(port=self.port) for each in (*self._command, *more)]
        own = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
        # Jupyter's settings of this user are not what others would measure either.
        own |= {"JUPYTER_CONFIG_DIR": str(self._folder / "jupyter"), "IPYTHONDIR": str(self._folder / "ipython")}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own command; starting takes no time
                [sys.executable, *command], cwd=self._folder, stdout=log, stderr=log, env=own | dict(self._environment)
            )
        deadline = time.monotonic() + patience
        while not await self._serves():
            if self._process.poll() is not None or time.monotonic() > deadline:
                await self.stop()
                raise WorkshopError(f"'{' '.join(command)}' does not serve: {self._last_words()}")
            await asyncio.sleep(_LOOK)

    def family(self) -> list[psutil.Process]:
        """Give the server and all processes that it or its children started."""
        if self._process is None:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            me = psutil.Process(self._process.pid)
            return [me, *me.children(recursive=True)]
        return []

    async def stop(self) -> None:
        """End it, and what is left of its family."""
        process, family = self._process, self.family()
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(process.wait, _END_WITHIN)
        for each in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        await asyncio.to_thread(process.wait)
        self._process = None

    async def _serves(self) -> bool:
        try:
            await AsyncHTTPClient().fetch(self.url + self._ready, request_timeout=5)
        except (HTTPError, OSError):
            return False
        return True

    def _last_words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-1500:].strip() or "its log is empty."


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
