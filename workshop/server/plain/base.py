"""What every plain page shares: language, safe headers, friendly pages when something is not as hoped."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError, RequestHandler

from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Request, Resume, Seat
from workshop.server.context import Context
from workshop.server.cookies import browser_id, is_new_browser, seat_key, set_seat_key
from workshop.server.plain.limits import Tries, tries
from workshop.server.plain.rendering import accepted, render

#: Name of the cookie with the language that a person chose.
LANGUAGE = "workshop_language"

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_PAGES = {400: "not-found", 403: "forbidden", 404: "not-found", 405: "not-found", 503: "unavailable"}
_SECONDS_TO_RETRY = "600"


class PlainHandler(RequestHandler):
    """Base of the pages without a kernel."""

    group_language: str | None = None

    @property
    def context(self) -> Context:
        """What the server's handlers share."""
        context: Context = self.settings["workshop"]
        return context

    @property
    def tries(self) -> Tries:
        """Who tried what how often."""
        return tries(self.context)

    @property
    def browser(self) -> str:
        """The id of the asking browser."""
        return browser_id(self)

    @property
    def chosen_language(self) -> str | None:
        """The language that this person chose, if any."""
        chosen = self.get_query_argument("taal", None) or self.get_cookie(LANGUAGE)
        return chosen if chosen in self.context.languages else None

    @property
    def language(self) -> str:
        """The language of this page: chosen, else the group's, else what the browser likes, else the first."""
        languages = self.context.languages
        return (
            self.chosen_language
            or (self.group_language if self.group_language in languages else None)
            or accepted(self.request.headers.get("Accept-Language", ""), languages)
            or languages[0]
        )

    def set_default_headers(self) -> None:
        """Keep the page to itself: nothing from outside, no frame around it, no copy kept."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Remember the language when ``?taal=`` chooses one, and show the page under its clean address."""
        taal = self.get_query_argument("taal", "")
        if taal in self.context.languages and self.request.method in {"GET", "HEAD"}:
            secure = self.request.protocol == "https"
            self.set_cookie(LANGUAGE, taal, expires_days=365, httponly=True, samesite="Lax", secure=secure)
            self.redirect(_local(self.request.path), status=303)

    async def head(self, *args: str) -> None:
        """Answer as to GET, without the page."""
        await self.get(*args)  # type: ignore[misc]

    async def ask(self, request: Request) -> Any:
        """Ask the broker; see `workshop.client.Link.ask`."""
        return await self.context.link.ask(request)

    async def seat(self) -> Seat | None:
        """Find the seat of this browser, if it has one; a key that nobody knows any more is dropped."""
        key = seat_key(self)
        if key is None:
            return None
        try:
            seat = await self.ask(Resume(key))
        except RefusedError as refusal:
            if refusal.reason == "unknown-key":
                set_seat_key(self, None)
            return None
        assert isinstance(seat, Seat)  # noqa: S101 - the reply that `Resume` names
        self.group_language = seat.language
        return seat

    def expect_here(self) -> None:
        """Let a page be made ready for this browser, which is on its way in."""
        if self.context.pages is not None and not is_new_browser(self):
            self.context.pages.expect(self.browser)

    def show(self, name: str, /, **values: Any) -> None:
        """Finish with a page made from a template."""
        here = values.get("back") or (self.request.path if self.request.method in {"GET", "HEAD"} else "/")
        page = render(
            name,
            self.language,
            languages=self.context.languages,
            here=_local(here),
            xsrf_form_html=self.xsrf_form_html,
            **values,
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def friendly(self, status: int, name: str, /, **values: Any) -> None:
        """Finish with a page that says what is the matter and what to do (`templates/friendly`)."""
        self.set_status(status)
        if status == 429:  # noqa: PLR2004 - Too Many Requests
            self.set_header("Retry-After", _SECONDS_TO_RETRY)
        self.show(f"friendly/{name}.html", **values)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say kindly what went wrong; what was typed into a form is kept."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, UnavailableError):
            status_code = 503
        xsrf = isinstance(error, HTTPError) and "xsrf" in (error.log_message or "").lower()
        if self.request.method == "POST" and (xsrf or status_code == 503):  # noqa: PLR2004 - Service Unavailable
            self.friendly(status_code, "again", typed=self._typed(), action=_local(self.request.path), xsrf=xsrf)
            return
        self.friendly(status_code, _PAGES.get(status_code, "broken"))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what surprises us; a broker that is away for a moment says so itself."""
        if not isinstance(value, UnavailableError):
            super().log_exception(typ, value, tb)

    def _typed(self) -> dict[str, str]:
        return {name: self.get_body_argument(name, "") for name in self.request.body_arguments if name != "_xsrf"}


class NotFoundHandler(PlainHandler):
    """The page for an address that does not exist; for the setting ``default_handler_class``."""

    def prepare(self) -> None:
        """Say so."""
        raise HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Let any form through: it goes nowhere."""


def _local(path: str) -> str:
    """Keep an address on this server (``//host`` would lead away)."""
    return "/" + path.lstrip("/\\")
