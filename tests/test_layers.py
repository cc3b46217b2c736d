"""Design rule 11: layers import downwards only, and a participant's process stays small and knows nobody else."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workshop
from workshop.server.kernels import PRELOAD

PACKAGE = Path(workshop.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TOP = "(top)"  # workshop/__init__.py itself: the version

#: The floors of the house; a part may import from those named before it, and from itself.
FLOORS = (
    {TOP, "errors", "settings", "messages"},
    {"words", "content", "client", "frontend", "wording"},
    {"store"},
    {"summaries"},
    {"privacy"},
    {"charts"},
    {"broker"},
    {"pages"},
    {"server", "testing"},
    {"bench"},
    {"cli"},
)
#: Parts that may use less than their floor allows.
ONLY: dict[str, set[str]] = {
    "kernels": set(),
    "client": {"errors", "messages"},
    "errors": set(),
    "messages": set(),
    "settings": {"errors"},
    "words": set(),
    "frontend": set(),
    "summaries": set(),
    "privacy": {"summaries"},
    "charts": set(),
    "testing": {"errors", "content"},
    "wording": {"errors", "content"},
}
#: Imports that stand inside a function because of who runs it, and why they are right.
LAZY = {
    ("pages/alone.py", "broker"): "a notebook opened by itself has its broker in its own process",
    ("pages/alone.py", "content"): "the same",
    ("pages/alone.py", "store"): "the same",
}


def part_of(path: Path) -> str:
    """Name the part of the package that a module belongs to."""
    inside = path.relative_to(PACKAGE)
    return TOP if inside.name == "__init__.py" and len(inside.parts) == 1 else inside.parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Give each part of the package that a module imports from, wherever in the module that stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            if first == "workshop":
                known = rest and ((PACKAGE / rest[0]).is_dir() or (PACKAGE / f"{rest[0]}.py").is_file())
                yield rest[0] if known else TOP


def floor_of(part: str) -> int:
    """Give the number of a part's floor, from the ground."""
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def may_import(part: str, other: str) -> bool:
    """Say whether a part may import from another."""
    if other == part:
        return True
    if part in ONLY:
        return other in ONLY[part]
    return floor_of(other) < floor_of(part)


class TestImports:
    def test_every_part_has_its_floor(self):
        """A new part of the package must say where it stands."""
        known = set().union(*FLOORS) | {"kernels", "__main__"}
        assert {part_of(path) for path in MODULES} <= known

    @pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
    def test_point_downwards_only(self, path):
        """A module imports from lower floors and its own part, also where an import stands inside a function."""
        part = part_of(path)
        if part == "__main__":
            assert list(imports_of(path)) == ["cli"]
            return
        wrong = {other for other in imports_of(path) if not may_import(part, other)}
        assert wrong == set()

    def test_the_rule_would_find_a_wrong_import(self, tmp_path, monkeypatch):
        """An import upwards is found in each form that it can be written in."""
        monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
        for part in ("store", "broker"):
            (tmp_path / part).mkdir()
        module = tmp_path / "store" / "wrong.py"
        for line in (
            "import workshop.broker",
            "from workshop import broker",
            "from workshop.broker import core",
            "def f():\n    from workshop.broker.core import Broker",
            "if TYPE_CHECKING:\n    import workshop.broker.core as c",
        ):
            module.write_text(line)
            assert list(imports_of(module)) == ["broker"]
            assert not may_import(part_of(module), "broker")

    def test_only_a_notebook_by_itself_brings_its_broker(self):
        """Of the pages' modules, one alone imports broker, store or content, and never at its top."""
        found = {
            (str(path.relative_to(PACKAGE)), other)
            for path in MODULES
            for other in imports_of(path)
            if part_of(path) == "pages" and other in {"broker", "store", "content", "summaries", "privacy", "charts"}
        }
        assert found == LAZY.keys()
        tree = ast.parse((PACKAGE / "pages" / "alone.py").read_text(encoding="utf-8"))
        at_top = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
        assert {name for name in at_top if name.startswith("workshop.")} == {"workshop.client", "workshop.messages"}


class TestRawAnswers:
    def test_are_read_by_the_broker_alone(self):
        """Nothing outside the broker and the store itself asks the store for a group's answers or who gave them."""
        asking = {"answers", "progress", "answers_of", "passed", "last_release", "releases"}
        found = set()
        for path in MODULES:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asking
                if call and part_of(path) not in {"broker", "store"}:
                    found.add(f"{path.relative_to(PACKAGE)}:{node.lineno}")
        assert found == set()

    def test_only_the_broker_and_what_starts_it_know_the_store(self):
        """Server and commands take secrets from the store's package, and nothing that reads answers."""
        outside = [path for path in MODULES if part_of(path) not in {"broker", "store", "pages"}]
        taken = {
            alias.name
            for path in outside
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workshop.store")
            for alias in node.names
        }
        assert taken <= {"Keys", "new_key", "normalize_key", "normalize_join_code"}


def loaded(*names: str) -> set[str]:
    """Import modules in a fresh process, and give the names of all modules that are loaded then."""
    code = f"import importlib, json, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    command = [sys.executable, "-c", f"{code}print(json.dumps(sorted(sys.modules)))"]
    return set(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


class TestProcesses:
    def test_a_participants_page_holds_no_numbers_and_no_database(self):
        """What each page's process imports before the fork brings no store, no broker, no pandas and no plotly."""
        found = loaded(*PRELOAD.split(","))
        assert "workshop.pages" in found
        heavy = {"pandas", "numpy", "plotly", "scipy", "sqlalchemy", "sqlite3", "alembic", "pydantic", "babel", "typer"}
        assert found & heavy == set()
        ours = {name.split(".")[1] for name in found if name.startswith("workshop.")}
        assert ours == {"errors", "messages", "client", "pages"}

    def test_a_kernel_imports_nothing_of_ours(self):
        """The provisioner, its zygote and its kernels can be used by any Voilà."""
        modules = [f"workshop.kernels.{path.stem}" for path in (PACKAGE / "kernels").glob("[a-z]*.py")]
        found = {name for name in loaded(*modules) if name.startswith("workshop.")}
        assert {name.split(".")[1] for name in found} == {"kernels"}

    def test_the_client_stands_on_errors_and_messages(self):
        """The client half of the broker brings nothing else with it."""
        ours = {name.split(".")[1] for name in loaded("workshop.client") if name.startswith("workshop.")}
        assert ours == {"client", "errors", "messages"}

    def test_the_servers_process_holds_no_numbers(self):
        """The server reads no answers: it needs neither pandas nor the figures' library to run."""
        found = loaded("workshop.server.app")
        assert found & {"pandas", "scipy", "workshop.broker", "workshop.summaries", "workshop.charts"} == set()
