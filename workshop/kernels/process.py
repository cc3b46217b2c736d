"""A forked kernel as its server sees it, with the manners of `subprocess.Popen`."""

import os
import select
import signal
import socket
import subprocess
import threading
from contextlib import suppress

from workshop.kernels.wire import ENDED, LEAVING, STARTED


class ForkedProcess:
    """A kernel that is a child of the zygote, not of this process.

    Its end is known from its line (see `wire`): the zygote tells the exit status, and when the zygote itself is gone
    the closed line tells that the kernel is gone too.
    """

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.setblocking(False)
        self._heard = b""
        self._leaving: int | None = None
        self._lock = threading.Lock()
        self.pid = 0
        self.returncode: int | None = None

    def __repr__(self) -> str:
        """Say which process this is and whether it runs."""
        return f"<ForkedProcess pid={self.pid} returncode={self.returncode}>"

    def fileno(self) -> int:
        """Give the descriptor that becomes readable when there is news."""
        return self._line.fileno()

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal, or None while the kernel runs."""
        with self._lock:
            while self.returncode is None:
                try:
                    heard = self._line.recv(256)
                except (BlockingIOError, InterruptedError):
                    break
                except OSError:
                    heard = b""
                self._hear(heard)
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the kernel has ended; raise `subprocess.TimeoutExpired` after `timeout` seconds."""
        if self.returncode is not None:
            return self.returncode
        poller = select.poll()  # `select` itself refuses descriptors above 1023
        poller.register(self._line, select.POLLIN)
        while (status := self.poll()) is None:
            if not poller.poll(None if timeout is None else timeout * 1000):
                raise subprocess.TimeoutExpired(["forked kernel"], timeout or 0)
        return status

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)

    def _hear(self, heard: bytes) -> None:
        if not heard:
            # The zygote died first, so nobody can know by which signal the kernel ended.
            self._end(-signal.SIGKILL if self._leaving is None else self._leaving)
            return
        *lines, self._heard = (self._heard + heard).split(b"\n")
        for line in lines:
            word, number = line.decode().split()
            if word == STARTED:
                self.pid = int(number)
            elif word == LEAVING:
                self._leaving = int(number)
            elif word == ENDED:
                self._end(int(number))

    def _end(self, status: int) -> None:
        self.returncode = status
        self._line.close()
