"""The zygote: imports and warms once, then forks a kernel for whoever holds the other end of its socket.

Run as ``python -m workshop.kernels.zygote <descriptor> <server>``: the control socket of `wire`, and the server's
process id.
"""

import importlib
import logging
import os
import select
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

from workshop.kernels.settings import ZygoteSettings
from workshop.kernels.wire import ENDED, READY, receive_fork, say

_log = logging.getLogger("forked-kernels")
_LAST_WORDS_S = 2.0
_LOOK_MS = 2000


class Zygote:
    """Forks kernels, and tells how each of them ended."""

    def __init__(self, control: socket.socket, server: int) -> None:
        self._control, self._server = control, server
        self._line: socket.socket
        self._lines: dict[int, socket.socket] = {}
        self._woken, self._wake = socket.socketpair()
        for end in (self._woken, self._wake):
            end.setblocking(False)

    def serve(self) -> tuple[socket.socket, list[int]]:
        """Fork whenever the server asks for it; return only in a child, with its line and its streams."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        try:
            self._control.sendall(READY)
        except BrokenPipeError:  # the server ended while this process imported what is needed
            self._leave()
        poller = select.poll()
        poller.register(self._control, select.POLLIN)
        poller.register(self._woken, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poller.poll(_LOOK_MS)}
            if os.getppid() != self._server:  # somebody else may still hold the other end of the control socket
                self._leave()
            if self._woken.fileno() in ready:
                self._reap()
            if self._control.fileno() in ready:
                try:
                    descriptors = receive_fork(self._control)
                except (EOFError, OSError):
                    self._leave()
                if not descriptors:
                    _log.error("The zygote may open no more files; raise the limit (ulimit -n).")
                elif self._is_child_after_fork(descriptors):
                    return self._line, descriptors[1:]

    def _is_child_after_fork(self, descriptors: list[int]) -> bool:
        """Fork; in the zygote, keep only the line, on which the kernel's end will be told."""
        line = socket.socket(fileno=descriptors[0])
        line.setblocking(True)
        try:
            pid = os.fork()
        except OSError:
            _log.exception("The zygote cannot fork.")
            line.close()
        else:
            if pid == 0:
                self._forget()
                self._line = line
                return True
            self._lines[pid] = line
        for descriptor in descriptors[1:]:
            os.close(descriptor)
        return False

    def _forget(self) -> None:
        """Close, in a child, what belongs to the zygote and to the other kernels."""
        signal.set_wakeup_fd(-1)
        for end in (self._control, self._woken, self._wake, *self._lines.values()):
            end.close()

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._woken.recv(512):
                pass
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            line = self._lines.pop(pid, None)
            if line is not None:
                say(line, ENDED, os.waitstatus_to_exitcode(status))
                line.close()

    def _leave(self) -> None:
        """End, with all kernels, since the server is gone or wants no more of them."""
        deadline = time.monotonic() + _LAST_WORDS_S
        self._signal_all(signal.SIGTERM)
        while self._lines and time.monotonic() < deadline:
            select.select([self._woken], [], [], 0.1)
            self._reap()
        self._signal_all(signal.SIGKILL)
        os._exit(0)

    def _signal_all(self, number: signal.Signals) -> None:
        for pid in self._lines:
            with suppress(ProcessLookupError):
                os.killpg(pid, number)


def prepare(settings: ZygoteSettings) -> None:
    """Import and warm what the settings name; what fails is logged, and left out."""
    for name in settings.preload:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001 - a library may fail in any way, and the others are still worth having
            _log.exception("The module '%s' cannot be preloaded.", name)
    if settings.warm_up:
        module, _, function = settings.warm_up.partition(":")
        try:
            getattr(importlib.import_module(module), function)()
        except Exception:  # noqa: BLE001 - as above
            _log.exception("The warm-up '%s' failed.", settings.warm_up)
    others = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if others:
        _log.warning("Preloading has left threads, which forked kernels will not have: %s.", ", ".join(others))


def end_with(server: int) -> None:
    """Look each second, while importing, whether the server still lives; later the control socket tells."""

    def look(_: int, __: FrameType | None) -> None:
        if os.getppid() != server:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def main() -> None:
    """Be a zygote until the server is gone; in a child, be a kernel until it ends."""
    control, server = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    end_with(server)
    os.set_inheritable(control.fileno(), False)
    settings = ZygoteSettings.from_json(control.makefile("rb", buffering=0).readline())

    from workshop.kernels.child import become_kernel, make_app
    from workshop.kernels.memory import freeze
    from workshop.kernels.title import title_setter
    from workshop.kernels.warm import warm_kernel

    set_title = title_setter()
    set_title(f"zygote of forked kernels, server {server}")
    app = make_app()
    prepare(settings)
    warm_kernel(app)
    app.note_modules()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    freeze()
    line, streams = Zygote(control, server).serve()
    become_kernel(app, line, streams, set_title)


if __name__ == "__main__":
    main()
