"""What a participant's own browser waits for and loads: a cold Chromium, from the first request to the first click."""

from __future__ import annotations

import os
import shutil
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from workshop.bench.system import System, Visit
from workshop.bench.wire import CountedWire

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: How Chromium is started: by whoever runs this, without anything that asks the network by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_QUIET_S = 2.0  # seconds without a byte, after which a visit has loaded all it wants
#: The figures of this module.
KEYS = ("first_visit_bytes", "repeat_visit_bytes", "first_click_s")


async def visits(system: System, times: int, patience: float) -> tuple[dict[str, Any], str]:
    """Visit with Chromium; give the figures, and a note about what could not be measured.

    Parameters
    ----------
    times
        Cold visits of which the time to the first acknowledged click is taken; their median counts.
    patience
        Seconds that a visit may take.
    """
    nothing: dict[str, Any] = dict.fromkeys(KEYS)
    path = find_chromium()
    if path is None:
        return nothing, "There is no Chromium here; WORKSHOP_CHROMIUM may name one."
    try:
        from playwright.async_api import Error, async_playwright
    except ImportError:
        return nothing, "Playwright is not installed: pip install 'workshop[bench]'."
    found = nothing
    try:
        async with async_playwright() as playwright:
            clicks = [await _cold(playwright, path, system, person, patience) for person in range(times)]
            found = nothing | {"first_click_s": round(median(clicks), 2)}
            found |= await _bytes(playwright, path, system, times, patience)
    except (Error, TimeoutError) as error:
        return found, f"{type(error).__name__}: {error}".splitlines()[0]
    return found, ""


def find_chromium() -> str | None:
    """Find a Chromium or Chrome; None when there is none."""
    names = (os.environ.get("WORKSHOP_CHROMIUM", ""), *_NAMES)
    return next((found for name in names if name and (found := shutil.which(name))), None)


async def _cold(playwright: Playwright, path: str, system: System, person: int, patience: float) -> float:
    """Give the seconds from the first request until a click was acknowledged, in a browser that knows nothing yet."""
    visit = await system.visit(person)
    browser = await _launch(playwright, path)
    try:
        context = await _context(browser, system.base, visit, patience)
        page = await context.new_page()
        begin = time.perf_counter()
        await _use(page, system.base + visit.path, visit.choose[0], visit.kept)
        return time.perf_counter() - begin
    finally:
        await browser.close()


async def _bytes(playwright: Playwright, path: str, system: System, person: int, patience: float) -> dict[str, int]:
    """Count what goes over the wire on a first visit and on the next, with what the browser has kept."""
    visit = await system.visit(person)
    browser = await _launch(playwright, path)
    try:
        async with CountedWire(system.base) as wire:
            context = await _context(browser, wire.base, visit, patience)
            counted = []
            for choose in visit.choose:
                before = wire.bytes
                page = await context.new_page()
                await _use(page, wire.base + visit.path, choose, visit.kept)
                await wire.quiet(_QUIET_S, patience)
                counted.append(wire.bytes - before)
                await page.close(run_before_unload=False)
                await wire.quiet(_QUIET_S, patience)
            return dict(zip(KEYS[:2], counted, strict=True))
    finally:
        await browser.close()


async def _launch(playwright: Playwright, path: str) -> Browser:
    return await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


async def _context(browser: Browser, base: str, visit: Visit, patience: float) -> BrowserContext:
    context = await browser.new_context(base_url=base, locale="nl-NL", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(patience * 1000)
    await context.add_cookies([{"name": name, "value": value, "url": base} for name, value in visit.cookies.items()])
    return context


async def _use(page: Page, address: str, choose: str, kept: str) -> None:
    """Go there, choose, and see that it was kept."""
    await page.goto(address, wait_until="commit")
    await page.locator(choose).first.click()
    await page.locator(kept).first.wait_for()
