"""What a vote costs does not depend on how many look on."""

from workshop.messages import GetResult

VOTE = "grens-01"


class TestVote:
    def test_no_participant_is_told_of_anothers_vote(self, room):
        """A vote causes no message to the other participants' pages, however many there are."""
        room.join(30)
        room.act("open", VOTE)
        heard = []
        for page in room.people[1:]:
            page.listen(lambda notice: heard.append(notice.topic))
        room.save(room.people[0], VOTE, "choice", "zelf")
        assert heard == []


class TestSummary:
    def test_is_made_once_whoever_looks(self, room, monkeypatch):
        """Thirty pages that ask for a result cause one summary."""
        from workshop.broker import results

        made = []
        original = results._make
        monkeypatch.setattr(results, "_make", lambda *args: made.append(args[2].id) or original(*args))
        room.join(30)
        room.act("open", VOTE)
        room.vote(VOTE, *["zelf"] * 30)
        room.act("show")
        for page in (*room.people, room.screen, room.desk):
            assert page.ask_now(GetResult(activity=VOTE)).people == 30
        assert made == [VOTE]

    def test_memory_is_bounded(self, room):
        """Results that nobody has asked for in a long time are forgotten, and made again when asked."""
        for number in range(2000):
            room.broker.cached(("test", number), 0, lambda: "made")
        assert len(room.broker.cache) <= 500
        assert room.broker.cached(("test", 0), 0, lambda: "made again") == "made again"
