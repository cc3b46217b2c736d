"""The built-in programme, and a small one with one activity of each kind."""

import shutil
from pathlib import Path

import pytest

from workshop.content import load_programme, programme_path

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def mentor():
    return load_programme(programme_path())


@pytest.fixture(scope="session")
def small():
    return load_programme(HERE / "small")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Copy the small programme to the folder `mine`, to break it."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "small", "mine")
    return Path("mine")
