"""Who sits here already: the return code, coming back with it, and the way to where the group is."""

from __future__ import annotations

from workshop.errors import RefusedError
from workshop.messages import Resume, Seat
from workshop.server.cookies import seat_key, set_seat_key
from workshop.server.plain.base import PlainHandler
from workshop.server.plain.codes import KEY_WORDS, misspelt, return_code

_LONGEST = 200  # characters of a return code that are looked at


class WelcomeHandler(PlainHandler):
    """``/welkom``: after joining, the return code in large letters and one way on."""

    template = "welcome.html"

    async def get(self) -> None:
        """Show it to whom it belongs."""
        seat, key = await self.seat(), seat_key(self)
        if seat is None or key is None:
            self.redirect("/terug", status=303)
            return
        self.expect_here()
        self.show(self.template, seat=seat, group=seat.group, code=key.split("-"), home=self.context.base_url)


class ReturnCodeHandler(WelcomeHandler):
    """``/terugkomcode``: one's own return code, again, and made for paper."""

    template = "return-code.html"


class HereHandler(PlainHandler):
    """``/hier``: leads to where the group is."""

    async def get(self) -> None:
        """Go to the session that is open, to the waiting room, or to the door."""
        seat = await self.seat()
        where = "/" if seat is None else f"/sessie/{seat.session}" if seat.session else "/wacht"
        self.redirect(where, status=303)


class ComeBackHandler(PlainHandler):
    """``/terug``: goes on with a return code, on any device."""

    async def get(self) -> None:
        """Ask for the code."""
        self.show("come-back.html", typed="", problem="", wrong=[], count=KEY_WORDS)

    async def post(self) -> None:
        """Take the seat that belongs to the code."""
        typed = self.get_body_argument("code", "")[:_LONGEST]
        key = return_code(typed)
        if self.tries.too_many("wrong return code", self.browser) or self.tries.too_many("wrong secret", key):
            self.friendly(429, "too-many", back="/terug")
            return
        try:
            seat = await self.ask(Resume(key))
        except RefusedError:
            self.tries.note("wrong secret", key)
            await self.tries.note_wrong("wrong return code", self.browser)
            self._once_more(typed, key)
            return
        assert isinstance(seat, Seat)  # noqa: S101 - the reply that `Resume` names
        set_seat_key(self, key)
        self.redirect("/hier", status=303)

    def _once_more(self, typed: str, key: str) -> None:
        count = len(key.split("-")) if key else 0
        problem = "empty" if not key else "unknown" if count == KEY_WORDS else "count"
        wrong = misspelt(typed, self.context.words)
        self.set_status(400 if problem == "empty" else 404)
        self.show("come-back.html", typed=typed, problem=problem, wrong=wrong, count=count, back="/terug")
