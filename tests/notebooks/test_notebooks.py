"""The notebooks: thin, clean, and each shows its page, also when it is opened by itself in JupyterLab."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from workshop.content import load_programme, programme_path

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
#: The role of a notebook's page; the others are a session's, for its participants.
ROLES = {"begeleider": "facilitator", "scherm": "screen"}
#: What a cell after the notebook's last one knows to be true of the page that was shown.
ASSERTS = """
import asyncio
page = _
async with asyncio.timeout(60):
    while not (page.welcome and page.link["state"] == "live"):
        await asyncio.sleep(0.02)
assert page.welcome["role"] == {role!r}, page.welcome["role"]
assert page.session == {session!r}, page.session
assert page.welcome["group"]["rehearsal"] is True
assert [each["id"] for each in page.welcome["sessions"]] == {sessions!r}
assert page.welcome["words"], "no words of the interface"
assert page.stage["seq"] >= 0
if page.session:
    assert page.stage["session"] == page.session, page.stage
    assert page.stage["stages"][page.stage["activity"]]["state"] == "open"
"""


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


class TestThin:
    def test_each_session_of_the_programme_has_one(self):
        """The programme's sessions, the desk and the screen each have their notebook, and no other is there."""
        sessions = [session.id for session in load_programme(programme_path()).sessions]
        assert sorted([*sessions, *ROLES]) == [path.stem for path in NOTEBOOKS]

    @pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
    def test_stores_no_outputs(self, path):
        """What somebody once saw is not in the file, nor which run it was."""
        nbformat.validate(read(path))
        assert 0 < len(code_of(path)) <= 3
        assert [(cell.outputs, cell.execution_count) for cell in code_of(path)] == [([], None)] * len(code_of(path))

    @pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
    def test_imports_and_calls_and_nothing_else(self, path):
        """Each statement is an import from `workshop.pages` or one call with plain values: no logic, no definitions."""
        statements = [node for cell in code_of(path) for node in ast.parse(cell.source).body]
        *imports, call = statements
        assert {(type(node), getattr(node, "module", None)) for node in imports} == {(ast.ImportFrom, "workshop.pages")}
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        given = [*call.value.args, *(keyword.value for keyword in call.value.keywords)]
        assert all(isinstance(value, ast.Constant) for value in given)

    @pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
    def test_speaks_no_language(self, path):
        """What people read stands in the programme and the catalogues; a notebook has no text cells to translate."""
        assert {cell.cell_type for cell in read(path).cells} == {"code"}


class TestRun:
    @pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
    def test_shows_its_page_when_opened_by_itself(self, path):
        """In JupyterLab, without a server: the right role's page, in a rehearsal group, with its session open."""
        session = "" if path.stem in ROLES else path.stem
        sessions = [each.id for each in load_programme(programme_path()).sessions]
        notebook = read(path)
        told = ASSERTS.format(role=ROLES.get(path.stem, "participant"), session=session, sessions=sessions)
        notebook.cells.append(nbformat.v4.new_code_cell(told))
        NotebookClient(notebook, timeout=90).execute(cwd=str(path.parent))
        *_imports, shown, asserted = notebook.cells
        assert "application/vnd.jupyter.widget-view+json" in shown.outputs[0].data
        assert asserted.outputs == []

    def test_a_page_that_is_not_as_it_should_be_is_found(self):
        """The asserting cell can fail: the desk is not the screen."""
        notebook = read(FOLDER / "begeleider.ipynb")
        notebook.cells.append(nbformat.v4.new_code_cell(ASSERTS.format(role="screen", session="", sessions=[])))
        with pytest.raises(Exception, match=r"AssertionError(\x1b\[\d+m)*: facilitator"):
            NotebookClient(notebook, timeout=90).execute()
