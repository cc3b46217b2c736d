"""environment.yml and pyproject.toml make the same environment."""

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
OTHER_NAMES = {"python-build": "build"}  # conda-forge → PyPI


class TestEnvironment:
    def test_conda_and_pip_ask_for_the_same(self):
        """Every package stands in both files with the same bound."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        pip = {
            *project["dependencies"],
            *(each for extra in project["optional-dependencies"].values() for each in extra),
        }
        listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
        conda = set()
        by_pip = next(each["pip"] for each in listed if isinstance(each, dict))
        for each in [*(one for one in listed if isinstance(one, str)), *by_pip]:
            if each not in {"pip", "--editable ."}:
                name, bound = each.split(">=")
                conda.add(f"{OTHER_NAMES.get(name, name)}>={bound}")
        assert conda - {f"python{project['requires-python']}"} == pip
