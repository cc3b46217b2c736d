"""Pages in a real Chromium, on a model without a kernel."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from driver import ARGUMENTS, chromium_path, serve_harness, take
from given import LIVE

Show = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the front end and the harness."""
    with serve_harness() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium for all tests here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, site: str) -> Iterator[Page]:
    """Open an empty tab in a context of its own; an error in the page fails the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=site, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def show(tab: Page) -> Show:
    """Give `show(**traits)`: a page with these traits, as its kernel would set them."""

    def opened(**traits: object) -> Page:
        tab.goto("/harness")
        tab.wait_for_function("window.started")
        take(tab, **{"link": LIVE, **traits})
        return tab

    return opened
