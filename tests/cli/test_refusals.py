"""What cannot work ends with one line that says what to do, and exit code 2; never with a traceback."""

import socket
import sqlite3
from contextlib import closing

import pytest

from tests.cli.conftest import refused

SERVE = ("serve", "--no-browser", "--port", 0)


class TestDataFolder:
    @pytest.mark.parametrize("command", [SERVE, ("demo", "--no-browser", "--port", 0), ("group", "list")])
    def test_that_cannot_be_written(self, workshop, command):
        """The folder, the reason and the way out."""
        text = refused(workshop(*command, "--data", "/dev/null/x"))
        assert "'/dev/null/x" in text
        assert "Not a directory. Choose another" in text
        assert "--data, or mend its rights." in text

    @pytest.mark.parametrize("command", [SERVE, ("group", "new", "--name", "Team")])
    def test_of_a_newer_version(self, workshop, tmp_path, command):
        """A store of a newer version is left as it is, and both versions are named."""
        workshop("group", "new", "--name", "Team")
        file = tmp_path / "workshop-data" / "workshop.sqlite"
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("update alembic_version set version_num = '9999'")
        before = file.read_bytes()
        text = refused(workshop(*command))
        assert text.startswith(
            "This store was made by a newer version (its schema is '9999', this program knows up to '"
        )
        assert text.endswith("Install that version, or open another data folder with --data.")
        assert file.read_bytes() == before

    @pytest.mark.parametrize(("name", "command"), [("workshop.sqlite", SERVE), ("keys.json", ("group", "list"))])
    def test_with_a_file_that_is_something_else(self, workshop, tmp_path, name, command):
        """A file that is not ours is named, and not written over."""
        (tmp_path / "workshop-data").mkdir()
        (tmp_path / "workshop-data" / name).write_text("Dit is geen van onze bestanden. " * 200)
        text = refused(workshop(*command))
        assert name in text
        assert "back" in text
        assert (tmp_path / "workshop-data" / name).read_text() == "Dit is geen van onze bestanden. " * 200


class TestSettings:
    def test_an_unknown_setting_in_the_file(self, workshop, tmp_path):
        """A misspelt name is told, with those there are."""
        (tmp_path / "workshop-data").mkdir()
        (tmp_path / "workshop-data" / "workshop.toml").write_text("prot = 9000\n")
        text = refused(workshop(*SERVE))
        assert text.startswith("'workshop-data/workshop.toml' has a setting 'prot'. Use one of: data, port, ")

    def test_a_value_that_cannot_be(self, workshop):
        """A variable with a wrong value is named with its place."""
        text = refused(workshop("serve", "--no-browser", PORT="acht"))
        assert text == "Setting 'port' is 'acht' in the variable PORT. Use a number from 0 to 65535."


class TestListening:
    def test_a_port_that_is_taken(self, workshop):
        """Somebody else's port is named, with what to do."""
        with socket.create_server(("", 0)) as taken:
            port = taken.getsockname()[1]
            text = refused(workshop("serve", "--no-browser", "--port", port))
        assert text == (
            f"Port {port} cannot be used: Address already in use. Stop what uses it, or choose another with --port."
        )

    def test_an_address_of_another_machine(self, workshop):
        """An address that is not this machine's is named, and not called a port."""
        text = refused(workshop(*SERVE, "--ip", "203.0.113.7"))
        assert text.startswith("Address '203.0.113.7' cannot be used: ")
        assert text.endswith("Give one of this machine's own with --ip, or none for all.")


class TestProgramme:
    def test_one_with_errors_is_told_in_full(self, workshop, tmp_path):
        """The server of a broken programme says all that `workshop check` says."""
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "programme.yaml").write_text("id: mine\n")
        checked = workshop("check", "mine").stderr
        served = workshop(*SERVE, "--programme", "mine")
        assert checked.count("\n") > 1
        assert (served.returncode, served.stderr) == (2, f"workshop: {checked}")
