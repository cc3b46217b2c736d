"""What a process does, just after the fork, to become a kernel of its own."""

import asyncio
import atexit
import os
import random
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop.kernels.app import ForkedKernelApp, page_kernel_config
from workshop.kernels.wire import LEAVING, STARTED, receive_request, say

_PATIENCE_S = 1.0
_INHERITED = (signal.SIGCHLD, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)


def make_app() -> ForkedKernelApp:
    """Make, in the zygote, the part of a kernel that all its children share."""
    # With `debugpy` out of reach the kernel offers no debugger, and does not import it either.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    import ipykernel.debugger  # noqa: F401

    del sys.modules["debugpy"]
    app: ForkedKernelApp = ForkedKernelApp.instance(config=page_kernel_config())
    app.make()
    return app


def become_kernel(
    app: ForkedKernelApp, line: socket.socket, streams: list[int], set_title: Callable[[str], object]
) -> None:
    """Serve as a kernel until it is shut down, then end the process; never returns."""
    status = 1
    try:
        os.setsid()
        reset_signals()
        set_title(f"forked kernel, zygote {os.getppid()}")
        request = receive_request(line)
        take_streams(streams)
        take_environment(request["env"])
        os.chdir(request["cwd"])
        reseed()
        # A loop that was used before the fork shares its epoll descriptor with the zygote.
        asyncio.set_event_loop(asyncio.new_event_loop())
        sys.argv = ["ipykernel_launcher", "-f", request["connection_file"]]
        app.join(request["connection_file"], request["env"].get("JPY_SESSION_NAME", ""))
        end_with_server(app, line)
        say(line, STARTED, os.getpid())
        app.start()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except EOFError:
        pass  # the server was gone before it said what it wanted
    except BaseException:  # noqa: BLE001 - whatever it is, it must not reach the zygote's code
        traceback.print_exc(file=sys.__stderr__)
    finally:
        leave(app, line, status)


def leave(app: ForkedKernelApp, line: socket.socket, status: int) -> None:
    """End without tearing the interpreter down: that would touch, and so copy, every page of the zygote."""
    try:
        # The first exit function stops the IOPub thread; a control thread that still flushes would then hang on it.
        for thread in (app.control_thread, app.shell_channel_thread):
            if thread is not None and thread.is_alive():
                thread.stop()
                thread.join(_PATIENCE_S)
        atexit._run_exitfuncs()  # noqa: SLF001 - as the standard library's own tests call it
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
    finally:
        say(line, LEAVING, status)
        os._exit(status)


def reset_signals() -> None:
    """Give each signal the meaning that it has in a fresh interpreter."""
    for number in _INHERITED:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def take_streams(streams: list[int]) -> None:
    """Put these descriptors in the place of standard input, output and error."""
    for place, descriptor in enumerate(streams):
        os.dup2(descriptor, place)
    for descriptor in set(streams):
        os.close(descriptor)


def take_environment(env: dict[str, str]) -> None:
    """Replace the zygote's environment by the one of the launch, with what a new interpreter would read from it."""
    before = os.environ.get("PYTHONPATH", "")
    os.environ.clear()
    os.environ.update(env)
    after = env.get("PYTHONPATH", "")
    if after != before:
        old = before.split(os.pathsep)
        new = [str(Path(path).absolute()) for path in after.split(os.pathsep) if path]
        sys.path[:] = [*new, *(path for path in sys.path if path not in old)]
    time.tzset()


def reseed() -> None:
    """Make the random numbers of this kernel its own."""
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def end_with_server(app: ForkedKernelApp, line: socket.socket) -> None:
    """End this kernel, and what it started, as soon as the server is gone: nobody writes to the line but at its end."""
    line.setblocking(False)
    # A process that a cell forks must not hold the line: its end tells that this kernel is gone.
    os.register_at_fork(after_in_child=line.close)

    def gone(*_: Any) -> None:
        os.killpg(0, signal.SIGKILL)

    loop = app.control_thread.io_loop
    loop.add_callback(loop.add_handler, line.fileno(), gone, loop.READ)
