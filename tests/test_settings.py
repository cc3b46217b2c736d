"""Settings: where they come from, and what is said when one cannot work."""

from pathlib import Path

import pytest

from workshop.errors import SettingsError
from workshop.settings import SETTINGS, resolve

DOCUMENT = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


class TestPrecedence:
    def test_command_line_before_environment_before_file_before_default(self, tmp_path):
        """The nearest word counts."""
        (tmp_path / "workshop.toml").write_text("port = 1\nmax_people = 7\n")
        environment = {"PORT": "2", "WORKSHOP_DATA": str(tmp_path)}
        assert resolve({"port": 3}, environment=environment)["port"] == 3
        assert resolve({}, environment=environment)["port"] == 2
        assert resolve({}, environment={"WORKSHOP_DATA": str(tmp_path)})["port"] == 1
        assert resolve({}, environment=environment)["max_people"] == 7
        assert resolve({}, environment={}, folder=tmp_path / "none")["port"] == 8866

    def test_an_empty_variable_is_no_value(self, tmp_path):
        """``PORT= make serve`` means the default."""
        assert resolve({}, environment={"PORT": ""}, folder=tmp_path)["port"] == 8866


class TestErrors:
    @pytest.mark.parametrize(
        ("given", "environment", "text"),
        [
            (
                {"port": 99999},
                {},
                "Setting 'port' is '99999' in the option --port. Use a number from 0 to 65535.",
            ),
            ({}, {"PORT": "acht"}, "Setting 'port' is 'acht' in the variable PORT. Use a number from 0 to 65535."),
            (
                {},
                {"WORKSHOP_FORK": "misschien"},
                "Setting 'fork' is 'misschien' in the variable WORKSHOP_FORK. Use yes or no.",
            ),
            (
                {"away_seconds": 1},
                {},
                "Setting 'away_seconds' is '1' in the option --away-seconds. Use a number of seconds from 5 on.",
            ),
        ],
    )
    def test_name_value_place_and_what_to_use(self, tmp_path, given, environment, text):
        """A value that cannot work is named with where it came from."""
        with pytest.raises(SettingsError) as error:
            resolve(given, environment=environment, folder=tmp_path)
        assert str(error.value) == text

    def test_an_unknown_setting_in_the_file(self, tmp_path):
        """A misspelt setting is not passed over in silence."""
        (tmp_path / "workshop.toml").write_text("prot = 1\n")
        with pytest.raises(SettingsError, match=r"has a setting 'prot'\. Use one of: data, port"):
            resolve({}, environment={}, folder=tmp_path)

    def test_a_broken_file(self, tmp_path):
        """A file that is not TOML is named."""
        (tmp_path / "workshop.toml").write_text("port 1\n")
        with pytest.raises(SettingsError, match=r"workshop\.toml' cannot be read"):
            resolve({}, environment={}, folder=tmp_path)


class TestDocuments:
    @pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
    def test_every_setting_is_documented(self, setting):
        """Option, variable and sentence stand in docs/settings.md."""
        assert f"`{setting.option}`" in DOCUMENT or f"`--no-{setting.name}`" in DOCUMENT
        assert f"`{setting.variable}`" in DOCUMENT
        assert setting.help in DOCUMENT
