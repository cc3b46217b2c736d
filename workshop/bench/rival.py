"""What the products beside ours share: one page for whoever comes, a screen, and a server in a process of its own."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import ClassVar

import psutil

from workshop.bench.material import visit
from workshop.bench.serving import ServerProcess
from workshop.bench.system import System, Visit
from workshop.bench.widget_page import WidgetPage


class Rival(System):
    """A product that serves the page in `workshop/bench/pages`; `start` sets its pages and its server.

    Attributes
    ----------
    participant_path, screen_path
        Where the two pages are.
    """

    participant_path: ClassVar[str]
    screen_path: ClassVar[str]
    _pages: Path
    _server: ServerProcess

    @property
    def base(self) -> str:
        """Its address."""
        return self._server.url

    async def stop(self) -> None:
        """End it."""
        await self._server.stop()

    def family(self) -> list[psutil.Process]:
        """Give all its processes."""
        return self._server.family()

    async def open(self, person: int) -> WidgetPage:  # noqa: ARG002 - whoever comes gets the same page
        """Open a participant's page."""
        return await self._open(self.participant_path)

    async def open_screen(self) -> WidgetPage:
        """Open the screen."""
        return await self._open(self.screen_path)

    async def visit(self, person: int) -> Visit:  # noqa: ARG002
        """Visit a participant's page."""
        return visit(self._pages, self.participant_path)

    @abstractmethod
    async def _open(self, path: str) -> WidgetPage:
        """Load a page as the product's front end does."""
