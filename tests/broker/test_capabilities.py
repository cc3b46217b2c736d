"""Who may ask what."""

import typing

import pytest

from workshop.broker import DirectLink, handlers, roles_of
from workshop.errors import RefusedError
from workshop.messages import (
    Assign,
    Begin,
    Done,
    Expect,
    Forget,
    GetGroups,
    Identity,
    NewGroup,
    PageRequest,
    PickGroup,
    Presence,
    Request,
    ServerRequest,
)


class TestRoles:
    def test_every_request_has_a_handler(self):
        """No request of the messages is without an answer."""
        assert set(handlers()) == set(typing.get_args(Request))

    def test_server_requests_are_the_servers(self):
        """No page can make, give away or resume seats, nor ask what a secret opens."""
        for request in typing.get_args(ServerRequest):
            assert "participant" not in roles_of(request)
            assert "screen" not in roles_of(request)
            assert "facilitator" not in roles_of(request)

    def test_participants_can_do_little(self):
        """The whole list of what a participant's page may ask."""
        allowed = {r.__name__ for r in typing.get_args(PageRequest) if "participant" in roles_of(r)}
        assert allowed == {"Begin", "Save", "GetStage", "GetAnswers", "GetResult", "SetLanguage"}


class TestMadePages:
    def test_a_page_is_nobodys_until_given_away(self, room):
        """A made page is refused everything, and hears when it becomes somebody's."""
        room.server.ask_now(Expect(capability="made"))
        page = DirectLink(room.broker, capability="made")
        heard = []
        page.listen(lambda notice: heard.append(notice.topic))
        assert page.ask_now(Begin()).reason == "not-yours-yet"
        identity = Identity(role="screen", group=room.group.id)
        assert room.server.ask_now(Assign(capability="made", identity=identity)) == Done()
        assert heard == ["assigned"]
        assert page.ask_now(Begin()).role == "screen"

    def test_given_out_once(self, room):
        """A page that belongs to somebody cannot be given to somebody else."""
        room.server.ask_now(Expect(capability="made"))
        room.server.ask_now(Assign(capability="made", identity=Identity(role="screen", group=room.group.id)))
        second = room.server.ask_now(Assign(capability="made", identity=Identity(role="host")))
        assert second.reason == "given-away"

    def test_unknown_capabilities_are_refused(self, room):
        """A guessed capability opens nothing."""
        with pytest.raises(RefusedError, match="not known"):
            room.broker.connect("guessed", lambda _notice: None)

    def test_used_by_one_at_a_time(self, room):
        """A stolen capability is worth nothing while its page is connected."""
        room.server.ask_now(Expect(capability="made"))
        DirectLink(room.broker, capability="made")
        with pytest.raises(RefusedError, match="connected already"):
            room.broker.connect("made", lambda _notice: None)

    def test_worth_nothing_after_the_page_is_gone(self, room):
        """After Forget the capability is unknown."""
        room.server.ask_now(Expect(capability="made"))
        room.server.ask_now(Forget(capability="made"))
        with pytest.raises(RefusedError, match="not known"):
            room.broker.connect("made", lambda _notice: None)
        assert room.server.ask_now(Presence(capability="made", here=True)) == Done()


class TestHost:
    def test_a_host_makes_and_picks_a_group(self, room):
        """A host's page becomes the facilitator's page of the group that was picked."""
        host = DirectLink(room.broker, Identity(role="host"))
        made = host.ask_now(NewGroup(name="  Groep West  ", min_people=3))
        assert (made.group.name, made.group.min_people, made.group.min_people_sensitive) == ("Groep West", 3, 3)
        assert [group.name for group in host.ask_now(GetGroups()).groups] == ["Groep West", "Groep Oost"]
        welcome = host.ask_now(PickGroup(group=made.group.id))
        assert (welcome.role, welcome.group.name) == ("facilitator", "Groep West")

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"min_people": 2}, "bad-number"),
            ({"language": "fr"}, "unknown-language"),
            ({"name": " "}, "bad-name"),
            ({"name": "x" * 121}, "bad-name"),
        ],
    )
    def test_bad_groups_are_refused(self, room, wrong, reason):
        """A name that is empty or too long, a language that is not there, a threshold below 3."""
        host = DirectLink(room.broker, Identity(role="host"))
        assert host.ask_now(NewGroup(**{"name": "Goed", **wrong})).reason == reason
