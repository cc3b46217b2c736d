"""What a screen showed, and when."""

from __future__ import annotations

import asyncio

import pytest

from workshop.bench.system import Counted


class TestCounted:
    def test_keeps_the_moment_of_each_number(self):
        """A number that is told again is no news; the first moment at which so many were shown counts."""
        counted = Counted([(1.0, 1), (2.0, 3), (3.0, 7)])
        counted.note(7)
        assert len(counted.seen) == 3
        assert [counted.when(votes, 0.0) for votes in (1, 2, 3, 4, 8)] == [1.0, 2.0, 2.0, 3.0, None]

    def test_a_moment_before_the_question_does_not_count(self):
        """A screen that is emptied for the next question starts anew."""
        assert Counted([(1.0, 30), (2.0, 0), (3.0, 1)]).when(1, since=1.5) == 3.0

    def test_waits_until_so_many_are_shown(self):
        """Waiting ends when the number is reached, or with patience."""

        async def watch() -> None:
            counted = Counted()
            waiting = asyncio.create_task(counted.reach(2, 30))
            for votes in (1, 2):
                await asyncio.sleep(0)
                counted.note(votes)
            await waiting
            with pytest.raises(TimeoutError):
                await counted.reach(3, 0)

        asyncio.run(watch())
