"""The group's order: published examples, and what must hold whatever people answer."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.summaries import borda_points, path_strengths, place_counts, preferences, schulze_ranks

#: Worked examples of Schulze (2011 and its earlier versions): ballots, and the order with ties.
EXAMPLES = [
    pytest.param("5 ACBED 5 ADECB 8 BEDAC 3 CABED 7 CAEBD 2 CBADE 7 DCEBA 8 EBADC", "E A C B D", id="45 voters"),
    pytest.param("5 ACBD 2 ACDB 3 ADCB 4 BACD 3 CBDA 3 CDBA 1 DACB 5 DBAC 4 DCBA", "D A C B", id="30 voters"),
    pytest.param(
        "3 ABDEC 5 ADEBC 1 ADECB 2 BADEC 2 BDECA 4 CABDE 6 CBADE 2 DBECA 5 DECAB", "B A D E C", id="also 30 voters"
    ),
    pytest.param("8 ACDB 2 BADC 4 CDBA 4 DBAC 3 DCBA", "D A C B", id="21 voters"),
    pytest.param("3 ABCD 2 CBDA 2 DABC 2 DBCA", "BD AC", id="9 voters, with ties"),
    pytest.param("6 ABCD 12 ACDB 21 BCAD 9 CDBA 15 DBAC", "B AC D", id="63 voters, with a tie"),
    pytest.param("3 ADEBCF 3 BFECDA 4 CABFDE 1 DBCEFA 4 DEFABC 2 ECBDFA 2 FACDBE", "A B F D E C", id="19 voters"),
    pytest.param(
        "3 ADEBCF 3 BFECDA 4 CABFDE 1 DBCEFA 4 DEFABC 2 ECBDFA 2 FACDBE 2 AEFCBD", "D E C A B F", id="and two more"
    ),
]
#: The strongest paths of the first example, as published: rows from, columns to.
STRENGTHS = {
    "A": [0, 28, 28, 30, 24],
    "B": [25, 0, 28, 33, 24],
    "C": [25, 29, 0, 29, 24],
    "D": [25, 28, 28, 0, 24],
    "E": [25, 28, 28, 31, 0],
}
OPTIONS = "abcd"
ballots = st.lists(
    st.lists(st.sampled_from(OPTIONS), unique=True, min_size=1, max_size=4).map(tuple), min_size=1, max_size=12
)


def read(text):
    """Read '5 ACBED …' as so many ballots."""
    words = text.split()
    return [ballot for n, ballot in zip(words[::2], words[1::2], strict=True) for _ in range(int(n))]


def ranked(votes, options=OPTIONS):
    """Give each option's rank."""
    return schulze_ranks(path_strengths(preferences(votes, list(options)))).to_dict()


def winners(votes, options=OPTIONS):
    """Give the options of rank 1."""
    return {option for option, rank in ranked(votes, options).items() if rank == 1}


class TestPublishedExamples:
    @pytest.mark.parametrize(("text", "order"), EXAMPLES)
    def test_the_order(self, text, order):
        """Each example gives the published order; options that tie share a rank, and the next rank counts them."""
        votes = read(text)
        wanted, rank = {}, 1
        for tied in order.split():
            wanted |= dict.fromkeys(tied, rank)
            rank += len(tied)
        assert ranked(votes, sorted(votes[0])) == wanted

    def test_the_strongest_paths(self):
        """The strengths are those that were published with the example of 45 voters."""
        found = path_strengths(preferences(read(EXAMPLES[0].values[0]), list("ABCDE")))
        assert {row: found.loc[row].to_list() for row in found.index} == STRENGTHS


class TestSchulzeRanks:
    @given(ballots, st.sampled_from(OPTIONS), st.randoms(use_true_random=False))
    def test_a_clone_changes_no_winner_among_the_others(self, votes, option, dice):
        """An option like another, beside it on every ballot in either order, changes nothing between the rest."""
        cloned = [_with_clone(ballot, option, dice) for ballot in votes]
        before, after = winners(votes), winners(cloned, OPTIONS + "z")
        assert before - {option} == after - {option, "z"}
        assert (option in before) == bool(after & {option, "z"})

    @given(ballots)
    def test_mirrored_ballots_tie(self, votes):
        """When every ballot also stands there with two options swapped, these two have the same rank."""
        swap = str.maketrans("ab", "ba")
        mirrored = [tuple("".join(ballot).translate(swap)) for ballot in votes]
        found = ranked([*votes, *mirrored])
        assert found["a"] == found["b"]

    @given(ballots, st.permutations(OPTIONS))
    def test_names_do_not_matter(self, votes, names):
        """Options that are renamed, or listed in another order, keep their ranks (neutrality)."""
        rename = dict(zip(OPTIONS, names, strict=True))
        found = ranked([tuple(rename[one] for one in ballot) for ballot in votes], names)
        assert {rename[option]: rank for option, rank in ranked(votes).items()} == found

    @given(ballots, st.randoms(use_true_random=False))
    def test_people_do_not_matter(self, votes, dice):
        """Who gave which ballot changes nothing (anonymity)."""
        shuffled = list(votes)
        dice.shuffle(shuffled)
        assert ranked(shuffled) == ranked(votes)

    @given(ballots)
    def test_who_beats_everyone_wins_alone(self, votes):
        """An option that more people prefer, against each other one, is the only winner (Condorcet)."""
        counted = preferences(votes, list(OPTIONS)).to_numpy()
        beats = (counted > counted.T).sum(axis=1)
        for n in np.flatnonzero(beats == len(OPTIONS) - 1):
            assert winners(votes) == {OPTIONS[n]}

    @given(ballots)
    def test_the_stronger_path_stands_higher(self, votes):
        """Whoever beats another has a smaller rank, and somebody always wins."""
        strong = path_strengths(preferences(votes, list(OPTIONS)))
        found = schulze_ranks(strong)
        assert found.min() == 1
        for one, other in permutations(OPTIONS, 2):
            if strong.loc[one, other] > strong.loc[other, one]:
                assert found[one] < found[other]

    def test_what_nobody_named_ties_last(self):
        """Options that no one ranked come after all others, together."""
        assert ranked(["ab", "ab", "b"]) == {"a": 1, "b": 2, "c": 3, "d": 3}


class TestPreferences:
    def test_left_out_is_below_and_ties(self):
        """A ranked option is above one that was left out; two that were left out are not compared."""
        found = preferences(["ab"], list("abc" + "d"))
        assert found.loc["a"].to_list() == [0, 1, 1, 1]
        assert found.loc["b"].to_list() == [0, 0, 1, 1]
        assert found.loc["c"].to_list() == [0, 0, 0, 0]

    def test_passes_over_what_is_gone(self):
        """An option that was taken out of the programme moves the rest up."""
        assert preferences([("gone", "b", "a")], ["a", "b"]).loc["b", "a"] == 1


class TestBorda:
    def test_three_two_one(self):
        """The first place gives three points, the second two, the third one."""
        counts = place_counts([("a", "b", "c"), ("a", "c"), ("b",)], list(OPTIONS), 3)
        assert counts.loc["a"].to_list() == [2, 0, 0]
        assert counts.loc["b"].to_list() == [1, 1, 0]
        assert borda_points(counts).to_dict() == {"a": 6, "b": 5, "c": 3, "d": 0}

    @given(ballots)
    def test_full_ballots_give_all_points(self, votes):
        """Every full top three gives six points, whoever gets them."""
        full = [ballot for ballot in votes if len(ballot) >= 3]
        assert borda_points(place_counts(full, list(OPTIONS), 3)).sum() == 6 * len(full)


def _with_clone(ballot, option, dice):
    """Put a clone right above or below an option, where that stands on a ballot."""
    if option not in ballot:
        return ballot
    at = ballot.index(option) + dice.randrange(2)
    return (*ballot[:at], "z", *ballot[at:])
