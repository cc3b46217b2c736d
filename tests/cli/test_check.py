"""``workshop check``: what a maker of a programme sees."""

import re
import shutil
from pathlib import Path

import pytest

from workshop.content import programme_path

CONTENT = Path(__file__).parents[1] / "content"
BROKEN = sorted((CONTENT / "broken").glob("*.yaml"))


class TestCheck:
    def test_the_programme_that_comes_along_is_good(self, workshop):
        """A good programme is one line that counts what is in it."""
        told = workshop("check", programme_path())
        assert (told.returncode, told.stderr) == (0, "")
        assert re.fullmatch(r".*mentor: \d+ sessions, \d+ activities, complete in nl, en\.\n", told.stdout)

    @pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
    def test_each_broken_file_is_told_in_lines(self, workshop, tmp_path, broken):
        """Each problem is one line, file and number first, as the broken file itself promises; it ends with 1."""
        shutil.copytree(CONTENT / "small", tmp_path / "mine")
        shutil.copyfile(broken, tmp_path / "mine" / f"{broken.stem.split('-')[0]}.yaml")
        told = workshop("check", "mine")
        promised = re.findall(r"^#! (.*)$", broken.read_text(encoding="utf-8"), re.MULTILINE)
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr.splitlines() == promised
        assert all(re.match(r"mine/[a-z]+\.yaml:\d+: ", line) for line in promised)

    def test_a_path_that_is_not_there(self, workshop):
        """A wrong path is a problem like others."""
        told = workshop("check", "nergens")
        assert (told.returncode, told.stderr) == (
            1,
            "nergens:1: the file does not exist. Make it, or give another path.\n",
        )
