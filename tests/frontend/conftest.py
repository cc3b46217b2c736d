"""Pages in a real Chromium, on a model without a kernel."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.frontend.chromium import ARGUMENTS, chromium_path
from tests.frontend.fixtures import LIVE
from workshop.frontend import asset_folder

HERE = Path(__file__).parent
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


class _Files(http.server.SimpleHTTPRequestHandler):
    """The front end's files, the harness, and the harness again at every address that a page may show."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def translate_path(self, path: str) -> str:
        path = path.split("?")[0]
        if path.startswith("/frontend/"):
            return str(asset_folder() / path.removeprefix("/frontend/"))
        if path.startswith("/tests/"):
            return str(HERE / path.removeprefix("/tests/"))
        return str(PLOTLY if path == "/plotly.min.js" else HERE / "harness.html")

    def guess_type(self, path: Any) -> str:
        return super().guess_type(path)

    def log_message(self, *_values: Any) -> None:
        """Keep quiet."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the front end and the harness."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=str(HERE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


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


Show = Callable[..., Page]


@pytest.fixture
def show(tab: Page) -> Show:
    """Give `show(**traits)`: a page with these traits, as its kernel would set them."""

    def opened(**traits: Any) -> Page:
        tab.goto("/harness")
        tab.wait_for_function("window.started")
        take(tab, link=LIVE, **traits)
        return tab

    return opened


def take(page: Page, **traits: Any) -> None:
    """Change traits, and wait until the page has drawn."""
    page.evaluate(
        """(traits) => new Promise((done) => {
             model.take(traits);
             sessionStorage.setItem("traits", JSON.stringify(model.traits));
             requestAnimationFrame(() => requestAnimationFrame(done));
           })""",
        traits,
    )


def asked(page: Page, kind: str) -> list[dict[str, Any]]:
    """Give the requests of a type that the page has sent."""
    requests: list[dict[str, Any]] = page.evaluate("(kind) => model.asked.filter((one) => one.type === kind)", kind)
    return requests
