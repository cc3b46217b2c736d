"""The command as people type it: a process of its own, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live import PATIENCE

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def clean_environment(**more: str) -> dict[str, str]:
    """Give this environment without settings of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_") and name != "PORT"}
    return {**kept, **more}


@pytest.fixture
def workshop(tmp_path: Path) -> Run:
    """Give a function that runs ``workshop`` with arguments, and gives its exit code and what it printed."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "workshop", *map(str, arguments)]
        env = clean_environment(**environment)
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    return run


def refused(ended: subprocess.CompletedProcess[str]) -> str:
    """Give the one line that a refused command says; it said nothing else and ended with 2."""
    assert (ended.returncode, ended.stdout) == (2, ""), ended
    (line,) = ended.stderr.splitlines()
    assert line.startswith("workshop: ")
    return line.removeprefix("workshop: ")
