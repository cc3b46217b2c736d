"""The door: a code, then a name if wanted, then a seat. Looking never takes a seat; only the form's own button does."""

from __future__ import annotations

from typing import Any

from workshop.errors import RefusedError
from workshop.messages import FindGroup, GroupInfo, Join, Resume, Seat
from workshop.server.cookies import seat_key, set_seat_key
from workshop.server.plain.base import PlainHandler
from workshop.server.plain.codes import MAX_NAME, is_offer, join_code, new_key, offers, tidy_name

_OFFERS = 12
_FORM_DAYS = 2


class CodeHandler(PlainHandler):
    """``/``: asks for the code."""

    async def get(self) -> None:
        """Show the form, or go on with what was filled in."""
        typed = self.get_query_argument("code", None)
        if typed is None:
            seat = await self.seat()
            self.show("code.html", typed="", problem="", seat=seat)
            return
        code = join_code(typed)
        if not code:
            self.set_status(400)
            self.show("code.html", typed=typed[:MAX_NAME], problem="empty", seat=None)
            return
        self.redirect(f"/j/{code}", status=303)


class DoorHandler(PlainHandler):
    """What the join form and its target share."""

    async def find_group(self, typed: str) -> GroupInfo | None:
        """Find the group of a code; otherwise finish with a page that says what to do."""
        code = join_code(typed)
        if self.tries.too_many("wrong code", self.browser):
            self.friendly(429, "too-many", back="/")
            return None
        try:
            group = await self.ask(FindGroup(code))
        except RefusedError:
            await self.tries.note_wrong("wrong code", self.browser)
            self.set_status(404)
            self.show("code.html", typed=code, problem="unknown", seat=None, back="/")
            return None
        assert isinstance(group, GroupInfo)  # noqa: S101 - the reply that `FindGroup` names
        self.group_language = group.language
        return group

    def has_room(self, group: GroupInfo) -> bool:
        """Tell whether a new person may come in; otherwise finish with a page that says what to do."""
        back = f"/j/{group.code}"
        if group.ended:
            self.friendly(410, "ended", group=group, back=back)
        elif group.people >= self.context.max_people:
            self.friendly(503, "full", group=group, most=self.context.max_people, back=back)
        elif self.tries.too_many("new seat", self.browser) or self.tries.too_many("seats of a code", group.code):
            self.friendly(429, "too-many", back=back)
        else:
            return True
        return False

    def show_form(self, group: GroupInfo, *, key: str = "", name: str = "", pseudonym: str = "", **more: Any) -> None:
        """Show the join form; without a key it gets a new one, bound to this browser."""
        self.expect_here()
        parts = self.context.pseudonyms.get(self.language) or next(iter(self.context.pseudonyms.values()))
        others = offers(parts, _OFFERS)
        self.show(
            "join.html",
            group=group,
            key=self.create_signed_value(self._key_name, key or new_key(self.context.words)).decode(),
            name=name,
            pseudonym=pseudonym or others[0],
            others=others[1:],
            most=MAX_NAME,
            back=f"/j/{group.code}",
            **{"problem": "", "seat": None, **more},
        )

    def form_key(self) -> str | None:
        """Give the key that the form held, if we made it for this browser not long ago."""
        signed = self.get_body_argument("key", "")
        value = self.get_signed_cookie(self._key_name, value=signed, max_age_days=_FORM_DAYS)
        return value.decode() if value else None

    @property
    def _key_name(self) -> str:
        return f"workshop_key:{self.browser}"


class JoinPageHandler(DoorHandler):
    """``/j/CODE``: the join form, or "welcome back" for who sits here already."""

    async def get(self, typed: str) -> None:
        """Show it; this takes no seat."""
        group = await self.find_group(typed)
        if group is None:
            return
        seat = await self.seat()
        if seat is not None and seat.group.id == group.id:
            self.show("welcome-back.html", seat=seat, group=group)
        elif self.has_room(group):
            self.show_form(group, seat=seat)


class SomebodyElseHandler(DoorHandler):
    """``/j/CODE/nieuw``: the join form for somebody else at the same browser."""

    async def get(self, typed: str) -> None:
        """Show it; the seat that this browser holds stays until the form is sent."""
        group = await self.find_group(typed)
        if group is not None and self.has_room(group):
            self.show_form(group, seat=await self.seat())


class JoinHandler(DoorHandler):
    """``/join``: takes the seat."""

    async def get(self) -> None:
        """Send who comes here by reloading to the start."""
        self.redirect("/", status=303)

    async def post(self) -> None:
        """Take a seat with the form's key; the same form sent twice gives the same seat."""
        typed, key = tidy_name(self.get_body_argument("name", "")), self.form_key()
        pseudonym = self.get_body_argument("pseudonym", "")
        if not is_offer(pseudonym, self.context.pseudonyms):
            pseudonym = ""
        code = self.get_body_argument("code", "")
        if key and await self._sits_already(key, typed):
            return
        group = await self.find_group(code)
        if group is None or not self.has_room(group):
            return
        another = bool(self.get_body_argument("another", ""))
        problem = "long" if len(typed) > MAX_NAME else "old" if key is None else ""
        if another or problem:
            self.set_status(200 if another else 400)
            shown = "" if another else pseudonym
            self.show_form(group, key=key or "", name=typed, pseudonym=shown, problem="" if another else problem)
            return
        pseudonym = pseudonym or offers(self.context.pseudonyms[group.language], 1)[0]
        await self._take_seat(group, key or "", typed, pseudonym)

    async def _sits_already(self, key: str, name: str) -> bool:
        try:
            seat = await self.ask(Resume(key))
        except RefusedError:
            return False
        assert isinstance(seat, Seat)  # noqa: S101 - the reply that `Resume` names
        if seat.name != name:  # an old form, filled in by somebody else: ask who is there
            self.redirect(f"/j/{seat.group.code}", status=303)
            return True
        set_seat_key(self, key)
        self.expect_here()
        self.redirect("/welkom", status=303)
        return True

    async def _take_seat(self, group: GroupInfo, key: str, name: str, pseudonym: str) -> None:
        try:
            await self.ask(Join(group.code, key, name, pseudonym, self.chosen_language))
        except RefusedError as refusal:
            if refusal.reason == "full":
                self.friendly(503, "full", group=group, most=self.context.max_people, back=f"/j/{group.code}")
            else:
                self.friendly(410, "ended", group=group, back=f"/j/{group.code}")
            return
        if seat_key(self) != key:
            self.tries.note("new seat", self.browser)
            self.tries.note("seats of a code", group.code)
        set_seat_key(self, key)
        self.redirect("/welkom", status=303)
