"""What the notebooks call: make the page, and connect it to the broker, far or near."""

from __future__ import annotations

import asyncio
import os

from workshop.client import Link, connect
from workshop.errors import RefusedError, UnavailableError
from workshop.pages.page import Page

#: The kernel's environment, when the workshop's server started it.
SOCKET = "WORKSHOP_BROKER"
CAPABILITY = "WORKSHOP_CAPABILITY"

_running: set[asyncio.Task[None]] = set()


def session_page(session: str) -> Page:
    """Show a participant's page, beginning with a training session of the programme."""
    return _show(Page(session=session), role="participant")


def desk_page() -> Page:
    """Show the facilitator's page."""
    return _show(Page(), role="facilitator")


def screen_page() -> Page:
    """Show the page for the projector."""
    return _show(Page(), role="screen")


def _show(page: Page, *, role: str) -> Page:
    task = asyncio.get_running_loop().create_task(_run(page, role))
    _running.add(task)
    task.add_done_callback(_running.discard)
    return page


async def _run(page: Page, role: str) -> None:
    socket, capability = os.environ.pop(SOCKET, ""), os.environ.pop(CAPABILITY, "")
    if socket:
        await page.live(await _connect(socket, capability))
    else:
        from workshop.pages.alone import rehearsal_link

        page.on_its_own()
        await page.live(rehearsal_link(role, page.session))


async def _connect(socket: str, capability: str) -> Link:
    while True:
        try:
            return await connect(socket, capability)
        except (UnavailableError, RefusedError):
            await asyncio.sleep(0.2)  # the server tells the broker of its pages in the same moment
