"""Plain Voilà, measured: the page as a notebook of ipywidgets, served with the default settings."""

from __future__ import annotations

import re
from pathlib import Path

from workshop.bench.kernel_line import KernelLine
from workshop.bench.material import lay_out
from workshop.bench.rival import Rival
from workshop.bench.serving import ServerProcess
from workshop.bench.system import must
from workshop.bench.widget_page import WidgetPage
from workshop.testing import Browser

_KERNEL = re.compile(r'"kernelId":\s*"([^"]+)"')


class PlainVoila(Rival):
    """``voila`` on a folder with two notebooks."""

    name = "voila"
    label = "plain Voilà"
    participant_path = "/voila/render/participant.ipynb"
    screen_path = "/voila/render/screen.ipynb"

    async def start(self, folder: Path) -> None:
        """Serve the notebooks."""
        self._pages = lay_out(folder)
        self._server = ServerProcess(["-m", "voila", "--no-browser", "--port={port}"], self._pages, ready="/")
        await self._server.start(self.patience)

    async def _open(self, path: str) -> WidgetPage:
        """Load a page as its front end does: the notebook has run when the HTML is complete, then comes the state."""
        browser = Browser(self.base, patience=self.patience)
        answer = await browser.get(path)
        kernel = must(_KERNEL.search(answer.text), f"{path} gave no page but {answer.status}")[1]
        page = WidgetPage(await KernelLine.open(browser, f"/api/kernels/{kernel}/channels"), kernel)
        await page.fetch_all()
        return page
