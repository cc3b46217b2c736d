"""Making a page before anyone asks for it: a kernel that has run the notebook, and the HTML that shows it."""

from __future__ import annotations

import logging
import os
import secrets
from typing import Any

from voila.notebook_renderer import NotebookRenderer

from workshop.errors import WorkshopError
from workshop.messages import Expect
from workshop.pages.show import CAPABILITY, SOCKET
from workshop.server.assets import asset_files, asset_url
from workshop.server.context import Context
from workshop.server.made import MadePage

log = logging.getLogger(__name__)

_KERNEL = "python3"


class Maker:
    """Makes pages with Voilà's own renderer and kernel manager.

    Parameters
    ----------
    app
        The Voilà application.
    context
        The server's shared things.
    socket
        Where the broker listens.
    """

    def __init__(self, app: Any, context: Context, socket: str) -> None:
        self._app = app
        self._context = context
        self._socket = socket

    async def make(self, notebook: str) -> MadePage:
        """Start a kernel, run the notebook in it, and keep the HTML.

        Raises
        ------
        WorkshopError
            The notebook showed no page; the log has its traceback.
        """
        kernels = self._app.kernel_manager
        capability = secrets.token_urlsafe(32)
        renderer = self._renderer(notebook)
        await renderer.initialize()
        await self._context.link.ask(Expect(capability=capability))
        env = {**os.environ, SOCKET: self._socket, CAPABILITY: capability}
        kernel_id = await kernels.start_kernel(kernel_name=_KERNEL, path="", env=env)
        try:
            html = await renderer.generate_content_str(kernel_id, kernels.get_kernel(kernel_id))
            _must_show_a_page(html, notebook)
        except BaseException:
            await kernels.shutdown_kernel(kernel_id, now=True)
            raise
        return MadePage(notebook=notebook, kernel_id=kernel_id, capability=capability, html=html)

    async def end(self, page: MadePage) -> None:
        """End a page's kernel; it holds nothing that could be lost."""
        kernels = self._app.kernel_manager
        if page.kernel_id in kernels:
            await kernels.shutdown_kernel(page.kernel_id, now=True)

    async def alive(self, page: MadePage) -> bool:
        """Say whether a page's kernel still runs."""
        kernels = self._app.kernel_manager
        return page.kernel_id in kernels and bool(await kernels.get_kernel(page.kernel_id).is_alive())

    def _renderer(self, notebook: str) -> NotebookRenderer:
        app = self._app
        styles = [asset_url(name) for name in sorted(asset_files()) if name.endswith(".css") and name != "plain.css"]
        styles.sort(key=lambda address: not address.endswith("theme.css"))  # the variables come first
        assets = {
            "host": asset_url("host.js"),
            "plotly": asset_url("plotly.min.js"),
            "icon": asset_url("favicon.svg"),
            "styles": styles,
        }
        return NotebookRenderer(
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=notebook,
            template_paths=app.template_paths,
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config={"assets": assets},
        )


def _must_show_a_page(html: str, notebook: str) -> None:
    if '"model_id": ""' in html:
        raise WorkshopError(f"'{notebook}' showed no page: its last cell must give one.")
