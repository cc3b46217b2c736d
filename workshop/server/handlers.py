"""The pages with a kernel: a participant's session, the facilitator's desk, the screen; and how the server feels."""

from __future__ import annotations

import asyncio
from typing import Any

from tornado.web import HTTPError

from workshop import __version__
from workshop.errors import RefusedError
from workshop.messages import CheckSecret, FindGroup, GroupInfo, Identity
from workshop.server.cookies import browser_id, desk_secret, screen_secret
from workshop.server.plain import PlainHandler

#: Seconds that a browser waits for a page before it is asked to try again.
PATIENCE = 25.0

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' {websockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class PageHandler(PlainHandler):
    """Base of the addresses that give a made page away."""

    async def give(self, notebook: str, identity: Identity) -> None:
        """Send a page, made for nobody, to the browser that it belongs to from now on."""
        taking = self.context.pages.take(notebook, browser_id(self), identity)
        try:
            html = await asyncio.wait_for(taking, PATIENCE)
        except TimeoutError:
            self.friendly(503, "unavailable")
            return
        self.xsrf_token  # noqa: B018 - looking at it sets the cookie that the page's goodbye needs
        websockets = f"{'wss' if self.request.protocol == 'https' else 'ws'}://{self.request.host}"
        self.set_header("Content-Security-Policy", _CSP.format(websockets=websockets))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    async def opened_by(self, secret: str | None) -> Identity | None:
        """Tell what a link's secret opens, or None."""
        if secret is None:
            return None
        try:
            identity = await self.ask(CheckSecret(secret=secret))
        except RefusedError:
            return None
        assert isinstance(identity, Identity)  # noqa: S101 - the reply that `CheckSecret` names
        return identity

    async def in_group(self, role: Any, host: Identity) -> Identity | None:
        """Give the identity of a host in the group that ``?groep=`` names; None without one."""
        code = self.get_query_argument("groep", "")
        if not code:
            return None
        try:
            group = await self.ask(FindGroup(code=code))
        except RefusedError as error:
            raise HTTPError(404) from error
        assert isinstance(group, GroupInfo)  # noqa: S101 - the reply that `FindGroup` names
        return Identity(role=role, group=group.id, language=host.language or group.language)

    async def head(self, *_args: str) -> None:
        """Answer a look from afar without giving a page away."""
        self.finish()


class SessionHandler(PageHandler):
    """A participant's page: ``/sessie/<id>``."""

    async def get(self, session: str) -> None:
        """Give the page of the session that the group is in."""
        seat = await self.seat()
        if seat is None:
            self.redirect("/", status=303)
            return
        here = seat.session
        if here is None and not seat.group.ended:
            self.redirect("/wacht", status=303)
            return
        if here is not None and here != session:
            self.redirect(f"/sessie/{here}", status=303)
            return
        notebook = f"{session}.ipynb"
        if notebook not in self.context.notebooks:
            raise HTTPError(404)
        identity = Identity(
            role="participant", group=seat.group.id, participant=seat.participant, language=seat.language
        )
        await self.give(notebook, identity)


class DeskHandler(PageHandler):
    """The facilitator's page: ``/begeleider``, for hosts with ``?groep=CODE``."""

    async def get(self) -> None:
        """Give the desk to who holds a facilitator's or host's link."""
        identity = await self.opened_by(desk_secret(self))
        if identity is None or identity.role not in {"facilitator", "host"}:
            self.friendly(403, "forbidden")
            return
        if identity.role == "host":
            identity = await self.in_group("facilitator", identity) or identity
        await self.give("begeleider.ipynb", self._in_language(identity))

    def _in_language(self, identity: Identity) -> Identity:
        self.group_language = identity.language
        return Identity(role=identity.role, group=identity.group, language=self.language)


class ScreenHandler(PageHandler):
    """The page for the projector: ``/scherm``."""

    async def get(self) -> None:
        """Give the screen to who holds its link, or leads the group."""
        lead = await self.opened_by(desk_secret(self))
        if lead is not None and lead.role == "host":
            lead = await self.in_group("screen", lead)
        shown = await self.opened_by(screen_secret(self))
        wanted = self.get_query_argument("groep", "")
        identity = lead if lead is not None and (wanted or shown is None) else shown
        if identity is None or identity.group is None:
            self.friendly(403, "forbidden")
            return
        await self.give("scherm.ipynb", Identity(role="screen", group=identity.group, language=identity.language))


class GoodbyeHandler(PageHandler):
    """Where a page says that it was closed: ``POST /pagina/sluit/<kernel>``."""

    def post(self, kernel_id: str) -> None:
        """End the page soon, if it is this browser's."""
        if self.context.pages.owner_of(kernel_id) != browser_id(self):
            raise HTTPError(403)
        self.context.pages.goodbye(kernel_id)
        self.set_status(204)
        self.finish()


class HealthHandler(PlainHandler):
    """How the server feels: ``/healthz``, as JSON."""

    def get(self) -> None:
        """Say so."""
        pages = self.context.pages
        self.finish({"status": "ok", "pages": pages.given, "made": pages.made, "version": __version__})


def page_handlers() -> list[Any]:
    """Give the addresses of this module."""
    return [
        (r"/sessie/([a-z][a-z0-9-]*)", SessionHandler),
        (r"/begeleider", DeskHandler),
        (r"/scherm", ScreenHandler),
        (r"/pagina/sluit/(\w+-\w+-\w+-\w+-\w+)", GoodbyeHandler),
        (r"/healthz", HealthHandler),
    ]
