"""Where the files that come with this package lie: in a clone or in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from workshop.errors import ContentError

_PACKAGE = Path(__file__).resolve().parents[1]


def packaged(name: str) -> Path:
    """Find a folder that travels with the package (``"data"``, ``"notebooks"``), or raise `ContentError`."""
    installed, cloned = _PACKAGE / f"_{name}", _PACKAGE.parent / name
    for folder in (installed, cloned):
        if folder.is_dir():
            return folder
    raise ContentError(f"there is no folder '{name}' at {installed} or {cloned}. Install the package again.")


def programme_path() -> Path:
    """Find the programme that comes with the package."""
    return packaged("data") / "mentor"
