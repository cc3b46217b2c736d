"""Solara, measured: the page as an app with ipywidgets, all pages in the server's own process."""

from __future__ import annotations

import uuid
from pathlib import Path

from workshop.bench.kernel_line import KernelLine
from workshop.bench.material import lay_out
from workshop.bench.rival import Rival
from workshop.bench.serving import ServerProcess
from workshop.bench.widget_page import WidgetPage
from workshop.errors import WorkshopError
from workshop.testing import Browser

_OK = 200


class SolaraApp(Rival):
    """``solara run`` in production mode."""

    name = "solara"
    label = "Solara"
    participant_path = "/"
    screen_path = "/screen"

    async def start(self, folder: Path) -> None:
        """Serve the app."""
        self._pages = lay_out(folder)
        command = ["-m", "solara", "run", "app.py", "--production", "--no-open", "--host=127.0.0.1", "--port={port}"]
        # Nothing about this run may leave the machine.
        quiet = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
        self._server = ServerProcess(command, self._pages, ready="/readyz", environment=quiet)
        await self._server.start(self.patience)

    async def _open(self, path: str) -> WidgetPage:
        """Load a page as its front end does: HTML, websocket, and the word to run the app."""
        browser = Browser(self.base, patience=self.patience)
        answer = await browser.get(path)
        if answer.status != _OK:
            raise WorkshopError(f"{path} gave no page but {answer.status}")
        # The browser makes up the id; there is no process behind it.
        page = WidgetPage(await KernelLine.open(browser, f"/jupyter/api/kernels/{uuid.uuid4()}/channels"))
        run = {"method": "run", "args": {"path": path.lstrip("/"), "appName": None, "dark": False, "themes": {}}}
        await page.ask("solara.control", run, "finished")
        return page
