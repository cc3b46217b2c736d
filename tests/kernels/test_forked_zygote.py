"""The zygote comes, goes, is replaced, and is not needed where it cannot be."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager

from tests.kernels.page import Page, is_gone, wait_until, write_spec
from workshop.kernels import provisioner, start_zygote, stop_zygotes
from workshop.kernels.launch import CannotForkError, read_launch
from workshop.kernels.process import ForkedProcess
from workshop.kernels.settings import ZygoteSettings

OpenPage = Callable[..., Page]
PLAIN = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]

SERVER = """
import sys, time
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager
managers = [KernelManager(kernel_name="forked", kernel_spec_manager=KernelSpecManager(kernel_dirs=[sys.argv[1]]))
            for _ in range(3)]
for manager in managers:
    manager.start_kernel()
busy = managers[0].client()
busy.start_channels()
busy.wait_for_ready()
busy.execute("import time\\nwhile True: time.sleep(0.01)")
print(*[manager.provisioner.pid for manager in managers], flush=True)
sys.stdin.read()
"""

CANNOT_FORK = {
    "another interpreter": (["/usr/bin/env", "-m", "ipykernel_launcher", "-f", "x"], {}, "another interpreter"),
    "another language": ([sys.executable, "kernel.py", "x"], {}, "python -m ipykernel_launcher"),
    "arguments": ([*PLAIN, "--matplotlib=inline"], {}, "'--matplotlib=inline'"),
    "no connection file": ([sys.executable, "-m", "ipykernel"], {}, "no connection file"),
    "independence": (PLAIN, {"independent": True}, "'independent'"),
    "a pipe": (PLAIN, {"stdout": subprocess.PIPE}, "as a stream"),
}


@pytest.fixture
def spec_with(tmp_path: Path) -> Callable[..., KernelSpecManager]:
    """Write a kernel specification of the test's own."""

    def write(argv: list[str] = PLAIN, **config: Any) -> KernelSpecManager:
        folder = tmp_path / "kernels" / "forked"
        folder.mkdir(parents=True)
        write_spec(folder, argv, **config)
        return KernelSpecManager(kernel_dirs=[str(folder.parent)])

    return write


@pytest.fixture(autouse=True)
def _say_everything_again() -> None:
    provisioner._said.clear()


class TestZygote:
    """Its life and death."""

    def test_death_is_not_noticed(self, open_page: OpenPage) -> None:
        """A killed zygote is replaced; kernels already running go on, and new ones come."""
        old = open_page()
        old.run("x = 42")
        first = psutil.Process(old.pid).ppid()
        os.kill(first, signal.SIGKILL)
        new = open_page()
        assert psutil.Process(new.pid).ppid() != first
        assert new.run("print(6 * 7)") == "42"
        assert old.run("print(x)") == "42"
        assert old.manager.is_alive()
        old.manager.shutdown_kernel()
        wait_until(lambda: is_gone(old.pid) if old.process else True, "the old kernel to end")

    def test_killed_kernel_of_a_dead_zygote_is_noticed(self, open_page: OpenPage) -> None:
        """Without a zygote that could tell, a dead kernel is noticed all the same."""
        page = open_page()
        process = page.process
        os.kill(psutil.Process(page.pid).ppid(), signal.SIGKILL)
        assert page.manager.is_alive()
        os.kill(process.pid, signal.SIGKILL)
        wait_until(lambda: process.poll() is not None, "the end to be noticed")

    def test_is_warm_again_before_it_is_needed(self) -> None:
        """A keeper replaces a dead zygote by itself."""
        keeper = start_zygote()
        wait_until(lambda: keeper._zygote.ready.done() and psutil.pid_exists(keeper.pid), "a zygote")
        first = keeper.pid
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: keeper.pid != first, "another zygote")
        wait_until(keeper._zygote.ready.done, "the other zygote to be warm")

    def test_ends_when_stopped(self, open_page: OpenPage) -> None:
        """Stopping the zygotes, as a server does at its exit, ends them and their kernels."""
        page = open_page()
        pid, zygote = page.pid, start_zygote().pid
        stop_zygotes()
        wait_until(lambda: is_gone(pid) and is_gone(zygote), "kernel and zygote to end")

    @pytest.mark.skipif(sys.platform != "linux", reason="the limit of another process is set")
    def test_outlives_its_limit_of_open_files(self, open_page: OpenPage) -> None:
        """A zygote that may open no more files keeps its kernels; new ones are booted until it may again."""
        page = open_page()
        zygote = psutil.Process(page.pid).parent()
        assert zygote is not None
        before = zygote.rlimit(psutil.RLIMIT_NOFILE)
        zygote.rlimit(psutil.RLIMIT_NOFILE, (zygote.num_fds() + 1, before[1]))
        assert isinstance(open_page().process, subprocess.Popen)
        zygote.rlimit(psutil.RLIMIT_NOFILE, before)
        assert isinstance(open_page().process, ForkedProcess)
        assert page.run("print(6 * 7)") == "42"

    @pytest.mark.parametrize("zygote_first", [False, True], ids=["with its zygote", "after its zygote"])
    def test_nothing_outlives_a_killed_server(self, specs: KernelSpecManager, *, zygote_first: bool) -> None:
        """After `kill -9` of the server neither zygote nor kernel is left, busy or not."""
        command = [sys.executable, "-c", SERVER, specs.kernel_dirs[0]]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            kernels = [int(pid) for pid in server.stdout.readline().split()]
            zygote = psutil.Process(kernels[0]).ppid()
            assert len(kernels) == 3
            assert psutil.Process(zygote).ppid() == server.pid
            if zygote_first:
                os.kill(zygote, signal.SIGKILL)
            server.kill()
        for pid in [*kernels, zygote]:
            wait_until(lambda pid=pid: is_gone(pid), f"process {pid} to end")

    def test_ends_while_it_still_imports(self, tmp_path: Path) -> None:
        """A zygote whose server goes before it is ready ends too."""
        (tmp_path / "slow_module.py").write_text("import time\nwhile True: time.sleep(0.1)")
        code = (
            "from workshop.kernels import *; import sys; "
            "print(start_zygote(ZygoteSettings(preload=('slow_module',))).pid, flush=True); sys.stdin.read()"
        )
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        command = [sys.executable, "-c", code]
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            zygote = int(server.stdout.readline())
            server.kill()
        wait_until(lambda: is_gone(zygote), "the zygote to end")


class TestSettings:
    """What a server may choose."""

    def test_preload_and_warm_up(self, open_page: OpenPage, spec_with: Callable[..., KernelSpecManager]) -> None:
        """Modules are there before the first cell, and the hook has run."""
        page = open_page(
            specs=spec_with(preload=["ipywidgets", "colorsys"], warm_up="tests.kernels.warm_ups:make_and_close")
        )
        assert page.run("import sys, ipywidgets; print('colorsys' in sys.modules, ipywidgets.warmed)") == "True True"

    def test_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The environment sets what the traits do not."""
        monkeypatch.setenv("FORKED_KERNELS_PRELOAD", "json, colorsys")
        monkeypatch.setenv("FORKED_KERNELS_WARM_UP", "some.module:hook")
        assert ZygoteSettings.from_environment() == ZygoteSettings(
            preload=("json", "colorsys"), warm_up="some.module:hook"
        )
        assert provisioner.ForkedProvisioner().settings == ZygoteSettings.from_environment()
        assert provisioner.ForkedProvisioner(preload=["json"]).settings.preload == ("json",)

    def test_what_fails_is_left_out(
        self, open_page: OpenPage, spec_with: Callable[..., KernelSpecManager], capfd: pytest.CaptureFixture[str]
    ) -> None:
        """A module that is not there, or a hook that fails, is logged; kernels are forked all the same."""
        page = open_page(specs=spec_with(preload=["no_such_module"], warm_up="tests.kernels.warm_ups:fail"))
        assert isinstance(page.process, ForkedProcess)
        logged = capfd.readouterr().err
        assert "The module 'no_such_module' cannot be preloaded." in logged
        assert "The warm-up 'tests.kernels.warm_ups:fail' failed." in logged


class TestFallback:
    """The ordinary start, where forking is not possible or not wanted."""

    def test_switched_off(
        self, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """With `FORKED_KERNELS=0` a kernel is booted, and the log says so."""
        monkeypatch.setenv("FORKED_KERNELS", "0")
        caplog.set_level(logging.INFO)
        page = open_page()
        assert isinstance(page.process, subprocess.Popen)
        assert page.run("print(6 * 7)") == "42"
        assert "in the ordinary way: forked kernels are switched off" in caplog.text

    def test_log_says_forked(self, open_page: OpenPage, caplog: pytest.LogCaptureFixture) -> None:
        """With forking on, the log says so."""
        caplog.set_level(logging.INFO)
        open_page()
        assert "Kernels are forked from a zygote with ipywidgets imported." in caplog.text

    def test_zygote_that_cannot_start(
        self, open_page: OpenPage, spec_with: Callable[..., KernelSpecManager], tmp_path: Path, caplog: Any
    ) -> None:
        """When the zygote dies at each start, kernels are booted, and the log tells why."""
        (tmp_path / "deadly_module.py").write_text("import os; os._exit(3)")
        os.environ["PYTHONPATH"], before = str(tmp_path), os.environ.get("PYTHONPATH")
        try:
            page = open_page(specs=spec_with(preload=["deadly_module"]))
        finally:
            del os.environ["PYTHONPATH"]
            if before is not None:
                os.environ["PYTHONPATH"] = before
        assert isinstance(page.process, subprocess.Popen)
        assert "in the ordinary way: the zygote ended with status 3 while it started" in caplog.text

    @pytest.mark.parametrize(("cmd", "keywords", "reason"), CANNOT_FORK.values(), ids=CANNOT_FORK)
    def test_launches_that_cannot_be_forked(self, cmd: list[str], keywords: dict[str, Any], reason: str) -> None:
        """A launch that asks for what a fork cannot give is refused, with the reason."""
        with pytest.raises(CannotForkError, match=reason):
            read_launch(cmd, keywords)

    def test_history_arguments_are_moot(self) -> None:
        """What nbclient adds about history changes nothing for a kernel without one."""
        read_launch([*PLAIN, "--HistoryManager.hist_file=:memory:"], {})
