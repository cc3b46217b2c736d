"""Loading a programme, and what is said of a broken one."""

import pickle
import re
from pathlib import Path

import pytest

from workshop.content import load_programme
from workshop.errors import ContentError

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def problems(path):
    with pytest.raises(ContentError) as caught:
        load_programme(path)
    return caught.value.problems


class TestBrokenFiles:
    @pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
    def test_says_exactly_what_is_wrong(self, mine, broken):
        """Each broken file gives the text that its own first lines (#!) promise, all problems together."""
        text = broken.read_text(encoding="utf-8")
        (mine / f"{broken.stem.split('-')[0]}.yaml").write_text(text, encoding="utf-8")
        assert problems(mine) == re.findall(r"^#! (.*)$", text, re.MULTILINE)

    def test_there_is_a_file_for_each_sort_of_problem(self):
        """A broken file that nobody reads would prove nothing."""
        assert len(BROKEN) >= 25

    def test_names_each_missing_language(self, mine):
        """A third language is asked for in every text."""
        main = mine / "programme.yaml"
        main.write_text(main.read_text().replace("[nl, en]", "[nl, en, fr]"))
        found = problems(mine)
        assert found[0] == "mine/programme.yaml:2: 'title' has no text in 'fr'. Add 'fr: …'."
        assert len([line for line in found if "no text in 'fr'" in line]) == len(found)


class TestUnreadableFiles:
    def test_missing_folder(self, mine):
        """A path that does not exist is named."""
        assert problems(mine / "nowhere") == ["mine/nowhere:1: the file does not exist. Make it, or give another path."]

    def test_folder_without_a_programme(self, mine):
        """A folder without programme.yaml says so."""
        (mine / "programme.yaml").unlink()
        assert problems(mine) == ["mine/programme.yaml:1: the file does not exist. Make it, or give another path."]

    def test_not_utf8(self, mine):
        """Another encoding is told with the line of the first byte that is wrong."""
        (mine / "session.yaml").write_bytes(b"id: session\ntitle: {nl: Caf\xe9, en: Coffee}\n")
        assert problems(mine) == ["mine/session.yaml:2: byte '0xe9' is not UTF-8. Save the file as UTF-8."]

    def test_control_character(self, mine):
        """A character that YAML refuses is told with its line."""
        (mine / "session.yaml").write_text("id: session\ntitle: {nl: A\x07, en: B}\n")
        assert problems(mine) == ["mine/session.yaml:2: character '0x07' is not allowed in YAML. Take it out."]

    def test_nested_without_end(self, mine):
        """A file made to exhaust the reader is refused."""
        (mine / "session.yaml").write_text("[" * 5000)
        assert problems(mine) == ["mine/session.yaml:1: the lists and maps are nested too deeply. Use fewer levels."]

    def test_circle_of_references(self, mine):
        """A reference to itself is refused, not followed."""
        (mine / "session.yaml").write_text("id: &a [*a]\n")
        assert "mine/session.yaml:1: 'id[1]' is a reference (*…) to another place. Write it out." in problems(mine)


class TestLoadProgramme:
    def test_takes_the_folder_or_the_file(self, mine):
        """Both paths give the same programme."""
        assert load_programme(mine) == load_programme(mine / "programme.yaml")

    def test_accepts_a_byte_order_mark(self, mine):
        """Windows editors write one; nobody should see it."""
        session = mine / "session.yaml"
        session.write_bytes(b"\xef\xbb\xbf" + session.read_bytes())
        assert load_programme(mine).session("session").title["nl"] == "Sessie"

    def test_keeps_yes_and_no_as_text(self, mine):
        """In YAML 1.1 'No' is false; in a programme it is a word."""
        assert load_programme(mine).rating.steps[0].label["en"] == "No"

    def test_error_survives_pickling(self, mine):
        """Problems reach whoever asked in another process."""
        (mine / "session.yaml").unlink()
        with pytest.raises(ContentError) as caught:
            load_programme(mine)
        assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own bytes

    def test_programme_can_be_pickled(self, small):
        """A programme can be handed to another process and still knows its items."""
        again = pickle.loads(pickle.dumps(small))  # noqa: S301 - our own bytes
        assert again.activity("schaal").items == ("wel-1",)
        assert again.activity("stem").check("choice", "ja") is None
