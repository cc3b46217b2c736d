"""Measure on this machine what a kernel costs, booted and forked: ``python -m workshop.kernels.measure``."""

import argparse
import asyncio
import statistics
import time
from dataclasses import dataclass

import psutil
from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from workshop.kernels.keeper import start_zygote, stop_zygotes
from workshop.kernels.process import ForkedProcess
from workshop.kernels.provisioner import ForkedProvisioner
from workshop.kernels.settings import DEFAULT_PRELOAD, ZygoteSettings

_PATIENCE_S = 120.0


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one kernel took until it answered, and until its first cell was done."""

    answer_s: float
    """Wall time from the launch to the reply to `kernel_info_request`."""
    cpu_s: float
    """CPU time of the kernel until then."""
    uss_mb: float
    """Memory that is the kernel's alone, in MB, at that moment."""
    cell_cpu_s: float
    """CPU time of the kernel after a cell that imports the preloaded modules."""
    cell_uss_mb: float
    """Memory that is the kernel's alone after that cell, in MB."""


async def measure(provisioner: type[LocalProvisioner], settings: ZygoteSettings) -> tuple[Cost, AsyncKernelManager]:
    """Start one kernel, look at it, and return it running."""
    manager = AsyncKernelManager()
    traits = {"enabled": True, "preload": list(settings.preload), "warm_up": settings.warm_up}
    manager.provisioner = provisioner(
        parent=manager, kernel_spec=manager.kernel_spec, **(traits if provisioner is ForkedProvisioner else {})
    )
    begin = time.perf_counter()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.kernel_info(reply=True, timeout=_PATIENCE_S)
    answer_s = time.perf_counter() - begin
    kernel = psutil.Process(manager.provisioner.pid)
    cpu_s, uss_mb = _cpu_s(kernel), kernel.memory_full_info().uss / 1e6
    await client.wait_for_ready(timeout=_PATIENCE_S)
    await client.execute_interactive(f"import {', '.join(settings.preload) or 'sys'}", timeout=_PATIENCE_S)
    client.stop_channels()
    cell_uss_mb = kernel.memory_full_info().uss / 1e6
    cost = Cost(answer_s=answer_s, cpu_s=cpu_s, uss_mb=uss_mb, cell_cpu_s=_cpu_s(kernel), cell_uss_mb=cell_uss_mb)
    return cost, manager


async def compare(settings: ZygoteSettings, kernels: int) -> dict[str, list[Cost]]:
    """Measure so many kernels of each sort, one after the other, all of a sort running until its last is measured.

    Raises
    ------
    RuntimeError
        When kernels cannot be forked here.
    """
    await start_zygote(settings).ready(_PATIENCE_S)
    costs: dict[str, list[Cost]] = {}
    for name, provisioner in {"booted": LocalProvisioner, "forked": ForkedProvisioner}.items():
        measured = [await measure(provisioner, settings) for _ in range(kernels)]
        costs[name] = [cost for cost, _ in measured]
        managers = [manager for _, manager in measured]
        forked = [isinstance(manager.provisioner.process, ForkedProcess) for manager in managers]
        for manager in managers:
            await manager.shutdown_kernel()
        if name == "forked" and not all(forked):
            raise RuntimeError("the kernels were started in the ordinary way; the log says why")
    return costs


def main() -> None:
    """Print a table with the median of each figure."""
    parser = argparse.ArgumentParser(prog="python -m workshop.kernels.measure", description=__doc__)
    parser.add_argument("--preload", default=",".join(DEFAULT_PRELOAD), help="modules, with commas")
    parser.add_argument("--warm-up", default="", help="a hook, as module:function")
    parser.add_argument("--kernels", type=int, default=5, help="how many of each sort (default: 5)")
    chosen = parser.parse_args()
    preload = tuple(name for name in chosen.preload.split(",") if name)
    costs = asyncio.run(compare(ZygoteSettings(preload=preload, warm_up=chosen.warm_up), chosen.kernels))
    stop_zygotes()
    print(f"{'':28}{'booted':>10}{'forked':>10}")  # noqa: T201
    for name, label in {
        "answer_s": "launch to first answer, s",
        "cpu_s": "kernel CPU until then, s",
        "uss_mb": "own memory (USS) then, MB",
        "cell_cpu_s": "CPU with the imports, s",
        "cell_uss_mb": "USS with the imports, MB",
    }.items():
        booted, forked = (statistics.median(getattr(cost, name) for cost in costs[sort]) for sort in costs)
        print(f"{label:28}{booted:10.2f}{forked:10.2f}")  # noqa: T201


def _cpu_s(kernel: psutil.Process) -> float:
    times = kernel.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
