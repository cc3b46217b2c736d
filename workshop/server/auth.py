"""A page owns its kernel: Jupyter's addresses answer only to the browser that was given the page."""

from __future__ import annotations

import logging
import re
from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User

from workshop.server.cookies import BROWSER

#: Who has no cookie of ours; owns nothing.
NOBODY = "nobody"


class BrowserIdentity(IdentityProvider):  # type: ignore[misc]
    """Tells browsers apart by the signed cookie that they got with their first page."""

    def get_user(self, handler: Any) -> User:
        """Give the browser as Jupyter's user; never None, so that refusals are 403 and not a way to a login page."""
        value = handler.get_signed_cookie(BROWSER, max_age_days=365)
        return User(value.decode() if value else NOBODY)


class OwnerOnly(Authorizer):  # type: ignore[misc]
    """Lets a request touch a kernel only when its browser was given that kernel's page."""

    def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:
        """Compare the browser with the owner; everything that is not a kernel is refused."""
        del action
        if resource != "kernels" or user.username == NOBODY:
            return False
        kernel_id = handler.path_kwargs.get("kernel_id") or (handler.path_args or [""])[0]
        owner = handler.settings["workshop"].pages.owner_of(kernel_id)
        return owner is not None and owner == user.username


_SECRETS = re.compile(
    r"(/[fs]/)[^\s/?]+|\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|(session_id=)\w+"
)


def mask(text: str) -> str:
    """Take out of a line for the log what would open something: link secrets, whole kernel ids."""
    return _SECRETS.sub(lambda m: (m[1] or m[3]) + "…" if m[1] or m[3] else f"{m[2]}…", text)


class MaskSecrets(logging.Filter):
    """Masks every line that passes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through, masked; tornado's complaint about Jupyter's ping (in ms, not seconds) says nothing."""
        text = record.getMessage()
        record.msg, record.args = mask(text), ()
        return "websocket_ping_timeout" not in text
