"""What the command says of itself."""

import pytest

from workshop import __version__


class TestHelp:
    def test_names_every_command(self, workshop):
        """``--help`` lists what there is to do, and ends well."""
        told = workshop("--help")
        assert told.returncode == 0
        assert [word for word in ("serve", "demo", "check", "group") if f"\n  {word} " not in told.stdout] == []

    @pytest.mark.parametrize("command", [("serve",), ("demo",), ("check",), ("group", "new"), ("group", "list")])
    def test_each_command_gives_an_example(self, workshop, command):
        """A command's help shows how it is typed."""
        told = workshop(*command, "--help")
        assert told.returncode == 0
        assert f"Example: workshop {' '.join(command)}" in told.stdout

    def test_version(self, workshop):
        """``--version`` is one line with the version."""
        told = workshop("--version")
        assert (told.returncode, told.stdout, told.stderr) == (0, f"workshop {__version__}\n", "")

    @pytest.mark.parametrize("arguments", [("servr",), ("serve", "--prot", "1"), ("group", "new"), ("check",)])
    def test_what_cannot_be_understood_ends_with_2(self, workshop, arguments):
        """A typing error is told on standard error, with where to find help."""
        told = workshop(*arguments)
        assert (told.returncode, told.stdout) == (2, "")
        assert "--help" in told.stderr
        assert "Traceback" not in told.stderr
