"""Whole measurements, small: that they are done, not how fast."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.live import PATIENCE
from workshop.bench import Plan
from workshop.bench.measuring import Measurement
from workshop.bench.plain_voila import PlainVoila
from workshop.bench.running import run
from workshop.bench.system import System
from workshop.errors import SettingsError

KEYS = {
    "people",
    "page_alone_s",
    "join_last_s",
    "join_cold_last_s",
    "server_cpu_s_per_page",
    "kernel_cpu_s_per_page",
    "uss_mb_per_page",
    "server_growth_mb_per_page",
    "all_memory_mb",
    "first_visit_bytes",
    "repeat_visit_bytes",
    "first_click_s",
    "vote_saved_p95_ms",
    "vote_to_screen_p95_ms",
    "vote_to_screen_two_median_ms",
    "idle_cpu_percent",
    "errors",
}
BROWSER = {"first_visit_bytes", "repeat_visit_bytes", "first_click_s"}
DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"


def measured(system: System, folder: Path, people: int) -> dict[str, Any]:
    """Measure a product with a quick plan."""
    measurement = Measurement(system, Plan.quick(people), folder / system.name, lambda _step: None)
    return asyncio.run(measurement.run())


def check(figures: dict[str, Any], people: int) -> None:
    """See that a run without Chromium found everything, and that nothing went wrong."""
    assert (figures["errors"], figures["error_texts"]) == (0, [])
    assert figures["people"] == people
    assert figures.keys() >= KEYS
    for key in KEYS - BROWSER - {"people", "errors", "idle_cpu_percent", "server_growth_mb_per_page"}:
        assert isinstance(figures[key], float), key
        assert figures[key] > 0 or key == "kernel_cpu_s_per_page", key
    assert figures["idle_cpu_percent"] >= 0
    assert [figures[key] for key in BROWSER] == [None] * 3
    assert "left out" in figures["chromium_note"]


@pytest.mark.slow
class TestOurs:
    def test_prints_a_table_and_writes_json(self, tmp_path):
        """Three people join, vote and idle; every figure is there and nothing went wrong or was left behind."""
        file = tmp_path / "bench.json"
        command = [sys.executable, "-m", "workshop", "bench", "--people", "3", "--quick", "--json", str(file)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=4 * PATIENCE)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert "3 join at once, pages made ready: median" in done.stdout
        found = json.loads(file.read_text(encoding="utf-8"))
        check(found, 3)
        assert found["kernel_cpu_s_per_page"] > 0
        assert found["machine"]["cores"] > 0
        assert list(tmp_path.iterdir()) == [file]


@pytest.mark.slow
class TestPlainVoila:
    def test_is_measured_with_the_same_page(self, tmp_path):
        """The notebook runs, votes are kept and the screen's poll sees them."""
        check(measured(PlainVoila(PATIENCE), tmp_path, 1), 1)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("solara") is None, reason="the 'bench' extra is not installed")
class TestSolara:
    def test_is_measured_with_the_same_page(self, tmp_path):
        """The app runs, votes are kept and pushed to the screen; its pages have no kernel of their own."""
        from workshop.bench.solara_app import SolaraApp

        figures = measured(SolaraApp(PATIENCE), tmp_path, 2)
        check(figures, 2)
        assert (figures["kernel_cpu_s_per_page"], figures["server_growth_mb_per_page"]) == (0.0, 0.0)


class TestRefusals:
    def test_what_is_not_installed_is_said_before_anything_starts(self):
        """The error names the package and the extra that brings it."""
        with pytest.raises(SettingsError, match=r"'no_such_package' is not installed.*workshop\[bench\]"):
            asyncio.run(run(Plan.quick(1), ["no_such_package"]))

    def test_what_cannot_be_measured_is_one_line(self, tmp_path):
        """The error names what can be."""
        command = [sys.executable, "-m", "workshop", "bench", "--versus", "another"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "workshop: 'another' cannot be measured. Use: voila, solara.\n"


class TestDocument:
    @pytest.mark.parametrize("key", sorted(KEYS))
    def test_explains_each_figure(self, key):
        """Each key of the JSON has its line in the document."""
        assert f"`{key}`" in DOCUMENT.read_text(encoding="utf-8")
