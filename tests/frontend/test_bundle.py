"""The bundle: one module for JupyterLab; and the words that translators must see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.given import stage, welcome
from workshop.frontend import asset_folder, bundle, styles
from workshop.frontend import bundle as bundling
from workshop.words import texts_in

MODULES = sorted(asset_folder().rglob("*.js"))
CALL = re.compile(r"(?<![\w.])t\(")


class TestBundle:
    def test_has_every_module_once(self) -> None:
        """All modules but the host's own are in it, and no import is left."""
        made = bundle()
        for path in MODULES:
            if path.name == "host.js":
                continue
            name = "$" + "_".join(path.relative_to(asset_folder()).with_suffix("").parts)
            assert made.count(f"const {name} = (() =>") == 1, name
        assert not re.search(r"^import ", made, re.MULTILINE)
        assert made.count("\nexport ") == 1

    @pytest.mark.browser
    def test_runs_in_a_browser(self, tab: Page) -> None:
        """Chromium takes the bundle as a module, and it draws a page."""
        tab.goto("/harness")
        tab.evaluate(
            """async ([source, traits]) => {
              const blob = new Blob([source], { type: "text/javascript" });
              const { default: page } = await import(URL.createObjectURL(blob));
              const el = document.createElement("div");
              document.body.replaceChildren(el);
              page.render({ el, model: { get: (name) => traits[name], on() {}, off() {}, send() {} } });
            }""",
            [bundle(), {"welcome": welcome(), "stage": stage("grens-01"), "link": {"state": "live", "at": 0}}],
        )
        expect(tab.get_by_role("heading", name="Always distracted")).to_be_visible()

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ('import * as x from "./y.js";', "is a form of import or export that the bundle does not know"),
            ("export { a };", "is a form of import or export that the bundle does not know"),
            ('import page from "./page.js";', "imports itself"),
        ],
    )
    def test_tells_what_it_cannot_take(
        self, text: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A module that leaves the conventions is named."""
        (tmp_path / "page.js").write_text(text, "utf-8")
        module = __import__("sys").modules["workshop.frontend.bundle"]
        monkeypatch.setattr(module, "asset_folder", lambda: tmp_path)
        with pytest.raises(ValueError, match=complaint) as error:
            bundling.__wrapped__()  # type: ignore[attr-defined]
        assert "page.js" in str(error.value)

    def test_styles_stand_under_our_class(self) -> None:
        """In JupyterLab our rules must not touch what is not ours."""
        for line in styles().splitlines():
            if line.endswith(("{", ",")) and not line.startswith((" ", "@", "/*")):
                assert ".workshop" in line, line


class TestWords:
    @pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
    def test_translators_see_every_text(self, path: Path) -> None:
        """Each call of t() has one literal text, which the catalogues know."""
        source = path.read_text("utf-8")
        found = texts_in(source)
        calls = [match for match in CALL.finditer(source) if not source[: match.start()].endswith("function ")]
        comments = len(re.findall(r"^\s*(?:\*|//).*(?<![\w.])t\(", source, re.MULTILINE))
        assert len(found) == len(calls) - comments, path.name

    def test_only_the_host_speaks_by_itself(self) -> None:
        """No module has texts of its own in a language but English."""
        for path in MODULES:
            if path.name != "host.js":
                assert not re.search(r"\b(niet|wordt|probeer|antwoord)\b", path.read_text("utf-8")), path.name
