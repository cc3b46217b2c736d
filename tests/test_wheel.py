"""The wheel: what `pip install .` gives works from any folder, without the repository."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email.parser import Parser
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest

from tests.live import PATIENCE, until
from workshop import __version__
from workshop.testing import Browser, OpenPage, form_fields

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
#: Folder in the repository → folder in the wheel.
TRAVELS = {"workshop": "workshop", "notebooks": "workshop/_notebooks", "data": "workshop/_data"}
#: Where each module of ours comes from, and what stands on the path, as the installed Python tells it.
WHERE_FROM = """
import json, sys
import workshop.broker, workshop.cli, workshop.pages, workshop.server.app, workshop.testing
from workshop.content import packaged
ours = {name: module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "workshop"}
print(json.dumps({"path": sys.path, "ours": ours, "data": [str(packaged("data")), str(packaged("notebooks"))]}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from that: so the archive is whole too."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT]
    built = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, and give that environment's folder of commands.

    What the wheel asks for is borrowed from this environment: its packages through a path file (which brings no
    editable install with it, for path files there are not read), and their shared files through a link.
    """
    home = tmp_path_factory.mktemp("installed") / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(command, check=True, timeout=PATIENCE, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    where = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(where, text=True).strip())
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    (home / "share").mkdir(exist_ok=True)
    (home / "share" / "jupyter").symlink_to(Path(sys.prefix) / "share" / "jupyter")
    return home / "bin"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty folder to work in."""
    return tmp_path_factory.mktemp("elsewhere")


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORKSHOP_", "PYTHON"))}
    kept.pop("PORT", None)
    return kept


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """Run a command of the installed environment in a folder, and give what it prints."""
    name, *rest = arguments
    ended = subprocess.run(
        [installed / name, *rest],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended
    return ended.stdout


class TestContents:
    def test_every_file_of_package_notebooks_and_data_travels(self, wheel):
        """Modules, notebooks, programmes, templates, static files, catalogues and migrations: all, and nothing else."""
        with zipfile.ZipFile(wheel) as archive:
            inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        wanted = {
            f"{to}/{path.relative_to(ROOT / name)}"
            for name, to in TRAVELS.items()
            for path in (ROOT / name).rglob("*")
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
        }
        assert inside == wanted
        for part in (
            "locale/nl",
            "migrations/versions",
            "templates/join.html",
            "static/favicon.svg",
            "_data/mentor/words.txt",
        ):
            assert any(part in name for name in inside)

    def test_asks_for_what_the_project_asks_for(self, wheel):
        """Name, version, licence, Python and packages stand in the wheel as in pyproject.toml."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (each for each in archive.namelist() if each.endswith("METADATA"))
            told = Parser().parsestr(archive.read(name).decode())
            assert any(each.endswith("licenses/LICENSE") for each in archive.namelist())
        assert (told["Name"], told["Version"]) == ("workshop", __version__)
        assert told["Requires-Python"] == project["requires-python"]
        assert told["License-Expression"] == project["license"]
        asked = {each for each in told.get_all("Requires-Dist") if "extra ==" not in each}
        assert asked == set(project["dependencies"])


class TestInstalled:
    def test_nothing_comes_from_the_repository(self, installed, elsewhere):
        """Every module of ours, programme and notebooks lie in the environment; the repository is on no path."""
        told = json.loads(run(installed, elsewhere, "python", "-c", WHERE_FROM))
        assert len(told["ours"]) > 50
        home = str(installed.parent)
        strangers = [file for file in (*told["ours"].values(), *told["data"]) if not str(file).startswith(home)]
        assert strangers == []
        assert str(ROOT) not in told["path"]

    def test_the_kernel_provisioner_is_found(self, installed, elsewhere):
        """Jupyter finds the forked kernels of the wheel by their entry point."""
        (point,) = entry_points(group="jupyter_client.kernel_provisioners", name="forked-provisioner")
        code = (
            "from importlib.metadata import entry_points\n"
            f"(p,) = entry_points(group={point.group!r}, name={point.name!r})\n"
            "print(p.load().__module__)"
        )
        assert run(installed, elsewhere, "python", "-c", code).startswith("workshop.kernels")

    def test_the_programme_that_travelled_is_good(self, installed, elsewhere):
        """`workshop check` reads the programme of the wheel."""
        code = "from workshop.content import programme_path; print(programme_path())"
        path = run(installed, elsewhere, "python", "-c", code).strip()
        assert "complete in nl, en" in run(installed, elsewhere, "workshop", "check", path)

    def test_a_group_comes_together(self, installed, elsewhere):
        """From an empty folder: a server, a group made by a script, a facilitator, a participant who answers."""
        log = (elsewhere / "log").open("wb")
        command = [installed / "workshop", "serve", "--port", "0", "--no-browser"]
        with log, subprocess.Popen(command, cwd=elsewhere, env=environment(), stdout=log, stderr=log) as process:
            try:
                until(lambda: "Ctrl-C" in (elsewhere / "log").read_text(), "the server to say it is open")
                port = urlsplit(json.loads((elsewhere / "workshop-data" / "server.json").read_text())["url"]).port
                address = f"http://127.0.0.1:{port}"
                with urlopen(f"{address}/healthz") as answer:  # noqa: S310 - our own server
                    assert json.load(answer)["version"] == __version__
                made = json.loads(run(installed, elsewhere, "workshop", "group", "new", "--name", "A", "--json"))
                saved = asyncio.run(come_together(address, made))
                family = psutil.Process(process.pid).children(recursive=True)
            finally:
                process.terminate()
            assert process.wait(PATIENCE) == 0
        assert saved["type"] == "Saved"
        _gone, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert "Traceback" not in (elsewhere / "log").read_text()


async def come_together(address: str, made: dict[str, str]) -> dict[str, object]:
    """Lead a group to its first scale, let someone join, and give the reply to their answer."""
    desk = await OpenPage.open(Browser(address), urlsplit(made["facilitator_url"]).path)
    activities = [each for session in desk.state["welcome"]["sessions"] for each in session["activities"]]
    scale = next(each for each in activities if each["kind"] == "scale")
    await desk.ask("Act", action="open", activity=scale["id"])
    person = Browser(address)
    door = await person.get(f"/j/{made['code']}")
    await person.post("/join", form_fields(door.text, "/join"))
    page = await OpenPage.open(person, "/hier")
    assert page.state["welcome"]["role"] == "participant"
    return await page.save(scale["id"], scale["items"][0], 4)
