"""The labelled notes, and that the figures in the document are those that the program gets."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.wording.evaluate import tables
from workshop.wording.labelled import count_homes, labelled

DOCUMENT = Path(__file__).parents[2] / "docs" / "wording.md"
PARTS = ("development", "heldout")


@pytest.fixture(scope="module")
def parts():
    return {(language, part): labelled(language, part) for language in ("nl", "en") for part in PARTS}


class TestLabelled:
    def test_is_large_enough(self, parts):
        """At least 150 Dutch and 60 English notes, as many in each part."""
        for language, least in (("nl", 150), ("en", 60)):
            sizes = [sum(len(theme.notes) for theme in parts[language, part].themes) for part in PARTS]
            assert sum(sizes) >= least
            assert max(sizes) < 1.2 * min(sizes)

    def test_no_theme_or_note_is_in_both_parts(self, parts):
        """Nothing that is measured was seen in tuning."""
        for language in ("nl", "en"):
            development, heldout = (parts[language, part] for part in PARTS)
            assert not {theme.id for theme in development.themes} & {theme.id for theme in heldout.themes}
            seen = {note.casefold() for theme in development.themes for note in theme.notes}
            both = seen & {note.casefold() for theme in heldout.themes for note in theme.notes}
            assert both <= {"eerlijke feedback geven"}  # a task in one field, an obstacle in another

    def test_opposites_are_mutual_and_in_one_part(self, parts):
        """A theme and its opposite name each other."""
        for part in parts.values():
            by_id = {theme.id: theme for theme in part.themes}
            opposed = [theme for theme in part.themes if theme.opposite]
            assert len(opposed) >= 4
            assert all(by_id[theme.opposite].opposite == theme.id for theme in opposed)

    def test_both_parts_hold_every_field(self, parts):
        """Obstacles and roles are in both."""
        fields = {theme.field for part in parts.values() for theme in part.themes}
        for part in PARTS:
            assert {theme.field for theme in parts["nl", part].themes} == fields


class TestCounting:
    def test_an_oracle_is_right_and_a_fool_is_wrong(self, parts):
        """The counts are what they say."""
        part = parts["nl", "heldout"]
        home = {note: theme for theme in part.themes for note in theme.notes}

        def oracle(note, themes):
            theme = home.get(note)
            return theme.id if theme and theme.id in themes else None

        def fool(note, themes):
            theme = home.get(note)
            return theme.opposite if theme and theme.opposite in themes else None

        notes = sum(len(theme.notes) for theme in part.themes)
        loose = sum(map(len, part.loose.values()))
        right = count_homes(part, oracle, beside=2)
        assert right == {"right": notes, "left": notes + loose, "opposites": 0}
        wrong = count_homes(part, fool, beside=None, fields=False)
        turned = sum(len(theme.notes) for theme in part.themes if theme.opposite)
        assert wrong["wrong"] == turned
        assert wrong["opposites"] == 2 * turned
        assert wrong["right"] == 0


class TestDocument:
    def test_holds_the_held_out_figures(self):
        """The tables in docs/wording.md are those that the command prints now."""
        written = re.search(r"<!-- figures.*?-->\n(.*?)<!-- end -->", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
        assert written.split() == "\n".join(tables("heldout")).split()

    def test_the_example_is_true(self):
        """The lines of code in the document give what their comments say."""
        block = re.search(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
        known = {}
        lines = block.splitlines()
        exec(lines[0], known)  # noqa: S102 - our own document
        checked = [(code, said) for code, said in itertools.pairwise(lines) if said.startswith("# ")]
        assert len(checked) == 2
        for code, said in checked:
            assert repr(eval(code, known)) == said.removeprefix("# ")  # noqa: S307 - our own document

    def test_the_server_starts_without_it(self):
        """Neither broker nor pages import the text help before it is needed."""
        code = "import sys, workshop.broker, workshop.pages; print({'sklearn', 'simplemma'} & set(sys.modules))"
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert told.stdout.strip() == "set()"
