"""How a note is read: which words say something, and which are said the other way round."""

import pytest

from workshop.wording.lists import lists
from workshop.wording.reading import MOST_WORDS, read
from workshop.wording.spelling import meets, near, stem

SIGNS = [
    ("te weinig tijd", {"tijd": -1}),
    ("te veel tijd", {"tijd": 1}),
    ("Teveel tijd!", {"tijd": 1}),
    ("niet te weinig tijd", {"tijd": 1}),
    ("Te wienig tijd", {"tijd": -1}),
    ("tijdgebrek", {"tijd": -1}),
    ("tijd, tijd, tijd... die is er niet", {"tijd": -1}),
    ("geduld heb ik niet", {"geduld": -1}),
    ("geduld heb ik te weinig", {"geduld": -1}),
    ("ongeduld", {"geduld": -1}),
    ("Foutloos", {"fout": -1}),
    ("te laat", {"stipt": -1}),
    ("niet te laat komen", {"stipt": 1}),
    ("te veel werk en te weinig handen", {"werk": 1, "hand": -1}),
    ("te verlegen om te vragen", {"verleg": 1, "vrag": -1}),
    ("too shy to ask", {"shy": 1, "ask": -1}),
    ("I don't have enough time", {"tim": -1}),
    ("I don\u2019t have enough time", {"tim": -1}),
    ("never on time", {"punctual": -1}),
    ("lack of support", {"support": -1}),
]
NEAR = [
    ("wienig", "weinig", True),
    ("feeback", "feedback", True),
    ("weinig", "weinigg", True),
    ("weinig", "feinig", True),
    ("weinig", "weinig", True),
    ("", "a", True),
    ("ab", "ba", True),
    ("abc", "cba", False),
    ("weinig", "weing s", False),
    ("weinig", "wienigg", False),
    ("tijd", "lijden", False),
]
MEETS = [
    ("tijd", "tijdgebrek", True),
    ("doel", "leerdoel", True),
    ("feedback", "feeback", True),
    ("tal", "talent", False),
    ("tijd", "lijd", False),
    ("werk", "werk", True),
]


class TestRead:
    @pytest.mark.parametrize(("text", "signs"), SIGNS)
    def test_what_is_said_the_other_way_round(self, text, signs):
        """Words that turn a meaning give a clause's words, or what follows in it, the other sign."""
        assert {word.key: word.sign for word in read(text).words} == signs

    def test_what_says_nothing(self):
        """Function words, emoji and punctuation leave no words."""
        for text in ("", " ", "😀😀", "?!", "het is er en ik ben", "it is what it is", "—"):
            assert read(text).words == ()

    def test_words_are_given_as_written(self):
        """The words that are shown to people are theirs, not dictionary forms."""
        assert [word.written for word in read("Mijn leidinggevende steunt het niet").words] == [
            "leidinggevende",
            "steunt",
        ]

    def test_long_texts_are_not_read(self):
        """A text of many words is not a short note."""
        assert read("tijd " * MOST_WORDS).words
        assert read("tijd " * (MOST_WORDS + 1)).words == ()

    def test_capitals_and_white_space_make_no_difference(self):
        """Notes that differ only in these are identical."""
        assert read("  Geen\n TIJD ") == read("geen tijd")


class TestSpelling:
    @pytest.mark.parametrize(("one", "other", "wanted"), NEAR)
    def test_near(self, one, other, wanted):
        """One letter may be wrong, missing, extra or swapped with its neighbour."""
        assert near(one, other) is near(other, one) is wanted

    @pytest.mark.parametrize(("one", "other", "wanted"), MEETS)
    def test_meets(self, one, other, wanted):
        """Typing mistakes are forgiven in longer words only; a compound meets its parts."""
        assert meets(one, other) is meets(other, one) is wanted

    def test_stem(self):
        """Verb and noun come to the same."""
        assert stem("vragen") == stem("vraag")
        assert stem("bellen") == stem("bel")
        assert stem("begeleiding") == stem("begeleiden")


class TestLists:
    def test_every_entry_is_a_word(self):
        """YAML reads some bare words (no, on) as something else."""
        told = lists()
        for words in (told.function, told.negators, told.before, told.much, told.conjunctions, told.prefixes):
            assert all(isinstance(word, str) and word for word in words)

    def test_no_word_turns_and_says_nothing(self):
        """A word has one task."""
        told = lists()
        assert not (told.negators | told.before) & (told.function | told.much)

    def test_contraries_have_two_signs_under_one_key(self):
        """Slow is the contrary of quick and of fast, which are one."""
        told = lists().contraries
        assert told["slow"] == (told["quick"][0], -1)
        assert told["fast"] == told["quick"] == (told["quick"][0], 1)
