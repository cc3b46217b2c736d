"""Run the broker as a process of its own; the server starts it, tells it what to do, and it ends with the server.

One line of JSON comes in on standard input: ``data``, ``socket``, ``server_capability``, ``base_url`` and
``programme`` (null for the built-in one). When it listens it prints ``ready``. When standard input ends, it ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from pathlib import Path
from typing import Any

from workshop import charts
from workshop.broker import Service, open_broker
from workshop.errors import WorkshopError
from workshop.messages import Identity


def main() -> int:
    """Serve until standard input ends."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s broker %(levelname)s %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is the server's to handle
    told = json.loads(sys.stdin.readline())
    try:
        asyncio.run(_serve(told))
        _leave(Path(told["socket"]))
    except WorkshopError as error:
        sys.stdout.write(f"error {json.dumps(str(error))}\n")  # one line, whatever the text
        sys.stdout.flush()
        return 2
    return 0


async def _serve(told: dict[str, Any]) -> None:
    programme = told.get("programme")
    broker = open_broker(
        Path(told["data"]), base_url=told.get("base_url", ""), programme=Path(programme) if programme else None
    )
    charts.warm()
    broker.expect(told["server_capability"], Identity(role="server"))
    async with Service(broker, Path(told["socket"])):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await _until_stdin_ends()
    broker.store.close()


def _leave(socket: Path) -> None:
    """Take the socket's folder away, which holds nothing else; a server that was killed cannot do it."""
    with contextlib.suppress(OSError):
        socket.unlink(missing_ok=True)
        socket.parent.rmdir()


async def _until_stdin_ends() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass


if __name__ == "__main__":
    sys.exit(main())
