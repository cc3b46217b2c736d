"""What a browser may send to its page: everything gets an answer, also what cannot be read."""

import asyncio
from typing import Any

import pytest

from workshop.pages import Page
from workshop.pages.alone import rehearsal_link

SAVE = {"type": "Save", "save_id": "a", "activity": "grens-01", "item": "words", "round": 1, "value": "x"}
#: What no request is, or no message can carry: half an emoji, numbers without end, other types, another's request.
BAD = [
    {**SAVE, "value": "half een emoji \ud83d"},
    {**SAVE, "value": 10**400},
    {**SAVE, "round": 2**70},
    {**SAVE, "round": "1"},
    {**SAVE, "value": "x" * 100_000},
    {"type": "Assign", "capability": "a", "identity": {"role": "host"}},
    {"type": "Nothing"},
    {},
    [],
    "Save",
    None,
]


class Told(Page):
    """A page that remembers what it tells its browser."""

    def __init__(self) -> None:
        super().__init__(session="grenzen")
        self.told: list[dict[str, Any]] = []

    def send(self, content: Any, buffers: Any = None) -> None:  # noqa: ARG002
        """Remember instead of sending."""
        self.told.append(content)


async def answers(*requests: Any) -> list[dict[str, Any]]:
    """Ask a participant's page, one request after the other, and give what it told."""
    page = Told()
    living = asyncio.ensure_future(page.live(rehearsal_link("participant", "grenzen")))
    while not page.welcome:  # noqa: ASYNC110
        await asyncio.sleep(0)
    for number, request in enumerate(requests):
        await page._answer({"ask": number, "request": request})
    living.cancel()
    return page.told


class TestBadRequests:
    @pytest.mark.parametrize("bad", BAD, ids=lambda bad: ascii(bad)[:40])
    def test_are_refused_and_the_next_one_is_carried_out(self, bad):
        """A request that cannot be is refused by its number; a page that waits for it does not wait for ever."""
        refused, saved = asyncio.run(answers(bad, {**SAVE, "save_id": ascii(bad)[:60]}))
        assert (refused["answered"], refused["reply"]["type"]) == (0, "Refused")
        assert refused["reply"]["reason"] in {"bad-request", "too-long"}
        assert (saved["answered"], saved["reply"]["type"]) == (1, "Saved")
