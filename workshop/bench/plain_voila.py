"""Plain Voilà, measured: the page as a notebook of ipywidgets, served with the default settings."""

from __future__ import annotations

import re
from pathlib import Path

import psutil

from workshop.bench.kernel_line import KernelLine
from workshop.bench.material import lay_out, visit
from workshop.bench.serving import ServerProcess
from workshop.bench.system import System, Visit, must
from workshop.bench.widget_page import WidgetPage
from workshop.testing import Browser

_KERNEL = re.compile(r'"kernelId":\s*"([^"]+)"')


class PlainVoila(System):
    """``voila`` on a folder with two notebooks."""

    name = "voila"
    label = "plain Voilà"

    @property
    def base(self) -> str:
        """Its address."""
        return self._server.url

    async def start(self, folder: Path) -> None:
        """Serve the notebooks."""
        self._pages = lay_out(folder)
        self._server = ServerProcess(["-m", "voila", "--no-browser", "--port={port}"], self._pages, ready="/")
        await self._server.start(self.patience)

    async def stop(self) -> None:
        """End it."""
        await self._server.stop()

    def family(self) -> list[psutil.Process]:
        """Give all its processes."""
        return self._server.family()

    async def open(self, person: int) -> WidgetPage:  # noqa: ARG002 - whoever comes gets the same page
        """Open a participant's page."""
        return await self._open("participant")

    async def open_screen(self) -> WidgetPage:
        """Open the screen."""
        return await self._open("screen")

    async def visit(self, person: int) -> Visit:  # noqa: ARG002
        """Visit a participant's page."""
        return visit(self._pages, "/voila/render/participant.ipynb")

    async def _open(self, notebook: str) -> WidgetPage:
        """Load a page as its front end does: the notebook has run when the HTML is complete, then comes the state."""
        browser = Browser(self.base, patience=self.patience)
        answer = await browser.get(f"/voila/render/{notebook}.ipynb")
        kernel = must(_KERNEL.search(answer.text), f"{notebook} gave no page but {answer.status}")[1]
        page = WidgetPage(await KernelLine.open(browser, f"/api/kernels/{kernel}/channels"), kernel)
        await page.fetch_all()
        return page
