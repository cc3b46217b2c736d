"""A page owns its kernel: whoever knows its id gets no further than the owner lets it, which is nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import Facilitator, Participant, Screen, Someone
from tests.live import LiveServer
from workshop.messages import GroupMade

pytestmark = pytest.mark.browser

FORBIDDEN, NOT_FOUND, NOT_ALLOWED = 403, 404, 405
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
#: Addresses of Jupyter and Voilà that other servers answer; {id} is a foreign kernel.
ELSEWHERE = [
    ("GET", "/api"),
    ("GET", "/api/kernels"),
    ("POST", "/api/kernels"),
    ("DELETE", "/api/kernels/{id}"),
    ("PATCH", "/api/kernels/{id}"),
    ("POST", "/api/kernels/{id}/restart"),
    ("POST", "/api/kernels/{id}/interrupt"),
    ("GET", "/api/kernelspecs"),
    ("GET", "/api/sessions"),
    ("POST", "/api/sessions"),
    ("GET", "/api/contents"),
    ("GET", "/api/contents/grenzen.ipynb"),
    ("GET", "/api/terminals"),
    ("POST", "/api/terminals"),
    ("GET", "/api/status"),
    ("GET", "/api/me"),
    ("GET", "/api/config/notebook"),
    ("POST", "/voila/api/shutdown/{id}"),
    ("POST", "/api/shutdown"),
    ("GET", "/voila/query/{id}"),
    ("GET", "/voila/render/grenzen.ipynb"),
    ("GET", "/voila/tree"),
    ("GET", "/voila/files/grenzen.ipynb"),
    ("GET", "/voila/static/%2e%2e/%2e%2e/app.py"),
    ("GET", "/files/grenzen.ipynb"),
    ("GET", "/notebooks/grenzen.ipynb"),
    ("GET", "/grenzen.ipynb"),
    ("GET", "/static/workshop/../../../../etc/passwd"),
    ("GET", "/lab"),
    ("GET", "/terminals/websocket/1"),
    ("GET", "/login"),
    ("GET", "/metrics"),
]
#: What a page's own browser may not tell even its own kernel: (channel, type, content).
UNHEARD = [
    ("shell", "execute_request", {"code": "open({path!r}, 'w').close()", "silent": False}),
    ("control", "execute_request", {"code": "open({path!r}, 'w').close()", "silent": False}),
    ("shell", "complete_request", {"code": "import o", "cursor_pos": 8}),
    ("shell", "inspect_request", {"code": "open", "cursor_pos": 4, "detail_level": 1}),
    ("shell", "history_request", {"hist_access_type": "tail", "n": 10, "raw": True, "output": False}),
    ("control", "interrupt_request", {}),
    ("control", "debug_request", {"type": "request", "seq": 1, "command": "initialize"}),
    ("stdin", "input_reply", {"value": "x"}),
    ("shell", "shutdown_request", {"restart": False}),
    ("control", "shutdown_request", {"restart": True}),
]

_TALK = (Path(__file__).parent / "attack.js").read_text(encoding="utf-8")


@dataclass
class Room:
    """A group in the middle of a vote: facilitator, screen, an attacker and a victim."""

    server: LiveServer
    made: GroupMade
    desk: Facilitator
    screen: Screen
    attacker: Participant
    victim: Participant

    @property
    def foreign(self) -> list[str]:
        """The kernel ids that the attacker knows and should not."""
        return [self.desk.kernel, self.screen.kernel, self.victim.kernel]

    def headers(self, someone: Someone, **more: str) -> dict[str, str]:
        """Give what a browser sends along: its cookies, its origin, and the token against forged requests."""
        cookies = {cookie["name"]: cookie["value"] for cookie in someone.context.cookies()}
        line = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return {"Cookie": line, "Origin": self.server.url, "X-XSRFToken": cookies.get("_xsrf", ""), **more}


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Bring a group together on a server of its own: its processes are counted."""
    server = LiveServer(tmp_path_factory.mktemp("ownership") / "data").start()
    try:
        made = server.new_group(min_people=3)
        desk = Facilitator.arrive(browser, server.url)
        desk.open_desk(made)
        desk.turn_to("grenzen", "grens-05")
        desk.press("open")
        screen = Screen.arrive(browser, server.url)
        screen.open_screen(made)
        attacker, victim = (Participant.arrive(browser, server.url) for _n in range(2))
        attacker.join_and_go_in(made.group.code, "A")
        victim.join_and_go_in(made.group.code, "B")
        yield Room(server, made, desk, screen, attacker, victim)
        for one in (desk, screen, attacker, victim):
            one.leave()
    finally:
        server.stop()


class TestForeignKernels:
    def test_websocket(self, room: Room) -> None:
        """The websocket of a kernel opens for its owner only: with any other cookies, or none, it is 403."""
        own = f"/api/kernels/{room.attacker.kernel}/channels"
        me = room.headers(room.attacker, **HANDSHAKE)
        assert room.server.ask("GET", own, me).status == 101
        for kernel in room.foreign:
            path = f"/api/kernels/{kernel}/channels"
            assert room.server.ask("GET", path, me).status == FORBIDDEN
            assert room.server.ask("GET", path, {**HANDSHAKE, "Origin": room.server.url}).status == FORBIDDEN
            assert room.attacker.page.evaluate(_TALK, [kernel, [], False]) == ["refused"]

    def test_websocket_from_another_place(self, room: Room) -> None:
        """A page of another site, and a program that names no site, are refused even with the owner's cookies."""
        path = f"/api/kernels/{room.victim.kernel}/channels"
        owner = room.headers(room.victim, **HANDSHAKE)
        assert room.server.ask("GET", path, owner).status == 101
        for origin in ("http://elsewhere.example", "null", room.server.url.replace("127.0.0.1", "localhost"), ""):
            assert room.server.ask("GET", path, {**owner, "Origin": origin}).status == FORBIDDEN, origin
        without = {name: value for name, value in owner.items() if name != "Origin"}
        assert room.server.ask("GET", path, without).status == FORBIDDEN

    def test_status(self, room: Room) -> None:
        """Whether a kernel lives is told to its owner only."""
        me = room.headers(room.attacker)
        assert room.server.ask("GET", f"/api/kernels/{room.attacker.kernel}", me).status == 200
        for kernel in room.foreign:
            for headers in (me, {}):
                reply = room.server.ask("GET", f"/api/kernels/{kernel}", headers)
                assert reply.status == FORBIDDEN
                assert kernel not in reply.text
            assert room.attacker.page.request.get(f"/api/kernels/{kernel}").status == FORBIDDEN

    def test_shutdown(self, room: Room) -> None:
        """A page is closed by its own browser only, and not by a request that another site forges."""
        me = room.headers(room.attacker)
        for kernel in room.foreign:
            path = f"/pagina/sluit/{kernel}"
            assert room.server.ask("POST", path, me).status == FORBIDDEN
            assert room.server.ask("POST", path, {}).status == FORBIDDEN
        owner = room.headers(room.victim)
        del owner["X-XSRFToken"]
        assert room.server.ask("POST", f"/pagina/sluit/{room.victim.kernel}", owner).status == FORBIDDEN

    @pytest.mark.parametrize(("method", "path"), ELSEWHERE)
    def test_nothing_else_of_jupyter_answers(self, room: Room, method: str, path: str) -> None:
        """No other address of Jupyter or Voilà exists here, for strangers and for owners."""
        body = "{}" if method in {"POST", "PATCH"} else None
        for kernel in (room.victim.kernel, room.attacker.kernel):
            reply = room.server.ask(method, path.format(id=kernel), room.headers(room.attacker), body)
            assert reply.status in {FORBIDDEN, NOT_FOUND, NOT_ALLOWED}
            assert "root:" not in reply.text
            assert '"cells"' not in reply.text

    @pytest.mark.parametrize("raw", [False, True], ids=["json", "binary"])
    def test_what_a_kernel_does_not_hear(self, room: Room, tmp_path: Path, raw: bool) -> None:
        """Code, shutdown and the like are refused to a page's own browser too, on every channel, in both protocols."""
        kernel, mark = room.attacker.kernel, tmp_path / "mark"
        messages = [
            [channel, kind, {name: _at(value, mark) for name, value in content.items()}]
            for channel, kind, content in UNHEARD
        ]
        heard = room.attacker.page.evaluate(_TALK, [kernel, messages, raw])
        assert "kernel_info_reply" in heard
        assert not {each for each in heard if each.endswith("_reply")} - {"kernel_info_reply"}
        assert not mark.exists()
        assert room.attacker.kernel == kernel
        room.attacker.choose("samen")

    def test_messages_for_widgets_that_are_not_the_pages(self, room: Room) -> None:
        """A browser can neither make, close nor speak to any other widget than its page."""
        kernel = room.attacker.kernel
        messages: list[Any] = [
            ["shell", "comm_open", {"comm_id": "mine", "target_name": "jupyter.widget", "data": {"state": {}}}],
            ["shell", "comm_open", {"comm_id": "other", "target_name": "jupyter.widget.control", "data": {}}],
            ["shell", "comm_msg", {"comm_id": "mine", "data": {"method": "request_states"}}],
            ["shell", "comm_msg", {"comm_id": "other", "data": {"method": "request_states"}}],
            ["shell", "comm_msg", {"comm_id": "no-such", "data": {"method": "custom", "content": {}}}],
            ["shell", "comm_close", {"comm_id": room.attacker.model, "data": {}}],
        ]
        heard = room.attacker.page.evaluate(_TALK, [kernel, messages, False])
        assert not {"comm_open", "comm_close", "mine", "other", "no-such"} & set(heard)
        room.attacker.choose("grens")
        assert room.attacker.kernel == kernel

    def test_traits_that_a_browser_changes_reach_nobody(self, room: Room) -> None:
        """A browser that calls itself facilitator in its own widget leads nobody."""
        claim = {"welcome": {"role": "facilitator"}, "stage": {"activity": "grens-01", "seq": 99999}}
        act = {"ask": 1, "request": {"type": "Act", "action": "close", "activity": "grens-05"}}
        messages: list[Any] = [
            ["shell", "comm_msg", {"comm_id": room.attacker.model, "data": {"method": "update", "state": claim}}],
            ["shell", "comm_msg", {"comm_id": room.attacker.model, "data": {"method": "custom", "content": act}}],
        ]
        room.attacker.page.evaluate(_TALK, [room.attacker.kernel, messages, False])
        room.victim.choose("grens")
        expect(room.desk.page.locator("[data-action=close]")).to_be_enabled()
        room.attacker.page.reload()
        room.attacker.choose("zelf")


class TestRoles:
    @pytest.mark.parametrize("path", ["/begeleider", "/scherm", "/begeleider?groep={code}", "/scherm?groep={code}"])
    def test_no_page_is_given_without_the_link(self, browser: Browser, room: Room, path: str) -> None:
        """Desk and screen without their link are a friendly 403, and no kernel is started or given away for it."""
        before, processes = room.server.rest(), _kernels(room.server)
        stranger = Someone.arrive(browser, room.server.url)
        for one in (stranger.page, room.attacker.another_tab().page):
            for _again in range(3):
                answer = one.goto(path.format(code=room.made.group.code))
                assert answer is not None
                assert answer.status == FORBIDDEN
                expect(one.get_by_role("heading", name="Deze pagina is niet voor jou")).to_be_visible()
                assert one.locator("#workshop-page").count() == 0
        one.close()
        after = room.server.health()
        assert after["made"] == before["made"]
        assert after["pages"] <= before["pages"]
        assert _kernels(room.server) <= processes
        stranger.leave()

    def test_screen_link_opens_no_desk(self, browser: Browser, room: Room) -> None:
        """The link for the projector, which may hang on a wall, does not lead the group."""
        stranger = Screen.arrive(browser, room.server.url)
        stranger.open_screen(room.made)
        answer = stranger.page.goto("/begeleider")
        assert answer is not None
        assert answer.status == FORBIDDEN
        stranger.leave()

    def test_facilitator_link_of_one_group_opens_no_other(self, browser: Browser, room: Room) -> None:
        """Who leads one group can neither lead nor show another."""
        other = room.server.new_group("Elders")
        stranger = Facilitator.arrive(browser, room.server.url)
        stranger.open_desk(other)
        for path in ("begeleider", "scherm"):
            answer = stranger.page.goto(f"/{path}?groep={room.made.group.code}")
            assert answer is not None
            assert answer.status == FORBIDDEN
        stranger.leave()


class TestAfterwards:
    def test_the_victims_never_noticed(self, room: Room) -> None:
        """After all that, desk, screen and the other participant's page work as before, on the same kernels."""
        room.victim.choose("melden")
        expect(room.desk.page.get_by_text(re.compile(r"^2\s*klaar$")).first).to_be_visible()
        room.screen.sees(re.compile(r"^2 van 2 klaar$"))
        for one in (room.desk, room.screen, room.victim):
            assert one.complaints == []
            assert room.server.ask("GET", f"/api/kernels/{one.kernel}", room.headers(one)).status == 200


def _at(value: Any, mark: Path) -> Any:
    return value.format(path=str(mark)) if isinstance(value, str) else value


def _kernels(server: LiveServer) -> set[int]:
    return {process.pid for process in server.family()}
