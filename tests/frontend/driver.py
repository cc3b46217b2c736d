"""How tests and screenshots drive a page: the harness's site, and short ways to act."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly
from playwright.sync_api import Locator, Page

from workshop.frontend import asset_folder

HERE = Path(__file__).parent
#: Waits until the page has drawn.
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: Gives a page with the traits that are given by name.
Show = Callable[..., Page]
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


class _Files(http.server.SimpleHTTPRequestHandler):
    """The front end's files, the harness, and the harness again at every address that a page may show."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        path = path.split("?", maxsplit=1)[0]
        if path.startswith("/frontend/"):
            return str(asset_folder() / path.removeprefix("/frontend/"))
        if path.startswith("/tests/"):
            return str(HERE / path.removeprefix("/tests/"))
        return str(PLOTLY if path == "/plotly.min.js" else HERE / "harness.html")

    def guess_type(self, path: Any) -> str:
        return "text/javascript" if str(path).endswith(".js") else super().guess_type(path)

    def log_message(self, *_values: Any) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serve_harness() -> Iterator[str]:
    """Serve the front end and the harness, and give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=str(HERE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


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


def committed(page: Page) -> dict[str, Any]:
    """Give what a broker would hold now: item → value."""
    rows: list[dict[str, Any]] = page.evaluate("model.committed")
    return {f"{row['activity']}/{row['round']}/{row['item']}": row.get("value") for row in rows}


def middle(part: Locator) -> tuple[float, float]:
    """Give the middle of something on the page."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, what: Locator, to: Locator) -> None:
    """Drag with the mouse, as a hand does (press, move in steps, let go), and wait until the page has drawn."""
    what.scroll_into_view_if_needed()
    page.mouse.move(*middle(what))
    page.mouse.down()
    page.mouse.move(*middle(to), steps=8)
    page.mouse.up()
    page.evaluate(DRAWN)
