"""The cookies that tell who a browser is: signed, out of reach of scripts, sent to this server only."""

from __future__ import annotations

import secrets
from weakref import WeakKeyDictionary

from tornado.web import RequestHandler

#: Name of the cookie with a browser's random id.
BROWSER = "workshop_browser"
#: Name of the cookie with a participant's key.
SEAT = "workshop_seat"
#: Name of the cookie with the secrets of facilitators' and hosts' links.
DESK = "workshop_desk"
#: Name of the cookie with the secrets of screens' links.
SCREEN = "workshop_screen"

_DAYS = 365
_MOST_LINKS = 8  # groups that one browser may lead, or show, at the same time
_made: WeakKeyDictionary[RequestHandler, str] = WeakKeyDictionary()


def browser_id(handler: RequestHandler) -> str:
    """Tell which browser asks; it is given a cookie when it has none."""
    known = _get(handler, BROWSER) or _made.get(handler)
    if known is None:
        known = _made[handler] = secrets.token_urlsafe(18)
        _set(handler, BROWSER, known)
    return known


def is_new_browser(handler: RequestHandler) -> bool:
    """Tell whether this browser came without a cookie of ours."""
    return _get(handler, BROWSER) is None


def seat_key(handler: RequestHandler) -> str | None:
    """Give the participant's key that this browser holds."""
    return _get(handler, SEAT)


def set_seat_key(handler: RequestHandler, key: str | None) -> None:
    """Let this browser hold a participant's key, or none any more."""
    _set(handler, SEAT, key)


def desk_secrets(handler: RequestHandler) -> list[str]:
    """Give the facilitator's and host's secrets that this browser holds, newest first."""
    return (_get(handler, DESK) or "").split()


def keep_desk_secret(handler: RequestHandler, secret: str) -> None:
    """Let this browser hold one more facilitator's or host's secret."""
    _set(handler, DESK, _with(desk_secrets(handler), secret))


def screen_secrets(handler: RequestHandler) -> list[str]:
    """Give the screens' secrets that this browser holds, newest first."""
    return (_get(handler, SCREEN) or "").split()


def keep_screen_secret(handler: RequestHandler, secret: str) -> None:
    """Let this browser hold one more screen's secret."""
    _set(handler, SCREEN, _with(screen_secrets(handler), secret))


def _with(known: list[str], secret: str) -> str:
    return " ".join([secret, *(one for one in known if one != secret)][:_MOST_LINKS])


def _get(handler: RequestHandler, name: str) -> str | None:
    value = handler.get_signed_cookie(name, max_age_days=_DAYS)
    return value.decode() if value else None


def _set(handler: RequestHandler, name: str, value: str | None) -> None:
    if value is None:
        handler.clear_cookie(name)
        return
    handler.set_signed_cookie(
        name,
        value,
        expires_days=_DAYS,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
    )
