"""The QR picture of a join address, the icon, and a word to robots."""

from __future__ import annotations

import io

import segno
from tornado.web import HTTPError

from workshop.server.assets import asset_url
from workshop.server.plain.base import PlainHandler
from workshop.server.plain.codes import join_code

_DAY = "public, max-age=86400"


class QrHandler(PlainHandler):
    """``/qr/CODE.svg``: the join address as a picture."""

    async def get(self, typed: str) -> None:
        """Draw it; whether the group exists is not asked."""
        code = join_code(typed)
        if not code:
            raise HTTPError(404)
        picture = io.BytesIO()
        made = segno.make(f"{self.context.base_url}/j/{code}", error="m")
        made.save(picture, kind="svg", border=2, scale=10, dark="#1f2933", light="#fff", xmldecl=False)
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", _DAY)
        self.finish(picture.getvalue())


class IconHandler(PlainHandler):
    """``/favicon.ico``: leads to the icon."""

    async def get(self) -> None:
        """Go to the SVG that the pages name."""
        self.redirect(asset_url("favicon.svg"), status=303)


class RobotsHandler(PlainHandler):
    """``/robots.txt``: nothing here is to be found by a search."""

    async def get(self) -> None:
        """Say so."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("User-agent: *\nDisallow: /\n")
