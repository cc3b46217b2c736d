"""Keep a zygote alive for this server, and have it fork kernels."""

import asyncio
import atexit
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from contextlib import suppress

from workshop.kernels.launch import Launch
from workshop.kernels.process import ForkedProcess
from workshop.kernels.settings import ZygoteSettings
from workshop.kernels.wire import READY, ask_for_fork, pack_request

_TRIES = 2
# A zygote that dies this often, each time before it was ready, will not become better by trying.
_HOPELESS = 3
_PAUSE_S = 0.2
_END_S = 5.0
_LONG_LIFE_S = 10.0

_log = logging.getLogger(__name__)


class ZygoteError(Exception):
    """The zygote could not give a kernel; the text says why."""


class _Zygote:
    """One zygote process and the socket to it."""

    def __init__(self, settings: ZygoteSettings) -> None:
        self.started = time.monotonic()
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "workshop.kernels.zygote", str(theirs.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the server's terminal is not meant for it
            )
        self.control.sendall(settings.to_json())
        self.ready: Future[None] = Future()
        self.replaced: Future[None] = Future()


class ZygoteKeeper:
    """Keeps one zygote for one set of settings, and starts another when it dies.

    A thread waits for the zygote's words and for its end, so that a new one is warm before somebody needs it.
    """

    def __init__(self, settings: ZygoteSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._closed = False
        self._early_deaths = 0
        self._pause = 0.0
        self._zygote = self._start()

    @property
    def pid(self) -> int:
        """The process id of the zygote that is in use now."""
        return self._zygote.process.pid

    async def ready(self, within: float) -> None:
        """Wait until the zygote has imported and warmed everything.

        Raises
        ------
        ZygoteError
            When it is not ready `within` so many seconds, or dies again and again.
        """
        deadline = time.monotonic() + within
        while True:
            # The future is shared by all who wait: the shield keeps one who gives up from cancelling it for all.
            waiting = asyncio.shield(asyncio.wrap_future(self._zygote.ready))
            try:
                await asyncio.wait_for(waiting, deadline - time.monotonic())
            except TimeoutError:
                raise ZygoteError(f"the zygote was not ready in {within:g} seconds") from None
            except ChildProcessError as error:
                if self._closed or self._early_deaths >= _HOPELESS:
                    raise ZygoteError(str(error)) from None
                await asyncio.sleep(_PAUSE_S)
            else:
                return

    async def fork(self, launch: Launch, within: float) -> ForkedProcess:
        """Have a kernel forked, and return it when it listens.

        Raises
        ------
        ZygoteError
            When no kernel listens `within` so many seconds, or two zygotes in a row could not give one.
        """
        failure: OSError | None = None
        for _ in range(_TRIES):
            await self.ready(within)
            zygote = self._zygote
            try:
                return await asyncio.wait_for(self._fork(zygote, launch), within)
            except TimeoutError:
                raise ZygoteError(f"the forked kernel did not listen in {within:g} seconds") from None
            except OSError as error:
                failure = error
                await self._replaced(zygote, within)
        raise ZygoteError(f"no kernel came out of the zygote: {failure}")

    async def _replaced(self, zygote: _Zygote, within: float) -> None:
        """Wait for another zygote, unless this one lives and it was the kernel that failed."""
        await asyncio.sleep(_PAUSE_S)
        if zygote.process.returncode is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(zygote.replaced)), within)

    async def _fork(self, zygote: _Zygote, launch: Launch) -> ForkedProcess:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        kernel = ForkedProcess(ours)
        try:
            with theirs, launch.descriptors() as streams, self._lock:
                ask_for_fork(zygote.control, [theirs.fileno(), *streams])
            await loop.sock_sendall(ours, pack_request(launch.request()))
            while not kernel.pid:
                news = asyncio.Event()
                loop.add_reader(ours, news.set)
                try:
                    await news.wait()
                finally:
                    loop.remove_reader(ours)
                kernel.poll()
                _refuse_ended(kernel)
        except BaseException:
            ours.close()  # the child, if there is one, ends when its line does
            raise
        return kernel

    def close(self) -> None:
        """End the zygote and, with it, the kernels that it forked."""
        with self._lock:
            self._closed = True
            zygote = self._zygote
        with suppress(OSError):  # it may have died just now
            zygote.control.shutdown(socket.SHUT_RDWR)
        try:
            zygote.process.wait(_END_S)
        except subprocess.TimeoutExpired:
            zygote.process.kill()
            zygote.process.wait()

    def _start(self) -> _Zygote:
        zygote = _Zygote(self.settings)
        threading.Thread(target=self._watch, args=[zygote], name="zygote keeper", daemon=True).start()
        return zygote

    def _watch(self, zygote: _Zygote) -> None:
        with suppress(OSError):
            while word := zygote.control.recv(1):
                if word == READY:
                    self._early_deaths = 0
                    zygote.ready.set_result(None)
        status = zygote.process.wait()
        if not zygote.ready.done():
            self._early_deaths += 1
            zygote.ready.set_exception(ChildProcessError(f"the zygote ended with status {status} while it started"))
        with self._lock:
            zygote.control.close()
        lived = time.monotonic() - zygote.started
        self._pause = 0.0 if lived > _LONG_LIFE_S else min(max(2 * self._pause, _PAUSE_S / 2), _LONG_LIFE_S)
        time.sleep(self._pause)  # whatever ends zygotes as soon as they live must not keep us busy
        if not self._closed:
            _log.warning("The zygote ended with status %s.", status)
        while not self._replace():
            time.sleep(_PAUSE_S)
        zygote.replaced.set_result(None)

    def _replace(self) -> bool:
        """Start another zygote, if one is still wanted; return False to be called again."""
        with self._lock:
            if self._closed or self._early_deaths >= _HOPELESS:
                return True
            try:
                self._zygote = self._start()
            except OSError as error:  # no memory, no files, no processes: it may pass
                _log.warning("The zygote cannot be replaced yet: %s", error)
                return False
            return True


def _refuse_ended(kernel: ForkedProcess) -> None:
    if kernel.returncode is not None:
        raise ConnectionResetError("the forked kernel ended before it listened")


_keepers: dict[tuple[int, ZygoteSettings], ZygoteKeeper] = {}
_keepers_lock = threading.Lock()


def keeper_for(settings: ZygoteSettings) -> ZygoteKeeper:
    """Give this process's keeper for these settings; its zygote begins to import when it is asked for first."""
    key = (os.getpid(), settings)  # a server that forks must not share its zygote with the copy
    with _keepers_lock:
        if key not in _keepers:
            _keepers[key] = ZygoteKeeper(settings)
        return _keepers[key]


def start_zygote(settings: ZygoteSettings | None = None) -> ZygoteKeeper:
    """Let the zygote begin now, so that the first kernel does not wait for it; return at once."""
    return keeper_for(settings or ZygoteSettings.from_environment())


@atexit.register
def stop_zygotes() -> None:
    """End the zygotes of this process, and all the kernels they forked."""
    with _keepers_lock:
        mine = [key for key in _keepers if key[0] == os.getpid()]
        keepers = [_keepers.pop(key) for key in mine]
    for keeper in keepers:
        keeper.close()
