"""Who may touch which kernel, and what the log never shows."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from jupyter_server.auth import User

from workshop.server.auth import NOBODY, BrowserIdentity, MaskSecrets, OwnerOnly, mask

KERNEL = "0cec371c-6edc-4916-944a-4f82632c7b56"
RULE = OwnerOnly(identity_provider=BrowserIdentity())
MASKED = [
    ("GET /f/h0-0.WIyl9cCOZW7qvDa5ppulz-Qd 403", "GET /f/… 403"),
    ("GET /s/s2-0.rHyF9SVkfYwLBBNMh9Ri3DUK", "GET /s/…"),
    ("http://10.0.0.2:8866/f/h0-0.abc?x=1", "http://10.0.0.2:8866/f/…?x=1"),
    (
        f"404 GET /api/kernels/{KERNEL}/channels?session_id=0123abcd",
        "404 GET /api/kernels/0cec371c…/channels?session_id=…",
    ),
    (f"kernel {KERNEL}, kernel {KERNEL}", "kernel 0cec371c…, kernel 0cec371c…"),
    ("GET /sessie/grenzen", "GET /sessie/grenzen"),
    ("GET /static/workshop/1f/f.js", "GET /static/workshop/1f/f.js"),
    ("", ""),
]


class TestMask:
    @pytest.mark.parametrize(("line", "shown"), MASKED)
    def test_takes_out_what_opens_something(self, line: str, shown: str) -> None:
        """Link secrets, sessions and whole kernel ids do not reach the log; what is needed to understand it does."""
        assert mask(line) == shown

    def test_filter_masks_arguments_too(self, caplog: pytest.LogCaptureFixture) -> None:
        """A secret is masked wherever it stands in a line: in the text or among its arguments."""
        caplog.handler.addFilter(MaskSecrets())
        logging.getLogger("somebody").warning("%s of %s", "GET /f/h0-0.secret", KERNEL)
        assert caplog.messages == ["GET /f/… of 0cec371c…"]

    def test_filter_drops_a_complaint_that_says_nothing(self, caplog: pytest.LogCaptureFixture) -> None:
        """Tornado's warning about the ping's timeout, which rests on another unit, is not shown."""
        caplog.handler.addFilter(MaskSecrets())
        logging.getLogger("somebody").warning("The websocket_ping_timeout (45000) cannot be longer than …")
        assert caplog.messages == []


class TestOwnerOnly:
    @pytest.mark.parametrize(
        ("user", "resource", "kernel", "may"),
        [
            ("ana", "kernels", KERNEL, True),
            ("bo", "kernels", KERNEL, False),
            (NOBODY, "kernels", KERNEL, False),
            ("ana", "kernels", "no-such-kernel", False),
            ("ana", "contents", KERNEL, False),
            ("ana", "terminals", KERNEL, False),
            ("", "kernels", "no-such-kernel", False),
        ],
    )
    def test_owner_and_kernel_must_agree(self, user: str, resource: str, kernel: str, may: bool) -> None:
        """Only the browser that a kernel's page was given to may touch it, and nothing but kernels."""
        pages = SimpleNamespace(owner_of={KERNEL: "ana"}.get)
        handler = SimpleNamespace(
            path_kwargs={"kernel_id": kernel}, path_args=[], settings={"workshop": SimpleNamespace(pages=pages)}
        )
        for action in ("read", "write", "execute"):
            assert RULE.is_authorized(handler, User(user or NOBODY), action, resource) is may

    def test_nobody_owns_what_is_not_given(self) -> None:
        """A made page, which has no owner yet, belongs to no browser, also not to one without a cookie."""
        pages = SimpleNamespace(owner_of=lambda _kernel: None)
        handler = SimpleNamespace(
            path_kwargs={}, path_args=[KERNEL], settings={"workshop": SimpleNamespace(pages=pages)}
        )
        assert not RULE.is_authorized(handler, User(NOBODY), "read", "kernels")
        assert not RULE.is_authorized(handler, User("ana"), "read", "kernels")
