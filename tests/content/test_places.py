"""Where the files of the package lie."""

import pytest

from workshop.content import packaged, places
from workshop.errors import ContentError


class TestPackaged:
    def test_an_installed_wheel_comes_first(self, tmp_path, monkeypatch):
        """In a wheel the folders lie inside the package."""
        (tmp_path / "workshop" / "_data").mkdir(parents=True)
        (tmp_path / "data").mkdir()
        monkeypatch.setattr(places, "_PACKAGE", tmp_path / "workshop")
        assert packaged("data") == tmp_path / "workshop" / "_data"

    def test_a_clone_has_them_beside_the_package(self, tmp_path, monkeypatch):
        """In a clone the folders lie next to the package."""
        (tmp_path / "notebooks").mkdir()
        monkeypatch.setattr(places, "_PACKAGE", tmp_path / "workshop")
        assert packaged("notebooks") == tmp_path / "notebooks"

    def test_a_folder_that_is_nowhere(self, tmp_path, monkeypatch):
        """The text says where it was looked for."""
        monkeypatch.setattr(places, "_PACKAGE", tmp_path / "workshop")
        with pytest.raises(ContentError, match=r"^there is no folder 'data' at .*_data or .*data\. Install"):
            packaged("data")
