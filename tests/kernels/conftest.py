"""Real kernels, started by the real provisioner, for the tests of this folder."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from tests.kernels.page import Page, write_spec


@pytest.fixture(scope="session")
def specs(tmp_path_factory: pytest.TempPathFactory) -> KernelSpecManager:
    """Give a kernel named `forked`, whose specification names the provisioner."""
    folder = tmp_path_factory.mktemp("kernels") / "forked"
    folder.mkdir()
    write_spec(folder, [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    return KernelSpecManager(kernel_dirs=[str(folder.parent)])


@pytest.fixture
def open_page(specs: KernelSpecManager) -> Iterator[Callable[..., Page]]:
    """Start a kernel; all that were started end with the test."""
    pages: list[Page] = []

    def start(*, specs: KernelSpecManager = specs, **launch: Any) -> Page:
        pages.append(Page(specs, **launch))
        return pages[-1]

    yield start
    for page in pages:
        page.close()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("FORKED_KERNELS")]:
        monkeypatch.delenv(name)
