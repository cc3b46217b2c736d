"""Walk, in the zygote, the ways that each kernel will walk, so that it finds them trodden.

The first walk imports, compiles, fills caches and lets the interpreter specialise its bytecode; all of that is writing,
and what is written before the fork is shared by all children instead of copied by each.
"""

import asyncio
import fnmatch
import importlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ipykernel.thread import BaseThread
from jupyter_client.localinterfaces import localhost
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

from workshop.kernels.app import ForkedKernelApp

# The checker is told to skip this package, and then takes it for an empty one.
zmq: Any = importlib.import_module("zmq")

# Imported by a kernel while it starts or runs its first cell; an absent one is no harm.
_LATE = (
    "IPython.core.completer",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "faulthandler",
    "psutil",
    "resource",
    "tornado.platform.asyncio",
)
# The files of the profile's startup folder.
_STARTUP = ("*.py", "*.ipy")
# The interpreter specialises a function at its eighth call (PEP 659).
_TIMES = 8

_CELL = """
from IPython.display import display
_warm = [number for number in range(3)]
display({"text/plain": "warm"}, raw=True)
_warm
"""


def warm_kernel(app: ForkedKernelApp) -> None:
    """Run what a kernel runs when it starts and at its first cell; leave neither thread nor socket behind."""
    for name in _LATE:
        with suppress(ImportError):
            importlib.import_module(name)
    localhost()
    for pattern in _STARTUP:
        fnmatch.filter([], pattern)
    names = set(app.kernel.shell.user_ns)
    for _ in range(_TIMES):
        Session(parent=app)
        _pass_messages()
        asyncio.run(app.kernel.do_execute(_CELL, silent=True, store_history=False))
    for name in set(app.kernel.shell.user_ns) - names:
        del app.kernel.shell.user_ns[name]


def _pass_messages() -> None:
    """Send a message between two sockets of a thread with a loop, as the channels of a kernel do."""
    context = zmq.Context()
    try:
        with context.socket(zmq.ROUTER) as server, context.socket(zmq.DEALER) as client:
            server.linger = client.linger = 0
            client.connect(f"tcp://127.0.0.1:{server.bind_to_random_port('tcp://127.0.0.1')}")
            thread = BaseThread(name="warm-up", daemon=True)
            stream = ZMQStream(server, thread.io_loop)
            stream.on_recv(_stopping(thread.io_loop))
            client.send_multipart([b"warm"])
            thread.start()
            thread.join()
            stream.close()
    finally:
        context.term()


def _stopping(loop: IOLoop) -> Callable[[object], None]:
    return lambda _: loop.add_callback(loop.stop)
