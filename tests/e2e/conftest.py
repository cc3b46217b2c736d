"""One server for all browser tests that leave it as they found it; tests that hurt a server start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live import LiveServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Start a server with an empty data folder."""
    live = LiveServer(tmp_path_factory.mktemp("shared") / "data").start()
    yield live
    live.stop()
