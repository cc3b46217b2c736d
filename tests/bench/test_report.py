"""The figures as a table, in the terminal and in a document."""

from __future__ import annotations

from typing import Any

import pytest

from workshop.bench.machine import machine
from workshop.bench.report import BEGIN as MARK
from workshop.bench.report import END as LAST_MARK
from workshop.bench.report import ROWS, cells, markdown, plain, write_into
from workshop.errors import SettingsError

NOTHING = "\N{EN DASH}"
OURS = {"people": 32, "join_last_s": 0.5, "server_cpu_s_per_page": 0.1, "kernel_cpu_s_per_page": 0.05, "errors": 0}


BEGIN, END = MARK.format(people=32), LAST_MARK.format(people=32)


def found(**more: Any) -> dict[str, Any]:
    """Give figures as a run gives them."""
    return {"machine": machine(), **OURS, **more}


class TestTable:
    def test_has_a_line_for_each_row_and_a_column_for_each_product(self):
        """Ours comes first, then the others of the same run; the number of people stands in the labels."""
        head, *rows = cells(found(voila={"join_last_s": 90.0}, solara={"join_last_s": 6.1}))
        assert head == ["", "workshop", "plain Voilà", "Solara"]
        assert len(rows) == len(ROWS)
        assert rows[3] == ["… the last", "0.500 s", "90.00 s", "6.10 s"]
        assert rows[1][0] == "32 join at once, pages made ready: median"

    def test_adds_up_what_makes_a_whole(self):
        """CPU all in all is server and kernel; it is unknown when a part is."""
        by_label = {row[0]: row[1:] for row in cells(found(voila={"server_cpu_s_per_page": 1.0}))}
        assert by_label["… all in all"] == ["0.150 s", NOTHING]

    def test_says_what_went_wrong(self):
        """Errors and what could not be measured stand under the table, with whose they are."""
        text = plain(found(voila={"error_texts": ["TimeoutError: late"], "chromium_note": "no Chromium"}))
        assert "plain Voilà: TimeoutError: late" in text
        assert "plain Voilà: no Chromium" in text

    def test_columns_stand_straight(self):
        """In a terminal all numbers of a column end at the same place."""
        lines = plain(found()).splitlines()[: len(ROWS) + 1]
        numbers = [line for line in lines[1:] if not line.endswith(NOTHING)]
        assert len({len(line) for line in [lines[0], *numbers]}) == 1

    def test_names_the_machine(self):
        """Figures mean something only with the machine that they come from."""
        told = machine()
        assert f"{told['cores']} core" in plain(found())
        assert f"Python {told['python']}" in markdown(found())
        assert told["versions"].keys() >= {"voila", "plotly"}


class TestDocument:
    def test_only_what_is_between_the_marks_changes(self, tmp_path):
        """Writing again replaces the table and nothing else."""
        page = tmp_path / "page.md"
        page.write_text(f"# Before\n\n{BEGIN}\nearlier\n{END}\n\nafter é\n", encoding="utf-8")
        write_into(page, found())
        once = page.read_text(encoding="utf-8")
        write_into(page, found())
        assert page.read_text(encoding="utf-8") == once
        assert once.startswith(f"# Before\n\n{BEGIN}\n\n|  | workshop |\n| --- | ---: |\n")
        assert once.endswith(f"\n\n{END}\n\nafter é\n")
        assert "earlier" not in once

    def test_each_number_of_people_has_its_place(self, tmp_path):
        """A run with more people does not take the place of the usual one."""
        page = tmp_path / "page.md"
        more = MARK.format(people=100), LAST_MARK.format(people=100)
        page.write_text(f"{BEGIN}\nkept\n{END}\n\n{more[0]}\n{more[1]}\n", encoding="utf-8")
        write_into(page, found(people=100))
        assert page.read_text(encoding="utf-8").startswith(f"{BEGIN}\nkept\n{END}\n\n{more[0]}\n\n|  | workshop |")

    @pytest.mark.parametrize("text", ["none", f"{BEGIN} only", f"{END}\n{BEGIN}", f"{BEGIN}{BEGIN}{END}"])
    def test_a_document_without_its_marks_is_left_alone(self, tmp_path, text):
        """The error names the document and the marks."""
        page = tmp_path / "page.md"
        page.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as refusal:
            write_into(page, found())
        assert str(page) in str(refusal.value)
        assert BEGIN in str(refusal.value)
        assert page.read_text(encoding="utf-8") == text

    def test_a_document_that_is_not_there_is_an_error(self, tmp_path):
        """The error names it."""
        with pytest.raises(SettingsError, match=r"nowhere\.md"):
            write_into(tmp_path / "nowhere.md", found())
