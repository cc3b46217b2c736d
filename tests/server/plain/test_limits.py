"""Counting tries: limited, forgotten after a while, bounded in memory."""

import pytest

from workshop.server.plain.codes import is_offer, join_code, misspelt, offers, return_code, tidy_name
from workshop.server.plain.limits import LIMITS, Tries

PARTS = {"nl": (["Vrolijke", "Warme"], ["Otter", "Polar Bear"])}


class TestTries:
    def test_are_forgotten_after_the_time_of_their_limit(self):
        """Who waits may try again."""
        now = [0.0]
        tries = Tries(clock=lambda: now[0])
        for _n in range(LIMITS["wrong code"].times):
            tries.note("wrong code", "a")
        assert tries.too_many("wrong code", "a")
        assert not tries.too_many("wrong code", "b")
        now[0] = LIMITS["wrong code"].seconds
        assert not tries.too_many("wrong code", "a")

    def test_take_bounded_memory(self):
        """However many browsers come, no more than `most` are remembered."""
        tries = Tries(most=10)
        for n in range(1000):
            tries.note("wrong code", str(n))
        assert len(tries._counts) == 10


class TestCodes:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [("ab cd-ef", "ABCDEF"), ("http://x/j/abcdef?taal=en", "ABCDEF"), ("!", ""), ("a" * 99, "A" * 12)],
    )
    def test_join_code_is_read_as_meant(self, typed, code):
        """Signs are dropped and letters made large."""
        assert join_code(typed) == code

    @pytest.mark.parametrize("typed", ["Appel, fiets", "appel-fiets", " APPEL  fiëts!"])
    def test_return_code_is_read_as_meant(self, typed):
        """Only the words count."""
        assert return_code(typed) == "appel-fiets"

    def test_misspelt_words_get_a_likely_one(self):
        """What is far from any word gets none."""
        assert misspelt("apel fiets xxxxqqq", ["appel", "fiets"]) == [("apel", "appel"), ("xxxxqqq", "")]

    def test_name_loses_control_characters_only(self):
        """Lines and tabs become spaces; emoji stay."""
        assert tidy_name("  a\n\tb\x00 😀 ") == "a b 😀"

    def test_offers_are_recognised(self):
        """What we offer is ours; anything else is not."""
        assert all(is_offer(each, PARTS) for each in offers(PARTS["nl"], 20))
        assert not is_offer("Vrolijke Baas", PARTS)
