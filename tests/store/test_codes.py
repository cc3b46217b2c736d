"""Codes that people type: easy to read, hard to mistake, forgiving."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.content import packaged
from workshop.store import codes, new_join_code, new_key, normalize_join_code, normalize_key

WORDS = (packaged("data") / "mentor" / "words.txt").read_text(encoding="utf-8").split()
#: Letters and figures that are taken for each other on a projector or in handwriting; one of each at most may be used.
LOOK_ALIKES = ["0OQD", "1IL", "5S", "2Z", "UV", "8B"]


class TestJoinCode:
    @pytest.mark.parametrize("alike", LOOK_ALIKES)
    def test_no_two_letters_look_alike(self, alike):
        """Of letters that look alike, a code has one at most."""
        assert len(set(alike) & set(codes.ALPHABET)) <= 1

    def test_has_six_letters_and_no_ugly_word(self):
        """No code spells what nobody wants on a projector."""
        made = {new_join_code() for _n in range(3000)}
        assert all(re.fullmatch(f"[{codes.ALPHABET}]{{6}}", code) for code in made)
        assert not [code for code in made if any(word in code for word in codes._UNWANTED)]
        assert len(made) > 2990  # of 47 million

    @given(
        st.sampled_from(["abcdef", "ABC DEF", " abc-def\n", "a.b.c.d.e.f", "Abc_Def", "ABC\u00a0DEF", "ABC\u2013DEF"])
    )
    def test_case_spaces_and_dashes_are_forgiven(self, typed):
        """However it is typed, it is the same code."""
        assert normalize_join_code(typed) == "ABCDEF"

    @pytest.mark.parametrize(
        "typed", ["", "ABCDE", "ABCDEFG", "ABCDE1", "ÀBCDEF", "ABCDEI", "ab<script>", "A" * 10_000]
    )
    def test_what_cannot_be_a_code_is_none(self, typed):
        """A letter too many, too few or of another alphabet is no code."""
        assert normalize_join_code(typed) is None

    @given(st.text(max_size=40))
    def test_any_text_gives_a_code_or_none(self, typed):
        """Nothing that can be typed is an error."""
        code = normalize_join_code(typed)
        assert code is None or normalize_join_code(code) == code

    def test_every_code_is_its_own_normal_form(self):
        """What was given out is found again."""
        assert all(normalize_join_code(code.lower()) == code for code in (new_join_code() for _n in range(200)))


class TestKey:
    def test_is_five_of_the_words(self):
        """A key is five words of the list, with dashes: 50 bits."""
        words = new_key(WORDS).split("-")
        assert len(words) == 5
        assert set(words) <= set(WORDS)
        assert len({new_key(WORDS) for _n in range(200)}) == 200

    def test_the_words_survive_being_typed(self):
        """There are 1,024 different words, each its own normal form: none has an accent, a dash or a space."""
        assert len(set(WORDS)) == 1024
        assert [word for word in WORDS if normalize_key(word) != word] == []

    @pytest.mark.parametrize(
        "typed",
        [
            "Appel Fiets Molen Tafel Wolk",
            " appel, fiets, molen, tafel, wolk.",
            "appel - fiets - molen - tafel - wolk",
            "APPEL\nFIETS\tMOLEN–TAFEL—WOLK",  # noqa: RUF001 - dashes as phones make them
            "äppel fíets molen tafel wolk",
        ],
    )
    def test_case_accents_and_signs_are_forgiven(self, typed):
        """However it is typed, it is the same key."""
        assert normalize_key(typed) == "appel-fiets-molen-tafel-wolk"

    @given(st.text(max_size=600))
    def test_any_text_has_a_normal_form(self, typed):
        """Nothing that can be typed is an error, and the normal form stays as it is."""
        assert normalize_key(normalize_key(typed)) == normalize_key(typed)
