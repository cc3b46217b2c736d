"""A ranking and a weighing in a room: saved whole, counted as done, shown through the gate."""

from tests.broker.conftest import PROGRAMME
from workshop.messages import GetAnswers, GetDivided, GetRoom, Refused

HELP, MANAGER = "rollen-hulp", "rollen-manager"
TOPS = [
    ["doelen-4", "doelen-1", "doelen-2"],
    ["doelen-4", "doelen-2"],
    ["doelen-1", "doelen-4", "doelen-6"],
    ["doelen-4"],
    ["doelen-6", "doelen-4", "doelen-1"],
]
POINTS = PROGRAMME.activity(MANAGER).points


def rank(room, tops=TOPS):
    room.act("open", HELP)
    for page, top in zip(room.people, tops, strict=True):
        assert not isinstance(room.save(page, HELP, "top", top), Refused)


def weigh(room, weight=2):
    for page in room.people:
        for point in POINTS:
            room.save(page, MANAGER, point, weight)


class TestRanking:
    def test_the_order_of_the_group(self, room):
        """Shown: ranks, points and places in the group's order, with the texts of its language."""
        room.join(5)
        rank(room)
        room.act("show")
        table = room.result(room.screen, HELP).table
        assert table["people"] == 5
        assert table["options"][0] == {
            "id": "doelen-4",
            "rank": 1,
            "points": 13,
            "places": [3, 2, 0],
            "label": PROGRAMME.activity(HELP).listed[3].label["nl"],
        }
        assert [row["rank"] for row in table["options"]][-2:] == [5, 5]  # nobody named the last two
        assert room.result(room.people[0], HELP).figures["main"]["data"]

    def test_done_is_who_gave_every_place(self, room):
        """With one or two places given someone is busy."""
        room.join(5)
        rank(room)
        seen = room.screen.ask_now(GetRoom())
        assert (seen.done, seen.busy) == (3, 2)

    def test_four_of_five_show_nothing(self, room):
        """Below the threshold there is no order."""
        room.join(4)
        rank(room, TOPS[:4])
        room.act("show")
        result = room.result(room.screen, HELP)
        assert (result.status, result.table, result.figures) == ("too-few", {}, {})

    def test_one_top_that_changed_after_showing_is_not_seen(self, room):
        """Opened again, one person turns their top round: the table stays, also when it comes back from the store."""
        room.join(5)
        rank(room)
        room.act("show")
        before = room.result(room.screen, HELP).table
        room.act("open", HELP)
        room.save(room.people[3], HELP, "top", ["doelen-5"])
        room.act("show")
        assert room.result(room.screen, HELP).table == before
        assert room.people[3].ask_now(GetAnswers()).values[HELP]["1"]["top"] == ["doelen-5"]

    def test_no_order_of_a_person_leaves(self, room):
        """The result names no participant and holds no whole top."""
        room.join(5)
        rank(room)
        room.act("show")
        assert "participant" not in str(room.result(room.people[0], HELP))
        assert str(TOPS[0]) not in str(room.result(room.people[0], HELP).table)


class TestWeighing:
    def test_two_rounds_with_a_balance(self, room):
        """Both votes, who moved, and the mean of each point; the weights stay those of the first round."""
        room.join(5)
        room.act("open", MANAGER)
        room.vote(MANAGER, "ja", "ja", "nee", "nee", "hangt-ervan-af")
        weigh(room)
        room.act("show")
        room.act("again")
        room.vote(MANAGER, "ja", "hangt-ervan-af", "nee", "hangt-ervan-af", "hangt-ervan-af", number=2)
        room.save(room.people[0], MANAGER, POINTS[0], 4, 2)
        room.act("show")
        result = room.result(room.screen, MANAGER)
        assert result.table["rounds"]["2"]["counts"] == {"ja": 1, "nee": 1, "hangt-ervan-af": 3}
        assert (result.table["shift"]["stayed"], result.table["shift"]["moved"]) == (3, 2)
        assert [(side["id"], side["mean"]) for side in result.table["sides"]] == [("advantages", 2.0), ("risks", 2.0)]
        assert result.table["sides"][0]["points"][0]["counts"] == {"0": 0, "1": 0, "2": 5, "3": 0, "4": 0}
        assert set(result.figures) == {"main", "shift"}

    def test_done_is_a_vote_and_every_point_and_later_a_vote(self, room):
        """In the first round the weights are asked too; in the second they are not."""
        (page, _other) = room.join(2)
        room.act("open", MANAGER)
        room.vote(MANAGER, "ja", "nee")
        seen = room.screen.ask_now(GetRoom())
        assert (seen.done, seen.busy) == (0, 2)
        weigh(room, 0)
        assert room.screen.ask_now(GetRoom()).done == 2
        room.act("close")
        room.act("again")
        assert room.screen.ask_now(GetRoom()).done == 0
        room.save(page, MANAGER, "choice", "nee", 2)
        assert room.screen.ask_now(GetRoom()).done == 1

    def test_a_point_that_few_weighed_is_hidden(self, room):
        """Each point is judged by its own number of people."""
        room.join(5)
        room.act("open", MANAGER)
        room.vote(MANAGER, *["ja"] * 5)
        for page in room.people[:4]:
            room.save(page, MANAGER, POINTS[0], 4)
        room.act("show")
        side = room.result(room.screen, MANAGER).table["sides"][0]
        assert side["points"][0]["too_few"]
        assert side["mean"] is None

    def test_it_can_divide_a_group(self, room):
        """Asked what divides the group most, a weighing counts as a vote; a ranking does not."""
        room.join(5)
        rank(room)
        room.act("show")
        room.act("open", MANAGER)
        room.vote(MANAGER, "ja", "ja", "ja", "ja", "ja")
        room.act("show")
        assert room.desk.ask_now(GetDivided(session="rollen")).activities == [(MANAGER, 0.0)]
