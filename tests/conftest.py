"""What all tests share: a real server, a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.live import LiveServer, find_chromium
from workshop.bench.chromium import ARGUMENTS

settings.register_profile("workshop", deadline=None)  # nothing is timed on a machine that others use too
settings.load_profile("workshop")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a Chromium, and end it with the module: while it runs, asyncio has a loop in this thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Start a server with an empty data folder."""
    folder: Path = tmp_path_factory.mktemp("live")
    live = LiveServer(folder / "data").start()
    yield live
    live.stop()
