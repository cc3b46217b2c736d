"""What processes use, told apart by what they are."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.live import until
from workshop.bench.resources import Look, Use, kernels, look, mean_cpu_s, median_mb

ID = "0a1b2c3d-0000-4000-8000-0123456789ab"
SPIN = "import time\nwhile time.process_time() < 0.4: pass\nprint('spun', flush=True)\ninput()"
LISTEN = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); print('on', flush=True); input()"


@contextmanager
def running(code: str, *arguments: str) -> Iterator[psutil.Process]:
    """Run some Python until it has said something, and end it afterwards."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=pipe, stdout=pipe) as child:
        assert child.stdout.readline()
        yield psutil.Process(child.pid)
        child.kill()


class TestLook:
    def test_tells_cpu_and_memory(self):
        """CPU time is what the process used; what is its own is never more than its share of all."""
        with running(SPIN) as process:
            (use,) = look([process]).uses.values()
        assert use.kind == "server"
        assert use.cpu_s >= 0.3
        assert 0 < use.uss <= use.pss

    @pytest.mark.parametrize(
        ("title", "kind"),
        [
            ("forked kernel, zygote 4712", "kernel"),
            ("ipykernel_launcher", "kernel"),
            ("zygote of forked kernels, server 4711", "zygote"),
            ("workshop.broker", "server"),
        ],
    )
    def test_knows_kernels_by_their_title(self, title, kind):
        """Forked and booted kernels are kernels; the zygote is neither kernel nor server."""
        with running("print(1, flush=True); input()", title) as process:
            assert [use.kind for use in look([process]).uses.values()] == [kind]

    def test_passes_over_what_has_ended(self):
        """A process that ends while it is looked at is no error."""
        with running("print(1, flush=True); input()") as process:
            pass
        until(lambda: not process.is_running(), "the process to end")
        assert look([process]) == Look({})

    def test_counts_only_what_came_since(self):
        """A process that was there before counts with what it took since; a new one with all."""
        before = Look({1: Use("server", 5.0), 2: Use("kernel", 9.0)})
        after = Look({1: Use("server", 7.0), 2: Use("kernel", 9.5), 3: Use("server", 1.0)})
        assert after.cpu_s_since(before, "server") == pytest.approx(3.0)
        assert after.cpu_s_since(before, "server", "kernel") == pytest.approx(3.5)

    def test_sums_and_middles(self):
        """Memory is told in MB: all of it, the servers' own, and the middle kernel's."""
        uses = {n: Use("kernel", n, uss=n * 1_000_000, pss=n * 2_000_000) for n in (1, 2, 9)}
        seen = Look({**uses, 7: Use("server", 0.5, uss=4_000_000, pss=5_000_000)})
        assert (seen.pss_mb, seen.uss_mb, seen.server_mb) == (29.0, 16.0, 4.0)
        assert (median_mb(seen, uses), mean_cpu_s(seen, uses)) == (2.0, 4.0)
        assert (median_mb(seen, []), mean_cpu_s(seen, [])) == (None, None)


class TestKernels:
    def test_finds_a_booted_kernel_by_its_command(self):
        """The connection file in its command bears its id."""
        with running("print(1, flush=True); input()", "ipykernel_launcher", f"/run/kernel-{ID}.json") as process:
            assert kernels([process], [ID]) == [process.pid]
            assert kernels([process], ["another"]) == []

    def test_finds_a_forked_kernel_by_its_sockets(self):
        """A forked kernel's title says nothing; the sockets that it listens on bear its id."""
        with tempfile.TemporaryDirectory() as folder:  # pytest's own are too long for a socket
            path = Path(folder) / f"kernel-{ID}-ipc-1"
            with running(LISTEN, str(path), "forked kernel, zygote 1") as process:
                assert kernels([process], [ID]) == [process.pid]
                assert kernels([process], ["another"]) == []
