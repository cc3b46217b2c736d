"""The pages with a kernel: a participant's session, the facilitator's desk, the screen; and how the server feels."""

from __future__ import annotations

import contextlib
from typing import Any

from tornado.web import HTTPError

from workshop import __version__
from workshop.errors import RefusedError
from workshop.messages import CheckSecret, FindGroup, GroupInfo, Identity, Role
from workshop.server.cookies import browser_id, desk_secrets, screen_secrets
from workshop.server.pages import InLine
from workshop.server.plain import PlainHandler

#: Seconds that a browser sees nothing while its page is being made; then it is shown its place in the line.
PATIENCE = 0.8
#: Seconds that a page in the line waits for its turn before it is told its place anew.
HOLD = 3.0

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' {websockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class PageHandler(PlainHandler):
    """Base of the addresses that give a made page away."""

    async def give(self, notebook: str, identity: Identity) -> None:
        """Send a page, made for nobody, to the browser that it belongs to from now on, or its place in the line."""
        html = await self.context.pages.take(notebook, browser_id(self), identity, PATIENCE)
        if isinstance(html, InLine):
            self.set_status(503 if html.full else 200)
            self.set_header("Retry-After", str(round(HOLD)))
            self.show("line.html", place=html.place, full=html.full, ask=f"/rij/{notebook.removesuffix('.ipynb')}")
            return
        self.xsrf_token  # noqa: B018 - looking at it sets the cookie that the page's goodbye needs
        websockets = f"{'wss' if self.request.protocol == 'https' else 'ws'}://{self.request.host}"
        self.set_header("Content-Security-Policy", _CSP.format(websockets=websockets))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    async def opened(self, held: list[str]) -> list[Identity]:
        """Tell what the secrets that this browser holds open, in their order; those of replaced links open nothing."""
        found = []
        for secret in held:
            with contextlib.suppress(RefusedError):
                found.append(await self.ask(CheckSecret(secret=secret)))
        return found

    async def in_wanted_group(self, opened: list[Identity], role: Role) -> Identity | None:
        """Choose what to show: the group that ``?groep=`` names, else the newest link's; None when no link fits."""
        code = self.get_query_argument("groep", "")
        if not opened or not code:
            return opened[0] if opened else None
        try:
            group = await self.ask(FindGroup(code=code))
        except RefusedError as error:
            raise HTTPError(404) from error
        assert isinstance(group, GroupInfo)  # noqa: S101 - the reply that `FindGroup` names
        fits = any(each.role == "host" or each.group == group.id for each in opened)
        return Identity(role=role, group=group.id, language=group.language) if fits else None

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
        identity = Identity("participant", seat.group.id, seat.participant, language=self.language)
        await self.give(notebook, identity)


class DeskHandler(PageHandler):
    """The facilitator's page: ``/begeleider``, with ``?groep=CODE`` for who leads more than one."""

    async def get(self) -> None:
        """Give the desk to who holds a facilitator's or host's link."""
        opened = await self.opened(desk_secrets(self))
        leads = [each for each in opened if each.role in {"facilitator", "host"}]
        identity = await self.in_wanted_group(leads, "facilitator")
        if identity is None:
            self.friendly(403, "forbidden")
            return
        self.group_language = identity.language
        await self.give("begeleider.ipynb", Identity(identity.role, identity.group, language=self.language))


class ScreenHandler(PageHandler):
    """The page for the projector: ``/scherm``, with ``?groep=CODE`` for who shows or leads more than one."""

    async def get(self) -> None:
        """Give the screen to who holds its link, or leads the group."""
        shown = await self.opened(screen_secrets(self))
        leads = await self.opened(desk_secrets(self))
        identity = await self.in_wanted_group([*shown, *leads], "screen")
        if identity is None or identity.group is None:
            self.friendly(403, "forbidden")
            return
        await self.give("scherm.ipynb", Identity("screen", identity.group, language=identity.language))


class LineHandler(PageHandler):
    """Where a browser in the line stands: ``/rij/<notebook>``, answered when its turn comes or after a while."""

    async def get(self, notebook: str) -> None:
        """Answer ``{"place": people before, oneself included, or 0, "full": bool}``."""
        now = await self.context.pages.turn(f"{notebook}.ipynb", browser_id(self), HOLD)
        self.finish({"place": now.place, "full": now.full})


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
        pages, supply = self.context.pages, self.context.pages.supply
        if supply.full:
            self.set_status(503)
        told = {"status": "full" if supply.full else "ok", "pages": pages.given, "version": __version__}
        self.finish({**told, "made": supply.made, "waiting": supply.waiting})


def page_handlers() -> list[Any]:
    """Give the addresses of this module."""
    return [
        (r"/sessie/([a-z][a-z0-9-]*)", SessionHandler),
        (r"/begeleider", DeskHandler),
        (r"/scherm", ScreenHandler),
        (r"/rij/([a-z][a-z0-9-]*)", LineHandler),
        (r"/pagina/sluit/(\w+-\w+-\w+-\w+-\w+)", GoodbyeHandler),
        (r"/healthz", HealthHandler),
    ]
