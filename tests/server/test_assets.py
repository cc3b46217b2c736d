"""Files that never change under their address: kept for good, compressed, and nothing else comes out."""

from __future__ import annotations

import asyncio
import gzip
import re

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from workshop.server.assets import PREFIX, AssetHandler, asset_files, asset_url, version


def ask(path: str, method: str = "GET", accept: str = "") -> HTTPResponse:
    """Ask a server of its own for an address."""

    async def go() -> HTTPResponse:
        app = Application([(rf"{PREFIX}/([0-9a-f]+)/(.+)", AssetHandler)])
        socket, port = bind_unused_port()
        server = HTTPServer(app)
        server.add_socket(socket)
        headers = {"Accept-Encoding": accept}
        request = HTTPRequest(
            f"http://127.0.0.1:{port}{path}", method=method, headers=headers, decompress_response=False
        )
        try:
            return await AsyncHTTPClient(force_instance=True).fetch(request, raise_error=False)
        finally:
            server.stop()
            await server.close_all_connections()

    return asyncio.run(go())


class TestAssets:
    @pytest.mark.parametrize("name", sorted(asset_files()))
    def test_every_file_is_served_as_it_is(self, name: str) -> None:
        """Each file comes whole, with its type, to be kept for good."""
        answer = ask(asset_url(name))
        assert answer.code == 200
        assert answer.body == asset_files()[name].read_bytes()
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        kinds = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
        assert answer.headers["Content-Type"].startswith(kinds[name.rsplit(".", 1)[-1]])

    def test_compressed_for_who_can_read_that(self) -> None:
        """The big library travels in less than a third of its size, and only where that was asked for."""
        packed, plain = (ask(asset_url("plotly.min.js"), accept=accept) for accept in ("gzip, br", "br"))
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body) / 3
        assert "Content-Encoding" not in plain.headers

    def test_head(self) -> None:
        """A look at the headers brings no body along."""
        answer = ask(asset_url("host.js"), "HEAD")
        assert answer.code == 200
        assert int(answer.headers["Content-Length"]) > 0
        assert not answer.body

    @pytest.mark.parametrize(
        "path",
        [
            f"{PREFIX}/0123456789abcdef/host.js",
            f"{PREFIX}/{version()}/nothing.js",
            f"{PREFIX}/{version()}/../app.py",
            f"{PREFIX}/{version()}/%2e%2e/%2e%2e/app.py",
            f"{PREFIX}/{version()}//etc/passwd",
            f"{PREFIX}/{version()}/__init__.py",
            f"{PREFIX}/{version()}/desk",
        ],
    )
    def test_nothing_else(self, path: str) -> None:
        """An old address, an unknown file and a way out of the folder are 404, and are not kept."""
        answer = ask(path)
        assert answer.code == 404
        assert "immutable" not in answer.headers.get("Cache-Control", "")

    def test_modules_find_each_other(self) -> None:
        """What a module of the front end imports is served under the same hash, beside it."""
        served = set(asset_files())
        for name, path in asset_files().items():
            if not name.endswith(".js") or name == "plotly.min.js":
                continue
            for target in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
                parts = [*name.split("/")[:-1], *target.split("/")]
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                assert "/".join(part for part in parts if part != ".") in served, (name, target)

    def test_unknown_name(self) -> None:
        """An address is given for files that are there only."""
        with pytest.raises(KeyError):
            asset_url("nothing.js")
