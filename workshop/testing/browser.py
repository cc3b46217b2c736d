"""What a browser is to the server: a cookie jar, pages, forms and websockets."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

_REDIRECTS = {301, 302, 303, 307}
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, address at the end of the redirects, text, bytes on the wire."""

    status: int
    url: str
    text: str
    bytes: int
    headers: dict[str, str]


class Browser:
    """One visitor. Cookies are kept and sent; redirects are followed.

    Parameters
    ----------
    base
        The server's address, e.g. ``http://127.0.0.1:8866``.
    patience
        Seconds that a page may take.
    """

    def __init__(self, base: str, *, patience: float = 120.0) -> None:
        self.base = base.rstrip("/")
        self.patience = patience
        self.cookies: dict[str, str] = {}
        self._client = AsyncHTTPClient(force_instance=True, max_clients=20)

    async def get(self, path: str) -> Answer:
        """Go to an address."""
        return await self._go("GET", path, None)

    async def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """Send a form, with the token against forged requests that the server gave as a cookie."""
        if "_xsrf" not in self.cookies:
            await self.get("/")
        return await self._go("POST", path, urlencode({"_xsrf": self.cookies.get("_xsrf", ""), **fields}))

    async def websocket(self, path: str, subprotocols: list[str] | None = None) -> WebSocketClientConnection:
        """Open a websocket to an address; `subprotocols` are offered, the best first."""
        request = HTTPRequest(
            urljoin(self.base, path).replace("http", "ws", 1),
            headers={"Cookie": self._cookie_line(), "Origin": self.base},
            request_timeout=self.patience,
        )
        return await websocket_connect(request, max_message_size=64 * 1024 * 1024, subprotocols=subprotocols)

    async def _go(self, method: str, path: str, body: str | None) -> Answer:
        url = urljoin(self.base + "/", path)
        for _step in range(_MOST_REDIRECTS):
            response = await self._client.fetch(
                HTTPRequest(
                    url,
                    method=method,
                    body=body,
                    headers={"Cookie": self._cookie_line(), "Accept": "text/html,*/*", "Origin": self.base},
                    follow_redirects=False,
                    request_timeout=self.patience,
                    decompress_response=True,
                ),
                raise_error=False,
            )
            self._keep_cookies(response)
            if response.code not in _REDIRECTS:
                break
            url, method, body = urljoin(url, response.headers["Location"]), "GET", None
        raw = response.body or b""
        return Answer(
            response.code, urlsplit(url).path, raw.decode("utf-8", "replace"), len(raw), dict(response.headers)
        )

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_list("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)

    def _cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
