"""The broker's process: started by the server, started again when it dies, ended with the server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from workshop.client.remote import RemoteLink, connect
from workshop.errors import WorkshopError

log = logging.getLogger(__name__)

_READY_WITHIN = 60.0  # seconds: pandas and plotly are imported, migrations may run
_END_WITHIN = 3.0
_LINK = 0.02  # seconds between looks at whether the server's link is back


class BrokerProcess:
    """Runs ``python -m workshop.broker`` beside the server.

    Its secrets go over standard input, which nobody else can read; when the server is gone it reads the end there
    and ends too.
    """

    def __init__(self, data: Path, *, base_url: str, programme: Path | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="workshop-"))  # short, for a socket's path has at most 108 bytes
        self._told: dict[str, Any] = {
            "data": str(data.resolve()),
            "socket": self.socket,
            "server_capability": secrets.token_urlsafe(32),
            "base_url": base_url,
            "programme": str(programme) if programme else None,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._link: RemoteLink | None = None

    @property
    def socket(self) -> str:
        """Where it listens."""
        return str(self._folder / "broker")

    async def start(self) -> RemoteLink:
        """Start it, and give the server's own link.

        Raises
        ------
        WorkshopError
            What the broker says is wrong with the data folder, the store or the programme.
        """
        await self._launch()
        self._link = await connect(self.socket, self._told["server_capability"])
        return self._link

    def watch(self, started_anew: Callable[[], Awaitable[None]]) -> None:
        """From now on start it again when it dies, and call `started_anew` each time."""
        self._watching = asyncio.get_running_loop().create_task(self._watch(started_anew))

    async def stop(self) -> None:
        """End it."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        process = self._process
        if process is not None and process.returncode is None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), _END_WITHIN)
            except TimeoutError:
                process.kill()
                await process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _launch(self) -> None:
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "workshop.broker", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        if process.stdin is None or process.stdout is None:
            raise WorkshopError("The broker cannot be started.")
        process.stdin.write(json.dumps(self._told).encode() + b"\n")
        await process.stdin.drain()
        try:
            line = (await asyncio.wait_for(process.stdout.readline(), _READY_WITHIN)).decode().strip()
        except TimeoutError as error:
            process.kill()
            raise WorkshopError("The broker did not start in time; see the log.") from error
        if line.startswith("error "):
            raise WorkshopError(json.loads(line.removeprefix("error ")))
        if line != "ready":
            raise WorkshopError("The broker ended while it started; see the log.")

    async def _watch(self, started_anew: Callable[[], Awaitable[None]]) -> None:
        while True:
            if self._process is not None:
                code = await self._process.wait()
                log.error("the broker ended (%s); it is started again", code)
            try:
                await self._launch()
                while self._link is not None and not self._link.connected:  # noqa: ASYNC110 - it mends itself
                    await asyncio.sleep(_LINK)
                await started_anew()
            except WorkshopError as error:
                log.error("the broker does not start: %s", error)  # noqa: TRY400 - the text says it all
                await asyncio.sleep(1)
