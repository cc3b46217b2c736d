"""Pages in a real Chromium, on a model without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize

from tests.frontend.driver import Show, serve_harness, take
from tests.frontend.given import LIVE

LAPTOP: ViewportSize = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the front end and the harness."""
    with serve_harness() as address:
        yield address


@pytest.fixture(scope="module")
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Give one context: what a page keeps, it keeps in its own tab."""
    context = browser.new_context(viewport=LAPTOP, base_url=site, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """Open an empty tab; an error in the page fails the test."""
    page = context.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="module")
def long_tab(context: BrowserContext) -> Page:
    """Open a tab that many tests use one after the other: loading all modules for each takes longer than the test."""
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto("/harness")
    page.wait_for_function("window.started")
    return page


@pytest.fixture
def show(long_tab: Page) -> Iterator[Show]:
    """Give `show(**traits)`: a page with these traits, as its kernel would set them."""
    errors: list[str] = []
    note = errors_into(errors)
    long_tab.on("pageerror", note)

    def opened(**traits: object) -> Page:
        if long_tab.viewport_size != LAPTOP:
            long_tab.set_viewport_size(LAPTOP)
        long_tab.evaluate("window.anew()")
        take(long_tab, **{"link": LIVE, **traits})
        return long_tab

    yield opened
    long_tab.remove_listener("pageerror", note)
    assert errors == []


def errors_into(errors: list[str]) -> Callable[[Error], None]:
    """Make a listener that keeps errors."""
    return lambda error: errors.append(str(error))
