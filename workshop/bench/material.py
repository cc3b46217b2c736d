"""The same page for others: their files, with the programme's situations and choices beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from workshop.bench.system import Visit
from workshop.content import load_programme, programme_path

_PAGES = Path(__file__).parent / "pages"
_LANGUAGE = "nl"


def lay_out(folder: Path) -> Path:
    """Copy the pages into a folder of their own, with `content.json`; give that folder."""
    pages = Path(shutil.copytree(_PAGES, folder / "pages", ignore=shutil.ignore_patterns("__pycache__")))
    session = load_programme(programme_path()).session("grenzen")
    content = {
        "situations": {
            activity.id: activity.situation[_LANGUAGE] for activity in session.activities if activity.kind == "vote"
        },
        "choices": {choice.id: choice.label[_LANGUAGE] for choice in (session.vote.choices if session.vote else ())},
    }
    (pages / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return pages


def visit(pages: Path, path: str) -> Visit:
    """Tell how Chromium uses a participant's page of these, at an address."""
    choices = json.loads((pages / "content.json").read_text(encoding="utf-8"))["choices"]
    first, second, *_rest = (json.dumps(label, ensure_ascii=False) for label in choices.values())
    choose = tuple(f"button:has-text({label}) >> visible=true" for label in (first, second))
    return Visit(path, choose=choose, kept="text=/^Saved: / >> visible=true")
