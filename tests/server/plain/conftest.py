"""A real application with the plain pages, a broker in memory, and browsers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from workshop.broker import Broker, DirectLink
from workshop.content import load_programme, packaged, programme_path
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Act, EndGroup, FindGroup, GroupInfo, GroupMade, Identity, NewGroup, Resume
from workshop.server.context import Context
from workshop.server.plain import NotFoundHandler, plain_handlers
from workshop.store import Keys, Store
from workshop.testing.browser import Browser
from workshop.testing.forms import form_fields

PROGRAMME = load_programme(programme_path())
DATA = packaged("data") / "mentor"


class CountingLink:
    """A link that counts what is asked, and can be away."""

    def __init__(self, link: DirectLink) -> None:
        self.link = link
        self.asked: list[Any] = []
        self.away = False
        self.refuses = ""  # the reason for which it refuses everything

    async def ask(self, request: Any) -> Any:
        """Pass a request on."""
        if self.away:
            raise UnavailableError("away")
        if self.refuses:
            raise RefusedError(self.refuses)
        self.asked.append(request)
        return await self.link.ask(request)


@dataclass
class House:
    """One running application with one group."""

    base: str
    broker: Broker
    link: CountingLink
    context: Context
    made: GroupMade

    @property
    def group(self) -> GroupInfo:
        """The group as it is now."""
        return self.link.link.ask_now(FindGroup(self.made.group.code))

    @property
    def code(self) -> str:
        """The group's code."""
        return self.made.group.code

    def desk(self) -> DirectLink:
        """Open a desk of the group."""
        return DirectLink(self.broker, Identity(role="facilitator", group=self.group.id))

    def open(self, session: str) -> None:
        """Let the facilitator open a session's first activity."""
        activity = next(each for each in PROGRAMME.sessions if each.id == session).activities[0].id
        self.desk().ask_now(Act(action="open", activity=activity))

    def end(self) -> None:
        """Let the facilitator end the group."""
        self.desk().ask_now(EndGroup())

    def browser(self) -> Browser:
        """Give a fresh browser."""
        return Browser(self.base)

    async def form(self, browser: Browser, path: str = "") -> dict[str, str]:
        """Open the join page and read its form."""
        door = await browser.get(path or f"/j/{self.code}")
        return form_fields(door.text, "/join")

    async def join(self, name: str = "", browser: Browser | None = None) -> Browser:
        """Join as a person does."""
        browser = browser or self.browser()
        fields = await self.form(browser)
        answer = await browser.post("/join", {**fields, "name": name})
        assert answer.url == "/welkom", answer.text
        return browser

    async def return_code(self, browser: Browser) -> str:
        """Read the return code from its page."""
        return words_shown((await browser.get("/terugkomcode")).text)

    def seat(self, code: str) -> Any:
        """Find the seat of a return code."""
        return self.link.link.ask_now(Resume(code))


def words_shown(page: str) -> str:
    """Read the return code that a page shows."""
    found = re.search(r'id="return-words"[^>]*>(.*?)</p>', page)
    return unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""


Visit = Callable[[House], Awaitable[None]]


@pytest.fixture
def visit(tmp_path: Path) -> Callable[..., None]:
    """Give a function that runs a visit to a fresh house."""

    def run(what: Visit, **settings: Any) -> None:
        asyncio.run(_in_house(tmp_path, what, settings))

    return run


async def _in_house(folder: Path, what: Visit, settings: dict[str, Any]) -> None:
    broker = Broker(store=Store.in_memory(), programme=PROGRAMME, keys=Keys.load(folder))
    link = CountingLink(DirectLink(broker, Identity(role="server")))
    made = link.link.ask_now(NewGroup(name="Groep <Oost>", rehearsal=settings.pop("rehearsal", False)))
    parts = yaml.safe_load((DATA / "pseudonyms.yaml").read_text(encoding="utf-8"))
    socket, port = bind_unused_port()
    context = Context(
        link=link,
        base_url=f"http://127.0.0.1:{port}",
        words=(DATA / "words.txt").read_text(encoding="utf-8").split(),
        pseudonyms={language: (each["first"], each["second"]) for language, each in parts.items()},
        **settings,
    )
    app = Application(
        plain_handlers(),
        default_handler_class=NotFoundHandler,
        workshop=context,
        cookie_secret="a secret of tests",
        xsrf_cookies=True,
    )
    server = HTTPServer(app)
    server.add_socket(socket)
    try:
        await what(House(context.base_url, broker, link, context, made))
    finally:
        server.stop()
        await server.close_all_connections()
