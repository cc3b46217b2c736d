"""One kernel with a client, and waiting for conditions."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager

DEADLINE_S = 30.0


def wait_until(condition: Callable[[], Any], what: str) -> Any:
    """Return the first true answer of `condition`; fail when there is none before the deadline."""
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.02)
    pytest.fail(f"waited in vain: {what}")


def is_gone(pid: int) -> bool:
    """Whether this process has ended; one that nobody has collected yet has ended too."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def title(pid: int) -> str:
    """Return what `ps` shows for this process."""
    return " ".join(psutil.Process(pid).cmdline())


class Page:
    """One kernel with a client, as a server and a page would have them."""

    def __init__(self, specs: KernelSpecManager, **launch: Any) -> None:
        self.manager = KernelManager(kernel_name="forked", kernel_spec_manager=specs)
        self.manager.start_kernel(**launch)
        self.client = BlockingKernelClient()
        self.connect()

    def connect(self) -> None:
        """Make the client anew, and wait until it has heard from the kernel."""
        # Two clients of one manager have one identity, and would take each other's messages.
        self.client.stop_channels()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=DEADLINE_S)

    @property
    def process(self) -> Any:
        """The process as the provisioner sees it."""
        return self.manager.provisioner.process

    @property
    def pid(self) -> int:
        """The kernel's process id."""
        return int(self.process.pid)

    def run(self, code: str) -> str:
        """Run a cell and return what it printed, or the error's name and text."""
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                said.append(f"{content['ename']}: {content['evalue']}")

        self.client.execute_interactive(code, timeout=DEADLINE_S, output_hook=hear)
        return "".join(said).strip()

    def close(self) -> None:
        """End the kernel, whatever state it is in."""
        self.client.stop_channels()
        with suppress(Exception):
            self.manager.shutdown_kernel(now=True)


def write_spec(folder: Path, argv: list[str], **config: Any) -> None:
    """Write a kernel specification that asks for forked kernels."""
    provisioner = {"provisioner_name": "forked-provisioner", "config": config}
    spec = {
        "argv": argv,
        "display_name": "forked",
        "language": "python",
        "metadata": {"kernel_provisioner": provisioner},
    }
    (folder / "kernel.json").write_text(json.dumps(spec))
