"""Settings: where they come from, and what is said when one cannot work."""

import re
from pathlib import Path

import pytest

from workshop import words
from workshop.cli import app
from workshop.errors import SettingsError
from workshop.settings import LANGUAGES, SETTINGS, resolve

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
            (
                {"away_seconds": float("nan")},
                {},
                "Setting 'away_seconds' is 'nan' in the option --away-seconds. Use a number of seconds from 5 on.",
            ),
            ({"language": "fr"}, {}, "Setting 'language' is 'fr' in the option --language. Use nl or en."),
            (
                {},
                {"WORKSHOP_IP": "192.168.1.300"},
                "Setting 'ip' is '192.168.1.300' in the variable WORKSHOP_IP. Use an address of this machine.",
            ),
            (
                {"url": "mentor.org"},
                {},
                "Setting 'url' is 'mentor.org' in the option --url. Use an address like https://workshop.example.org.",
            ),
            (
                {"data": "~nobody-of-this-name/x"},
                {},
                "Setting 'data' is '~nobody-of-this-name/x' in the option --data. Use a folder.",
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

    def test_a_value_of_the_wrong_sort_in_the_file(self, tmp_path):
        """TOML's own types are checked as texts are, and the file is named."""
        file = tmp_path / "workshop.toml"
        for line, value in (("port = 9000.5", "9000.5"), ("port = true", "True"), ("port = [1]", "[1]")):
            file.write_text(line)
            with pytest.raises(SettingsError) as error:
                resolve({}, environment={}, folder=tmp_path)
            assert str(error.value) == f"Setting 'port' is '{value}' in '{file}'. Use a number from 0 to 65535."

    def test_a_broken_file(self, tmp_path):
        """A file that is not TOML is named."""
        (tmp_path / "workshop.toml").write_text("port 1\n")
        with pytest.raises(SettingsError, match=r"workshop\.toml' cannot be read"):
            resolve({}, environment={}, folder=tmp_path)


class TestValues:
    @pytest.mark.parametrize(
        ("name", "given", "value"),
        [
            ("ip", "0.0.0.0", ""),  # noqa: S104 - all addresses: people are told this machine's own
            ("ip", "127.0.0.1", "127.0.0.1"),
            ("ip", "::1", "::1"),
            ("url", "https://mentoren.example.org/", "https://mentoren.example.org"),
            ("browser", "Nee", False),
            ("fork", "JA", True),
            ("data", "~", Path.home()),
            ("away_seconds", "7.5", 7.5),
        ],
    )
    def test_are_read_as_they_are_meant(self, tmp_path, name, given, value):
        """A value has one form inside, however it was written."""
        assert resolve({name: given}, environment={}, folder=tmp_path)[name] == value

    def test_languages_are_those_of_the_interface(self):
        """The languages that commands speak are the catalogues'."""
        assert set(LANGUAGES) == set(words.LANGUAGES)


class TestDocuments:
    @pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
    def test_every_setting_is_documented(self, setting):
        """Option, variable and sentence stand in docs/settings.md."""
        assert f"`{setting.option}`" in DOCUMENT or f"`--no-{setting.name}`" in DOCUMENT
        assert f"`{setting.variable}`" in DOCUMENT
        assert setting.help in DOCUMENT

    def test_the_document_names_no_other_setting(self):
        """A setting that is gone is gone from the document too."""
        assert re.findall(r"^\| `--([\w-]+)`", DOCUMENT, re.MULTILINE) == [
            setting.option.removeprefix("--") for setting in SETTINGS
        ]

    def test_the_command_has_every_setting(self):
        """What the document calls an option of the command is one."""
        import typer

        serve = typer.main.get_command(app).commands["serve"]
        options = {option for parameter in serve.params for option in parameter.opts}
        assert {setting.option for setting in SETTINGS} <= options
