"""The secret links of facilitator and screen: the secret comes once, then a cookie holds it."""

from __future__ import annotations

from workshop.errors import RefusedError
from workshop.messages import CheckSecret, Identity
from workshop.server.cookies import keep_desk_secret, keep_screen_secret
from workshop.server.plain.base import PlainHandler


class FacilitatorLinkHandler(PlainHandler):
    """``/f/<secret>``: opens the desk."""

    roles: frozenset[str] = frozenset({"facilitator", "host"})
    where = "/begeleider"

    async def get(self, secret: str) -> None:
        """Put the secret into a cookie and go on without it in the address."""
        self.request.uri = self.request.path = "/" + self.request.path.split("/")[1]  # it belongs in no log
        if self.tries.too_many("wrong link", self.browser) or self.tries.too_many("wrong secret", secret):
            self.friendly(429, "too-many", back="/")
            return
        try:
            identity = await self.ask(CheckSecret(secret))
        except RefusedError:
            identity = None
        if not isinstance(identity, Identity) or identity.role not in self.roles:
            self.tries.note("wrong secret", secret)
            await self.tries.note_wrong("wrong link", self.browser)
            self.friendly(403, "wrong-link", back="/")
            return
        self.keep(secret)
        self.redirect(self.where, status=303)

    def keep(self, secret: str) -> None:
        """Let the browser hold the secret."""
        keep_desk_secret(self, secret)


class ScreenLinkHandler(FacilitatorLinkHandler):
    """``/s/<secret>``: opens the screen."""

    roles = frozenset({"screen"})
    where = "/scherm"

    def keep(self, secret: str) -> None:
        """Let the browser hold the secret."""
        keep_screen_secret(self, secret)
