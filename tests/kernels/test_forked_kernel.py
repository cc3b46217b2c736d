"""A forked kernel does what a booted one does."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.kernels.page import DEADLINE_S, Page, is_gone, title, wait_until
from workshop.kernels.process import ForkedProcess

OpenPage = Callable[..., Page]


class TestStart:
    """A kernel that comes out of the zygote."""

    def test_is_forked(self, open_page: OpenPage) -> None:
        """A kernel is a child of the zygote, which is a child of the server."""
        page = open_page()
        assert isinstance(page.process, ForkedProcess)
        zygote = psutil.Process(page.pid).parent()
        assert zygote is not None
        assert zygote.ppid() == os.getpid()
        assert page.run("import os; print(os.getpid())") == str(page.pid)

    def test_siblings_share_one_zygote(self, open_page: OpenPage) -> None:
        """Kernels with the same settings come out of the same zygote."""
        first, second = open_page(), open_page()
        assert psutil.Process(first.pid).ppid() == psutil.Process(second.pid).ppid()

    def test_titles_tell_which_is_which(self, open_page: OpenPage) -> None:
        """`ps` tells a kernel from the zygote, and shows no connection file, which would name the kernel."""
        page = open_page()
        zygote = psutil.Process(page.pid).ppid()
        if sys.platform == "linux":
            assert title(page.pid) == f"forked kernel, zygote {zygote}"
            assert title(zygote) == f"zygote of forked kernels, server {os.getpid()}"
        assert page.manager.connection_file not in title(page.pid)

    def test_has_environment_and_folder_of_its_own(self, open_page: OpenPage, tmp_path: Path) -> None:
        """Environment and working directory are those of the launch, and changing them changes no other kernel."""
        ask = "import os; print(os.getcwd(), os.environ.get('FLAVOUR'), os.environ.get('HOME'))"
        first = open_page(cwd=str(tmp_path), env={**os.environ, "FLAVOUR": "salt", "HOME": str(tmp_path)})
        second = open_page()
        assert first.run(ask) == f"{tmp_path} salt {tmp_path}"
        first.run("os.environ['FLAVOUR'] = 'sweet'; os.chdir('/')")
        assert second.run(ask) == f"{Path.cwd()} None {os.environ.get('HOME')}"

    def test_finds_modules_of_its_own_path(self, open_page: OpenPage, tmp_path: Path) -> None:
        """`PYTHONPATH` of the launch counts, and so does the working directory."""
        (tmp_path / "there").mkdir()
        (tmp_path / "there" / "from_path.py").write_text("")
        (tmp_path / "from_folder.py").write_text("")
        page = open_page(cwd=str(tmp_path), env={**os.environ, "PYTHONPATH": str(tmp_path / "there")})
        assert page.run("import from_path, from_folder") == ""

    def test_random_numbers_are_not_shared(self, open_page: OpenPage) -> None:
        """Two kernels of one zygote draw different random numbers."""
        draw = "import random, uuid; print(random.random(), uuid.uuid4())"
        assert open_page().run(draw) != open_page().run(draw)

    def test_session_is_its_own(self, open_page: OpenPage) -> None:
        """Two kernels of one zygote sign their messages with different sessions and identities."""
        ask = "kernel = get_ipython().kernel; print(kernel.session.session, kernel.session.key, kernel.ident)"
        first, second = open_page().run(ask).split(), open_page().run(ask).split()
        assert not set(first) & set(second)

    def test_holds_no_descriptor_of_another(self, open_page: OpenPage) -> None:
        """A kernel inherits neither the zygote's sockets nor another kernel's."""
        others = [open_page() for _ in range(3)]
        page = open_page()
        count = "import os; print(len(os.listdir('/dev/fd')))"
        assert page.run(count) == others[0].run(count)

    def test_leaves_out_what_a_page_does_not_need(self, open_page: OpenPage) -> None:
        """There is no history file, no debugger and no jedi in a forked kernel."""
        page = open_page()
        shell = "shell = get_ipython(); print(shell.history_manager.enabled, shell.Completer.use_jedi)"
        assert page.run(shell) == "False False"
        assert page.run("import sys; print({'debugpy', 'jedi'} & set(sys.modules))") == "set()"

    def test_starts_with_an_empty_namespace(self, open_page: OpenPage) -> None:
        """What was warmed up before the fork left no names and no count behind."""
        page = open_page()
        assert page.run("%who") == "Interactive namespace is empty."
        assert page.run("print(get_ipython().execution_count)") == "3"

    def test_many_at_once(self, open_page: OpenPage) -> None:
        """Kernels asked for before the zygote is ready, or at the same time, all come."""
        pages = [open_page() for _ in range(6)]
        assert len({page.pid for page in pages}) == 6
        assert [page.run("print(6 * 7)") for page in pages] == ["42"] * 6


class TestWidgets:
    """Widgets, whose package was imported before there was a page."""

    SLIDER = "import ipywidgets; slider = ipywidgets.IntSlider(value=3); print(slider.comm.comm_id)"

    def test_hears_what_the_page_changes(self, open_page: OpenPage) -> None:
        """A value that a page sends reaches the widget in the kernel."""
        page = open_page()
        data = {"method": "update", "state": {"value": 5}, "buffer_paths": []}
        content = {"comm_id": page.run(self.SLIDER), "data": data}
        page.client.shell_channel.send(page.client.session.msg("comm_msg", content))
        assert page.run("print(slider.value)") == "5"

    def test_page_may_ask_for_all_state(self, open_page: OpenPage) -> None:
        """The targets that a page opens are registered, though the package was imported without a page."""
        targets = open_page().run("print(sorted(get_ipython().kernel.comm_manager.targets))")
        assert targets == "['jupyter.widget', 'jupyter.widget.control']"

    def test_has_no_widget_of_the_zygote(self, open_page: OpenPage) -> None:
        """A fresh kernel has no widgets and no comms."""
        page = open_page()
        assert page.run("print(get_ipython().kernel.comm_manager.comms)") == "{}"


class TestOutput:
    """Standard output and error of a forked kernel."""

    def test_low_level_output_reaches_the_page(self, open_page: OpenPage) -> None:
        """What a library or a subprocess writes to the descriptor appears in the page, as with a booted kernel."""
        env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}  # ipykernel heeds it
        page = open_page(env=env)
        page.client.execute("import subprocess; _ = subprocess.run(['echo', 'from below'])")

        def heard() -> bool:
            message = page.client.get_iopub_msg(timeout=DEADLINE_S)
            return message["msg_type"] == "stream" and "from below" in message["content"]["text"]

        assert wait_until(heard, "the output of a subprocess")

    def test_goes_where_the_launch_says(self, open_page: OpenPage, tmp_path: Path) -> None:
        """A launch may give files for output and error."""
        with (tmp_path / "log").open("wb") as log:
            page = open_page(stdout=log, stderr=log)
        page.run("import sys; print('below', file=sys.__stderr__, flush=True)")
        assert wait_until(lambda: "below" in (tmp_path / "log").read_text(), "the kernel's own error stream")


class TestSignals:
    """Interrupting, restarting and ending."""

    def test_interrupt_stops_a_cell(self, open_page: OpenPage, tmp_path: Path) -> None:
        """An interrupt raises `KeyboardInterrupt` in the running cell, and the kernel goes on."""
        page = open_page()
        running = tmp_path / "running"
        request = page.client.execute(f"import time; open({str(running)!r}, 'w').close(); time.sleep(600)")
        wait_until(running.exists, "the cell to run")
        page.manager.interrupt_kernel()
        reply = page.client._recv_reply(request, timeout=DEADLINE_S)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert page.run("print('alive')") == "alive"

    def test_restart_gives_a_fresh_kernel(self, open_page: OpenPage) -> None:
        """A restart gives another process, on the same ports, that remembers nothing."""
        page = open_page()
        page.run("x = 1")
        before, ports = page.pid, page.manager.ports
        page.manager.restart_kernel()
        assert page.pid != before
        assert page.manager.ports == ports
        assert isinstance(page.process, ForkedProcess)
        page.connect()
        assert page.run("x") == "NameError: name 'x' is not defined"
        assert is_gone(before)

    def test_killed_kernel_is_noticed(self, open_page: OpenPage) -> None:
        """A kernel killed from outside is reported with its signal, and leaves no zombie."""
        page = open_page()
        process = page.process
        os.kill(page.pid, signal.SIGKILL)
        wait_until(lambda: not page.manager.is_alive(), "the manager to notice")
        assert process.wait(DEADLINE_S) == -signal.SIGKILL
        assert not psutil.pid_exists(process.pid)

    def test_exit_status_is_reported(self, open_page: OpenPage) -> None:
        """A kernel that ends by itself is reported with its exit status."""
        page = open_page()
        page.client.execute("import os; os._exit(7)")
        assert page.process.wait(DEADLINE_S) == 7

    def test_shutdown_runs_exit_functions(self, open_page: OpenPage, tmp_path: Path) -> None:
        """A kernel that is shut down runs what was registered for its exit, and ends with status 0."""
        page = open_page()
        process, mark = page.process, tmp_path / "mark"
        page.run(f"import atexit; _ = atexit.register(open, {str(mark)!r}, 'w')")
        page.manager.shutdown_kernel()
        assert mark.exists()
        assert process.returncode == 0
        assert not page.manager.has_kernel

    def test_killing_ends_its_subprocesses(self, open_page: OpenPage) -> None:
        """What a cell started ends with its kernel."""
        page = open_page()
        child = int(page.run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"))
        page.manager.shutdown_kernel(now=True)
        wait_until(lambda: is_gone(child), "the subprocess to end")

    def test_outlives_a_process_that_a_cell_forked(self, open_page: OpenPage) -> None:
        """A fork inside a cell does not keep a dead kernel looking alive."""
        page = open_page()
        child = int(page.run("import os, time\npid = os.fork()\nif pid == 0: time.sleep(600)\nprint(pid)"))
        os.kill(page.pid, signal.SIGKILL)
        assert page.process.wait(DEADLINE_S) == -signal.SIGKILL
        os.kill(child, signal.SIGKILL)
