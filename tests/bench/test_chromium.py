"""A visit with a real Chromium."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.live import PATIENCE, find_chromium
from workshop.bench.chromium import visits
from workshop.bench.ours import Ours


async def visited(folder: Path) -> tuple[dict[str, Any], str]:
    """Visit our own page, cold and again."""
    ours = Ours(PATIENCE)
    async with ours.serving(folder):
        await ours.gather(2, ready=True)
        return await visits(ours, 1, PATIENCE)


@pytest.mark.browser
@pytest.mark.slow
class TestVisits:
    def test_a_participant_chooses_and_reads_that_it_is_kept(self, tmp_path, monkeypatch):
        """A cold visit is timed; a second visit costs less on the wire than the first, for the browser keeps files."""
        monkeypatch.setenv("WORKSHOP_CHROMIUM", find_chromium())
        figures, note = asyncio.run(visited(tmp_path / "served"))
        assert note == ""
        assert figures["first_click_s"] > 0
        assert 0 < figures["repeat_visit_bytes"] < figures["first_visit_bytes"]

    def test_without_chromium_there_is_a_note(self, tmp_path, monkeypatch):
        """Where there is no Chromium the figures stay empty, and the note says how to name one."""
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("WORKSHOP_CHROMIUM", raising=False)
        figures, note = asyncio.run(visits(Ours(PATIENCE), 1, PATIENCE))
        assert set(figures.values()) == {None}
        assert "WORKSHOP_CHROMIUM" in note
