"""What a server's processes use: CPU seconds and memory, kernels apart from all else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import psutil

#: How the title or command of a page's kernel begins or what is in it (forked; booted).
_KERNELS = ("forked kernel,", "ipykernel_launcher")
_ZYGOTE = "zygote of forked kernels"
MB = 1e6


@dataclass(frozen=True, slots=True)
class Use:
    """What one process has used until now.

    Attributes
    ----------
    kind
        ``kernel``, ``zygote`` or ``server`` (all else: the broker too).
    cpu_s
        CPU time of its own, user and system.
    uss
        Bytes that would be free again if it alone ended.
    pss
        `uss`, and of each page of memory that is shared, its part; where the system does not tell, `uss`.
    """

    kind: str
    cpu_s: float
    uss: int = 0
    pss: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all processes of a server: process id → use."""

    uses: dict[int, Use]

    def of_kind(self, *kinds: str) -> list[Use]:
        """Give the uses of these kinds of processes."""
        return [use for use in self.uses.values() if use.kind in kinds]

    @property
    def pss_mb(self) -> float:
        """All memory, in MB; shared pages count once."""
        return sum(use.pss for use in self.uses.values()) / MB

    @property
    def uss_mb(self) -> float:
        """The sum of what is each process's alone, in MB."""
        return sum(use.uss for use in self.uses.values()) / MB

    @property
    def server_mb(self) -> float:
        """What is the server's and its broker's alone, in MB."""
        return sum(use.uss for use in self.of_kind("server")) / MB

    def cpu_s_since(self, before: Look, *kinds: str) -> float:
        """Give the CPU seconds that processes of these kinds took since an earlier look."""
        spent = 0.0
        for pid, use in self.uses.items():
            if use.kind in kinds:
                spent += use.cpu_s - (before.uses[pid].cpu_s if pid in before.uses else 0.0)
        return spent


def look(family: Iterable[psutil.Process], *, memory: bool = True) -> Look:
    """Look at these processes; those that end meanwhile are left out."""
    uses = {}
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            uses[process.pid] = _use(process, memory=memory)
    return Look(uses)


def kernels(family: Iterable[psutil.Process], ids: Iterable[str]) -> list[int]:
    """Find the processes of the kernels with these ids: by their command, or by the sockets that they listen on."""
    wanted = list(ids)
    found = []
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if _kind(process) == "kernel":
                marks = "\n".join(_marks(process))
                if any(kernel_id in marks for kernel_id in wanted):
                    found.append(process.pid)
    return found


def median_mb(seen: Look, pids: Iterable[int]) -> float | None:
    """Give the median USS of these processes, in MB; None when there are none."""
    sizes = [seen.uses[pid].uss / MB for pid in pids if pid in seen.uses]
    return median(sizes) if sizes else None


def mean_cpu_s(seen: Look, pids: Iterable[int]) -> float | None:
    """Give the mean of the CPU seconds that these processes have taken since they began; None when there are none."""
    spent = [seen.uses[pid].cpu_s for pid in pids if pid in seen.uses]
    return sum(spent) / len(spent) if spent else None


def _use(process: psutil.Process, *, memory: bool) -> Use:
    times = process.cpu_times()
    cpu_s = float(times.user + times.system)
    if not memory:
        return Use(_kind(process), cpu_s)
    sizes = process.memory_full_info()
    return Use(_kind(process), cpu_s, uss=sizes.uss, pss=getattr(sizes, "pss", sizes.uss))


def _kind(process: psutil.Process) -> str:
    command = " ".join(process.cmdline())
    if any(mark in command for mark in _KERNELS):
        return "kernel"
    return "zygote" if _ZYGOTE in command else "server"


def _marks(process: psutil.Process) -> Iterator[str]:
    yield from process.cmdline()
    for each in process.net_connections(kind="unix"):
        yield str(each.laddr)
