"""Figures of released tables."""

import json
from itertools import pairwise
from typing import ClassVar

import plotly.graph_objects as go
import pytest

from workshop.charts import ranking_figures, rating_figures, vote_figures
from workshop.privacy import release_rankings, release_ratings, release_votes

CHOICES = [("zelf", "<b>zelf</b> <script>alert(1)</script>"), ("grens", "grens & zo"), ("samen", "😀 مرحبا")]
FIRST = {0: "zelf", 1: "zelf", 2: "grens", 3: "zelf", 4: "samen"}


def votes(second=None):
    answers = {1: {"choice": FIRST}} | ({2: {"choice": second}} if second else {})
    table, _made_of = release_votes(answers, {}, choices=[c for c, _t in CHOICES], steps=[1, 2], least=5)
    return vote_figures(table, CHOICES, str)


class TestVoteFigures:
    def test_bars_are_the_counts(self):
        """Each bar's length is the number of people."""
        assert votes()["main"]["data"][0]["x"] == [3, 1, 1]

    def test_rounds_stand_side_by_side(self):
        """The second round is a second set of bars, and the shift a figure of its own."""
        figures = votes({**FIRST, 0: "grens"})
        assert [bar["x"] for bar in figures["main"]["data"]] == [[3, 1, 1], [2, 2, 1]]
        assert sum(figures["shift"]["data"][0]["link"]["value"]) == 5

    def test_a_choice_of_nobody_shows_its_nought(self):
        """An empty place on the wall would look like something that is missing."""
        assert votes({**FIRST, 2: "zelf"})["main"]["data"][1]["text"] == ["4", "0", "1"]

    def test_the_shift_keeps_the_order_of_the_choices(self):
        """On both sides the choices stand as in the programme, so that whoever stayed goes straight across."""
        figure = votes({**FIRST, 0: "samen", 3: "samen", 4: "grens"})["shift"]
        node = figure["data"][0]["node"]
        for side in (0.001, 0.999):
            heights = [y for x, y in zip(node["x"], node["y"], strict=True) if x == side]
            assert heights == sorted(heights)
            assert len(heights) == 3
        assert [name["text"].split()[-1] for name in figure["layout"]["annotations"]] == [
            *("<b>3</b>", "<b>1</b>", "<b>1</b>"),
            *("<b>1</b>", "<b>2</b>", "<b>2</b>"),
        ]

    def test_names_beside_the_shift_do_not_touch(self):
        """Also when nearly everybody chose the same, there is a line's height for each name, within the figure."""
        choices = [(str(n), f"keuze {n}") for n in range(6)]
        first = {n: "0" if n < 195 else str(n - 194) for n in range(200)}
        table, _made_of = release_votes(
            {1: {"choice": first}, 2: {"choice": first}}, {}, choices=[c for c, _t in choices], steps=[1], least=5
        )
        names = vote_figures(table, choices, str)["shift"]["layout"]["annotations"]
        for x in (0, 1):
            places = [name["y"] for name in names if name["x"] == x]
            assert len(places) == 6
            assert all(high - low > 0.069 for high, low in pairwise(places))
            assert all(0 < y < 1 for y in places)

    def test_markup_in_labels_is_text(self):
        """Plotly would read tags in labels; ours come escaped."""
        names = votes()["main"]["data"][0]["y"]
        assert "<b>" not in names[0]
        assert "&lt;b&gt;" in names[0]

    @pytest.mark.parametrize("name", ["main", "shift"])
    def test_plotly_accepts_them_as_json(self, name):
        """What travels is JSON that plotly knows."""
        figure = json.loads(json.dumps(votes({**FIRST, 0: "grens"})[name]))
        assert go.Figure(figure).data

    def test_nothing_is_drawn_of_too_few(self):
        """Below the threshold there is no figure at all."""
        table, _made_of = release_votes({1: {"choice": {1: "zelf"}}}, {}, choices=["zelf"], steps=[1], least=5)
        assert vote_figures(table, CHOICES[:1], str) == {}


class TestRatingFigures:
    def test_a_figure_a_scale_and_one_of_the_means(self):
        """The bars' parts are the people per step."""
        answers = {"d1": {0: 5, 1: 5, 2: 1, 3: "unknown", 4: 3}}
        table, _made_of = release_ratings(answers, {}, scales={"doelen": ["d1"]}, steps=[1, 2, 3, 4, 5], least=5)
        figures = rating_figures(
            table,
            scales=[("doelen", "Doelen", [("d1", "Ik <i>zie</i> het.")])],
            steps=[(n, str(n)) for n in range(1, 6)],
            unknown="weet niet",
            _=str,
        )
        assert [trace["text"][0] for trace in figures["doelen"]["data"]] == ["1", "", "1", "", "2", "1"]
        assert figures["main"]["data"][0]["x"] == [2.5]
        assert "<i>" not in figures["doelen"]["data"][0]["y"][0]


class TestRankingFigures:
    LABELS: ClassVar = {"a": "A <b>", "b": "B", "c": "C"}

    def figures(self, tops):
        table, _made_of = release_rankings({"top": tops}, [], options=["a", "b", "c"], places=3, least=3)
        return ranking_figures(table, self.LABELS, str)

    def test_parts_are_the_points_of_each_place(self):
        """A bar is as long as its points, in the group's order; its numbers are people."""
        bars = self.figures({0: ["b", "a"], 1: ["b", "c", "a"], 2: ["a", "b"]})["main"]["data"]
        assert bars[0]["y"] == ["B", "A &lt;b&gt;", "C"]
        assert [bar["x"] for bar in bars[:3]] == [[6, 3, 0], [2, 2, 2], [0, 1, 0]]
        assert [bar["text"] for bar in bars[:3]] == [["2", "1", ""], ["1", "1", "1"], ["", "1", ""]]
        assert bars[3]["text"] == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
        assert bars[4]["x"] == [8, 6, 2]

    def test_plotly_accepts_it_as_json(self):
        """What travels is JSON that plotly knows."""
        figure = json.loads(json.dumps(self.figures({n: ["a"] for n in range(3)})["main"]))
        assert go.Figure(figure).data

    def test_nothing_is_drawn_of_too_few(self):
        """Below the threshold there is no figure at all."""
        assert self.figures({0: ["a"]}) == {}
