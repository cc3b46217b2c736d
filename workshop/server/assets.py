"""Files that never change under their address: the front end, the plain pages' styles, plotly.js."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

PREFIX = "/static/workshop"
PLOTLY = "plotly.min.js"
_KINDS = {".js", ".css", ".svg", ".png", ".ico", ".txt"}
_HERE = Path(__file__).parent
_YEAR = 31_536_000
_SMALL = 500  # bytes under which compressing costs more than it saves


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its content, compressed too when that helps."""

    kind: str
    plain: bytes
    packed: bytes | None


@cache
def asset_files() -> dict[str, Path]:
    """Find all files that are served, by the name in their address."""
    found = {}
    for root in (_HERE.parent / "frontend", _HERE / "static"):
        for path in sorted(root.rglob("*")):
            if path.suffix in _KINDS and path.is_file():
                found[path.relative_to(root).as_posix()] = path
    found[PLOTLY] = Path(str(files("plotly") / "package_data" / PLOTLY))
    return found


@cache
def version() -> str:
    """Hash what all files hold: one file changes, all addresses change, and modules still find each other."""
    digest = hashlib.blake2b(digest_size=9)
    for name, path in sorted(asset_files().items()):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def asset_url(name: str) -> str:
    """Give the address of a file.

    Raises
    ------
    KeyError
        There is no such file.
    """
    if name not in asset_files():
        raise KeyError(name)
    return f"{PREFIX}/{version()}/{name}"


@cache
def _asset(name: str) -> Asset:
    path = asset_files()[name]
    plain = path.read_bytes()
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("+xml"):
        kind += "; charset=utf-8"
    packed = gzip.compress(plain, 9) if len(plain) > _SMALL else None
    return Asset(kind, plain, packed if packed and len(packed) < len(plain) else None)


class AssetHandler(RequestHandler):
    """Serves the files: kept by browsers for good, since another content has another address."""

    def set_default_headers(self) -> None:
        """Say that the content is what it says it is."""
        self.set_header("X-Content-Type-Options", "nosniff")

    def get(self, hashed: str, name: str) -> None:
        """Send a file, compressed when the browser can read that."""
        if hashed != version() or name not in asset_files():
            raise HTTPError(404)
        asset = _asset(name)
        self.set_header("Content-Type", asset.kind)
        self.set_header("Cache-Control", f"public, max-age={_YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if asset.packed is not None and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.packed)
        else:
            self.finish(asset.plain)

    def head(self, hashed: str, name: str) -> None:
        """Answer as to GET; tornado leaves the body out."""
        self.get(hashed, name)
