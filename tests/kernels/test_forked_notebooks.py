"""Notebooks that are not ours run on forked kernels, in the ways that the documentation tells."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from playwright.sync_api import Browser, expect

from tests.kernels.page import is_gone, title, wait_until

WAVES = Path(__file__).parent / "notebooks" / "waves.ipynb"
Served = tuple[subprocess.Popen[bytes], str]
SLIDER = """
import ipywidgets as widgets
from IPython.display import display
slider = widgets.IntSlider(value=3, description="Radius")
area = widgets.Label()
def show(change):
    area.value = f"area {3.14159 * slider.value ** 2:.1f}"
slider.observe(show, "value")
show(None)
display(widgets.VBox([slider, area]))
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Write a notebook with a slider, as anybody might."""
    path = tmp_path / "circle.ipynb"
    cells = [nbformat.v4.new_code_cell(SLIDER), nbformat.v4.new_code_cell("print(slider.value)")]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


class TestNbclient:
    """Notebooks executed without a page."""

    def test_runs_a_notebook_with_widgets(self, notebook: Path, specs: KernelSpecManager) -> None:
        """A notebook with a slider runs, and its widgets are there."""
        manager = AsyncKernelManager(kernel_name="forked", kernel_spec_manager=specs)
        ran = NotebookClient(nbformat.read(notebook, as_version=4), km=manager, store_widget_state=True).execute()
        shown, printed = ran.cells
        assert "application/vnd.jupyter.widget-view+json" in shown.outputs[-1].data
        assert printed.outputs[-1].text == "3\n"
        assert "area 28.3" in str(ran.metadata.widgets)


class TestVoila:
    """Plain Voilà, started as the documentation says."""

    @pytest.fixture
    def voila(self, notebook: Path) -> Iterator[Served]:
        """Start a real Voilà on the notebook; give its process and address."""
        with serve(notebook) as served:
            yield served

    def test_serves_a_page_from_a_forked_kernel(self, voila: Served) -> None:
        """A page is complete, its kernel is a child of the zygote, and both end with the server."""
        server, address = voila
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
            page = answer.read().decode()
        assert "application/vnd.jupyter.widget-view+json" in page
        (zygote,) = psutil.Process(server.pid).children()
        (kernel,) = zygote.children()
        if sys.platform == "linux":
            assert title(kernel.pid).startswith("forked kernel")
        server.kill()
        for process in (kernel, zygote):
            wait_until(lambda process=process: is_gone(process.pid), "kernel and zygote to end")

    def test_a_notebook_with_matplotlib_and_a_slider_lives(self, browser: Browser, tmp_path: Path) -> None:
        """In a browser the picture follows the slider, drawn by a fork that found matplotlib imported."""
        notebook = tmp_path / WAVES.name
        notebook.write_bytes(WAVES.read_bytes())
        with serve(notebook, FORKED_KERNELS_PRELOAD="ipywidgets,matplotlib.pyplot") as (server, address):
            page = browser.new_page()
            page.goto(address)
            expect(page.get_by_text("3 waves are drawn")).to_be_visible(timeout=60_000)
            picture = page.locator("img.widget-image, .widget-image img, img.jupyter-widgets").first
            before = picture.get_attribute("src")
            page.get_by_role("slider").press("ArrowRight")
            expect(page.get_by_text("4 waves are drawn")).to_be_visible()
            expect(picture).not_to_have_attribute("src", before or "")
            assert picture.evaluate("(image) => image.naturalWidth") > 100
            (zygote,) = psutil.Process(server.pid).children()
            (kernel,) = zygote.children()
            assert any("matplotlib" in place.path for place in zygote.memory_maps())
            if sys.platform == "linux":
                assert title(kernel.pid).startswith("forked kernel")
            page.close()


@contextmanager
def serve(notebook: Path, **settings: str) -> Iterator[Served]:
    """Serve a notebook with plain Voilà on forked kernels; `settings` are environment variables."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    env = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "forked-provisioner", **settings}
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
    with subprocess.Popen(command, env=env, cwd=notebook.parent) as server:
        wait_until(lambda: _answers(port), "Voilà to listen")
        yield server, f"http://127.0.0.1:{port}/"
        server.kill()


def _answers(port: int) -> bool:
    with closing(socket.socket()) as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
