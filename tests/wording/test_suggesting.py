"""Which notes are suggested as one, and which home: opposites never, the same always alike, in any order."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workshop.wording import Home, Theme, alike, homes
from workshop.wording.labelled import labelled
from workshop.wording.reading import read

#: Ways to say one thing and its contrary about a word.
TURNS = {
    "nl": [
        ("te veel {}", "te weinig {}"),
        ("{}", "geen {}"),
        ("{}", "te weinig {}"),
        ("wel {}", "niet {}"),
        ("altijd {}", "nooit {}"),
        ("meer {}", "minder {}"),
        ("genoeg {}", "onvoldoende {}"),
        ("veel {}", "gebrek aan {}"),
        ("met {}", "zonder {}"),
        ("er is {}", "er is nauwelijks {}"),
        ("ik wil {}", "ik wil niets van {}"),
        ("iedereen heeft {}", "niemand heeft {}"),
        ("teveel {}", "teweinig {}"),
    ],
    "en": [
        ("too much {}", "too little {}"),
        ("{}", "no {}"),
        ("I have {}", "I don't have {}"),
        ("always {}", "never {}"),
        ("more {}", "less {}"),
        ("enough {}", "not enough {}"),
        ("with {}", "without {}"),
        ("a lot of {}", "a lack of {}"),
        ("many {}", "few {}"),
    ],
}
WORDS = {
    "nl": ["tijd", "geduld", "vragen", "steun", "initiatief", "fouten maken", "luisteren", "bellen", "huiswerk"],
    "en": ["time", "patience", "questions", "support", "initiative", "making mistakes", "listening", "homework"],
}
AROUND = {
    "nl": ["", "op maandag", "van mijn collega's", "in de pauze", "voor de leerling", "thuis"],
    "en": ["", "on Mondays", "for my colleagues", "at home", "in the break"],
}
texts = st.text(max_size=60) | st.sampled_from(
    [note for part in ("development", "heldout") for theme in labelled("nl", part).themes for note in theme.notes]
)


@st.composite
def opposites(draw):
    """Make two notes that differ only in a word that turns the meaning."""
    language = draw(st.sampled_from(["nl", "en"]))
    one, other = draw(st.sampled_from(TURNS[language]))
    word, tail = draw(st.sampled_from(WORDS[language])), draw(st.sampled_from(AROUND[language]))
    shout = draw(st.sampled_from(["", "!", " 😩", "..."]))
    return tuple(f"{turn.format(word)} {tail}{shout}".strip() for turn in (one, other))


class TestOpposites:
    @given(opposites(), st.lists(texts, max_size=6))
    def test_never_stand_together(self, pair, others):
        """With and without niet, geen, no, not; more and less, always and never: not in one group."""
        found = alike([*pair, *others])
        assert not any({0, 1} <= set(group) for group in found)

    @given(opposites(), st.lists(texts, max_size=4), st.booleans())
    def test_are_no_home(self, pair, others, turned):
        """No theme whose name or notes say the contrary is suggested."""
        one, other = reversed(pair) if turned else pair
        assert homes([one], {"named": Theme(other)}) == [None]
        assert homes([one], {"held": Theme(others[0] if others else "Anders", (*others, other))}) == [None]

    def test_the_classic(self):
        """Too much time, too little time."""
        notes = ["te veel tijd", "te weinig tijd", "geen tijd", "Teveel tijd"]
        assert alike(notes) == [(0, 3), (1, 2)]
        themes = {"little": Theme("Te weinig tijd"), "much": Theme("Te veel tijd")}
        assert homes(notes, themes) == [Home(name, ("tijd",)) for name in ("much", "little", "little", "much")]

    @given(opposites())
    def test_are_told_apart_however_they_are_joined_by_others(self, pair):
        """A note that is like both does not bring them together."""
        bridge = f"{pair[0]} {pair[1]}"
        assert not any({0, 2} <= set(group) for group in alike([pair[0], bridge, pair[1]]))


class TestAlike:
    @given(st.lists(texts, max_size=12), st.randoms(use_true_random=False))
    def test_order_makes_no_difference(self, notes, dice):
        """The same notes in another order give the same groups; asking again gives the same answer."""
        found = alike(notes)
        assert alike(notes) == found
        order = list(range(len(notes)))
        dice.shuffle(order)
        again = alike([notes[n] for n in order])
        assert sorted(sorted(order[n] for n in group) for group in again) == sorted(sorted(group) for group in found)

    @given(st.lists(texts, max_size=12))
    def test_each_note_is_in_one_group_at_most(self, notes):
        """Groups have two or more notes and do not overlap, the largest first."""
        found = alike(notes)
        members = [n for group in found for n in group]
        assert len(members) == len(set(members))
        assert all(len(group) > 1 for group in found)
        assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)

    @given(texts, texts)
    def test_is_symmetric(self, one, other):
        """Two notes are the same in both directions."""
        assert bool(alike([one, other])) is bool(alike([other, one]))

    def test_near_identical(self):
        """Typing mistakes, word order and endings do not keep notes apart."""
        notes = ["Feedback geven", "feeback geven", "ik geef feedback", "luisteren", "Goed luisteren!", "op tijd komen"]
        assert alike(notes) == [(0, 1, 2), (3, 4)]

    def test_two_hundred_identical_notes(self):
        """They are one group, at once."""
        assert alike(["geen tijd"] * 200) == [tuple(range(200))]

    def test_only_emoji(self):
        """The same emoji are the same note; others have nothing in common."""
        assert alike(["😀", "😀", "😩", "👍🏽"]) == [(0, 1)]

    @pytest.mark.parametrize("text", ["a", "?", "x" * 5000, "tijd " * 1000, "<b>geen</b> tijd", "", "\x00", "\ud83d"])
    def test_odd_notes(self, text):
        """One and 5,000 characters, markup, nothing and half a sign are notes like others."""
        assert alike([text, text]) == [(0, 1)]
        assert homes([text], {"a": Theme("Luisteren")}) == [None]

    def test_nothing(self):
        """Without notes there is nothing to suggest."""
        assert alike([]) == []
        assert alike(["geen tijd"]) == []

    def test_three_hundred_notes(self):
        """A full board of notes that people really write gives groups of one sign each."""
        dice = random.Random(3)
        notes = [n for part in ("development", "heldout") for theme in labelled("nl", part).themes for n in theme.notes]
        board = [dice.choice(notes) for _n in range(300)]
        found = alike(board)
        assert len(found) > 20
        for group in found:
            assert len({read(board[n]).sign for n in group}) == 1


class TestHomes:
    def test_says_why(self):
        """A suggestion comes with the note's own words."""
        themes = {"a": Theme("Bereidt gesprekken voor"), "b": Theme("Komt op tijd")}
        assert homes(["Komt voorbereid naar het gesprek"], themes) == [Home("a", ("voorbereid", "gesprek"))]

    def test_silence(self):
        """Without themes, without a word in common, or between two that are as near, nothing is suggested."""
        assert homes(["geen tijd"], {}) == [None]
        assert homes([], {"a": Theme("Geen tijd")}) == []
        assert homes(["kantoortuin"], {"a": Theme("Geen rustige plek")}) == [None]
        assert homes(["geen tijd"], {"a": Theme("Geen tijd"), "b": Theme("Te weinig tijd")}) == [None]

    @given(st.lists(texts, max_size=4), st.lists(texts, min_size=1, max_size=4))
    def test_is_the_same_for_each_note_by_itself_and_each_order_of_themes(self, notes, names):
        """Asking again, and themes in another order, change nothing."""
        assume(len({read(name).plain for name in names}) == len(names))
        themes = {name: Theme(name) for name in names}
        found = homes(notes, themes)
        assert homes(notes, themes) == found
        assert homes(notes, dict(reversed(themes.items()))) == found

    def test_other_language(self):
        """Notes in both languages stand side by side."""
        themes = {"a": Theme("Geen tijd"), "b": Theme("No support from my manager")}
        assert homes(["weinig tijd!", "little support"], themes) == [Home("a", ("tijd",)), Home("b", ("support",))]
