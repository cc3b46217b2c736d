"""Whatever breaks, pages come back by themselves to the same place, and what was said to be saved is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import CHOICES, PROGRAMME, Facilitator, Participant, Screen, Someone
from tests.live import LiveServer, until
from tests.wire import Wire
from workshop.messages import GroupMade

pytestmark = pytest.mark.browser

AWAY = 5  # seconds after which the kernel of a page without connection ends
VOTE = "grens-05"
WORDS = (VOTE, 1, "words")
CHOICE = (VOTE, 1, "choice")
LOST = "Verbinding verbroken."
STALE = "Niet meer bij sinds"

_REMEMBER = """(text) => new MutationObserver(() => {
  if (document.body.innerText.includes(text)) window.seen = true;
}).observe(document.body, { subtree: true, childList: true, characterData: true })"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Start a server that these tests may kill."""
    live = LiveServer(tmp_path_factory.mktemp("faults") / "data", "--away-seconds", str(AWAY)).start()
    yield live
    live.stop()


@dataclass
class Vote:
    """A group that is voting, with as many people as a test asks for."""

    browser: Browser
    server: LiveServer
    made: GroupMade
    desk: Facilitator
    everybody: list[Someone]

    def person(self, base: str = "") -> Participant:
        """Let one more person in, over another address if wanted."""
        someone = Participant.arrive(self.browser, base or self.server.url)
        self.everybody.append(someone)
        someone.join_and_go_in(self.made.group.code)
        return someone

    def screen(self) -> Screen:
        """Open the screen."""
        screen = Screen.arrive(self.browser, self.server.url)
        self.everybody.append(screen)
        screen.open_screen(self.made)
        return screen

    def saved(self, person: Participant, answers: dict[tuple[str, int, str], object]) -> None:
        """Wait until the store holds exactly these answers of a person."""
        until(lambda: self.server.stored(person.code) == answers, f"the store to hold {answers}")


@pytest.fixture
def vote(browser: Browser, server: LiveServer) -> Iterator[Vote]:
    """Open a vote in a new group, on a server that runs: an earlier test may have failed with it down."""
    if not server.running:
        server.start()
    made = server.new_group(min_people=3)
    desk = Facilitator.arrive(browser, server.url)
    desk.open_desk(made)
    desk.turn_to("grenzen", VOTE)
    desk.press("open")
    vote = Vote(browser, server, made, desk, [desk])
    yield vote
    for someone in vote.everybody:
        someone.leave()


@pytest.fixture
def wire(server: LiveServer) -> Iterator[Wire]:
    """Lay a wire to the server that can be cut."""
    with Wire(int(server.url.rsplit(":", 1)[1])) as wire:
        yield wire


class TestServer:
    def test_power_cut_in_the_middle_of_a_vote(self, vote: Vote, browser: Browser, server: LiveServer) -> None:
        """After kill -9 all that was "bewaard" is there, and every page is back untouched with what was being typed."""
        screen = vote.screen()
        chose, wrote, typing = vote.person(), vote.person(), vote.person()
        other = server.new_group("Nog niet begonnen")
        waiting = Participant.arrive(browser, server.url)
        vote.everybody.append(waiting)
        waiting.join(other.group.code)
        waiting.go_in()
        waiting.page.wait_for_url("**/wacht")
        chose.choose("samen")
        wrote.words.fill("Ik bel eerst de leerling.")
        wrote.sees_saved()
        kernels = [one.kernel for one in (chose, wrote, typing, screen, vote.desk)]
        typing.words.fill("Ik was nog bez")
        server.kill()

        for one in (chose, wrote, typing):
            one.sees(LOST)
        for one in (screen, vote.desk):
            one.sees(STALE)
        typing.words.press_sequentially("ig met deze zin")
        assert server.stored(chose.code) == {CHOICE: "samen"}
        assert server.stored(wrote.code) == {WORDS: "Ik bel eerst de leerling."}

        server.start()
        vote.saved(typing, {WORDS: "Ik was nog bezig met deze zin"})
        expect(typing.words).to_have_value("Ik was nog bezig met deze zin")
        expect(chose.page.get_by_role("radio", name=CHOICES["samen"], exact=True)).to_be_checked()
        expect(wrote.words).to_have_value("Ik bel eerst de leerling.")
        screen.sees(re.compile(r"^1 van 3 klaar$"))
        expect(vote.desk.page.locator("[data-action=close]")).to_be_enabled()
        for one in (chose, wrote, typing, screen, vote.desk):
            expect(one.page.get_by_text(LOST)).to_be_hidden()
            expect(one.page.get_by_text(STALE)).to_be_hidden()
        assert not {one.kernel for one in (chose, wrote, typing, screen, vote.desk)} & set(kernels)
        assert {one.page.url for one in (chose, wrote, typing)} == {f"{server.url}/sessie/grenzen"}

        # and life goes on, also for who was waiting
        wrote.choose("zelf")
        screen.sees(re.compile(r"^2 van 3 klaar$"))
        lead = Facilitator.arrive(browser, server.url)
        vote.everybody.append(lead)
        lead.open_desk(other)
        lead.press("open")
        waiting.page.wait_for_url("**/sessie/zelfbeeld")

    def test_server_that_ends_well(self, vote: Vote, server: LiveServer) -> None:
        """A server that is stopped and started again, as at an update, is the same to everybody."""
        person = vote.person()
        person.words.fill("Vlak voor de herstart")
        server.stop()
        person.sees(LOST)
        server.start()
        vote.saved(person, {WORDS: "Vlak voor de herstart"})
        expect(person.page.get_by_text(LOST)).to_be_hidden()
        expect(person.words).to_have_value("Vlak voor de herstart")

    def test_broker_killed(self, vote: Vote, server: LiveServer) -> None:
        """When the broker dies, pages stay where they are, the screen says that it is behind, and nothing is lost."""
        screen, person = vote.screen(), vote.person()
        person.choose("grens")
        kernels = [one.kernel for one in (person, screen, vote.desk)]
        screen.page.evaluate(_REMEMBER, STALE)
        next(process for process in server.family() if "workshop.broker" in process.cmdline()).kill()
        person.page.get_by_role("radio", name=CHOICES["melden"], exact=True).check()
        person.words.fill("Midden in de storing")
        vote.saved(person, {CHOICE: "melden", WORDS: "Midden in de storing"})
        person.sees_saved()
        screen.sees(re.compile(r"^1 van 1 klaar$"))
        assert screen.page.evaluate("window.seen")
        vote.desk.press("close")
        person.sees("Antwoorden kan niet meer.")
        assert [one.kernel for one in (person, screen, vote.desk)] == kernels

    def test_desk_of_a_host_survives_the_broker(self, browser: Browser, server: LiveServer) -> None:
        """A host who picked a group still stands in it after the broker was started anew."""
        made = server.new_group("Blijft")
        host = Facilitator.arrive(browser, server.url)
        host.page.goto(server.host_path())
        host.page.get_by_role("button", name=re.compile(made.group.code)).click()
        expect(host.page.locator("[data-action=open]")).to_be_visible()
        host.page.evaluate(_REMEMBER, STALE)
        next(process for process in server.family() if "workshop.broker" in process.cmdline()).kill()
        until(lambda: host.page.evaluate("window.seen"), "the desk to say that it is behind")
        host.sees("Live")
        host.press("open")
        expect(host.page.get_by_role("img", name="De groep is hier")).to_be_visible()
        host.leave()

    def test_kernel_killed(self, vote: Vote, server: LiveServer) -> None:
        """When the kernel of one page dies, that page comes back with another, and others notice nothing."""
        person, other = vote.person(), vote.person()
        before, others = person.kernel, other.kernel
        person.choose("samen")
        person.words.fill("Halverwege")
        process_of(server, before).kill()
        vote.saved(person, {CHOICE: "samen", WORDS: "Halverwege"})
        expect(person.words).to_have_value("Halverwege")
        expect(person.page.get_by_role("radio", name=CHOICES["samen"], exact=True)).to_be_checked()
        until(lambda: person.kernel != before, "a page with another kernel")
        assert other.kernel == others


class TestLaptop:
    def test_wifi_drops(self, vote: Vote, wire: Wire) -> None:
        """Without wifi the page says so, keeps what is typed, and saves it as soon as the wifi is back."""
        person = vote.person(wire.url)
        person.choose("samen")
        person.context.set_offline(True)
        wire.cut()
        person.sees(LOST)
        person.words.fill("In de lift geschreven 🛗")
        person.page.get_by_role("radio", name=CHOICES["laten"], exact=True).check()
        person.sees(re.compile("^Nog niet bewaard"))
        assert vote.server.stored(person.code) == {CHOICE: "samen"}
        wire.mend()
        person.context.set_offline(False)
        vote.saved(person, {CHOICE: "laten", WORDS: "In de lift geschreven 🛗"})
        person.sees_saved()
        expect(person.page.get_by_text(LOST)).to_be_hidden()

    def test_wifi_that_only_seems_there(self, vote: Vote, wire: Wire) -> None:
        """A line over which nothing comes is noticed, and mended without anybody's hand."""
        person = vote.person(wire.url)
        wire.hold()
        person.context.set_offline(True)
        person.words.fill("Niemand hoort mij")
        person.sees(LOST)
        wire.mend()
        person.context.set_offline(False)
        vote.saved(person, {WORDS: "Niemand hoort mij"})
        expect(person.page.get_by_text(LOST)).to_be_hidden()

    def test_sleep(self, vote: Vote, wire: Wire) -> None:
        """A laptop that slept until its kernel was ended wakes at the same place, and follows the group again."""
        person = vote.person(wire.url)
        person.choose("zelf")
        kernel = person.kernel
        person.words.fill("Vlak voor de klep dichtging")
        wire.cut()
        until(lambda: kernel not in kernels_of(vote.server), "the kernel to end")
        wire.mend()
        vote.saved(person, {CHOICE: "zelf", WORDS: "Vlak voor de klep dichtging"})
        expect(person.words).to_have_value("Vlak voor de klep dichtging")
        expect(person.page.get_by_role("radio", name=CHOICES["zelf"], exact=True)).to_be_checked()
        assert person.kernel != kernel
        vote.desk.press("close")
        person.sees("Antwoorden kan niet meer.")

    def test_second_tab(self, vote: Vote) -> None:
        """A second tab of the same person shows the same answers as they change, and follows the group."""
        person = vote.person()
        person.choose("samen")
        second = person.another_tab()
        second.page.goto("/hier")
        expect(second.page.get_by_role("radio", name=CHOICES["samen"], exact=True)).to_be_checked()
        second.choose("melden")
        second.words.fill("Uit het tweede tabblad")
        expect(person.page.get_by_role("radio", name=CHOICES["melden"], exact=True)).to_be_checked()
        expect(person.words).to_have_value("Uit het tweede tabblad")
        person.words.fill("En terug")
        expect(second.words).to_have_value("Uit het tweede tabblad")  # the hand is in that field
        second.page.get_by_role("heading", name=PROGRAMME.activity(VOTE).title["nl"]).click()
        expect(second.words).to_have_value("En terug")
        vote.desk.press("close")
        for one in (person, second):
            one.sees("Antwoorden kan niet meer.")
        assert vote.server.group(vote.made).people == 1

    def test_reload_in_the_middle_of_a_word(self, vote: Vote) -> None:
        """A reload right after a key stroke loses not a letter."""
        person = vote.person()
        person.words.press_sequentially("Halverwege een woo")
        person.page.reload()
        expect(person.words).to_have_value("Halverwege een woo")
        vote.saved(person, {WORDS: "Halverwege een woo"})

    def test_back_and_forward(self, vote: Vote) -> None:
        """Whoever leaves the page for another and comes back with the browser's buttons is where they were."""
        person = vote.person()
        person.choose("samen")
        person.words.fill("Even weg")
        person.page.goto("/terugkomcode")
        person.page.go_back()
        expect(person.words).to_have_value("Even weg")
        vote.saved(person, {CHOICE: "samen", WORDS: "Even weg"})
        person.page.go_forward()
        person.page.go_back()
        expect(person.page.get_by_role("radio", name=CHOICES["samen"], exact=True)).to_be_checked()
        vote.desk.press("close")
        person.sees("Antwoorden kan niet meer.")
        assert person.complaints == []


class TestDoor:
    def test_pressing_twice_is_one_person(self, vote: Vote) -> None:
        """A double click, Enter held down, and Back and once more: one seat."""
        person = Participant.arrive(vote.browser, vote.server.url)
        vote.everybody.append(person)
        person.page.goto(f"/j/{vote.made.group.code}")
        person.page.get_by_role("button", name="Doe mee").dblclick()
        person.page.wait_for_url("**/welkom")
        person.page.go_back()
        assert vote.server.group(vote.made).people == 1

        second = Participant.arrive(vote.browser, vote.server.url)
        vote.everybody.append(second)
        second.page.goto(f"/j/{vote.made.group.code}")
        second.page.get_by_label("Je naam").fill("Noor")
        second.page.evaluate(
            """() => { const form = document.querySelector("form.join");
                       form.requestSubmit(); HTMLFormElement.prototype.submit.call(form); }"""
        )
        second.page.wait_for_url("**/welkom")
        assert vote.server.group(vote.made).people == 2

    def test_previews_take_no_seat_and_no_page(self, vote: Vote) -> None:
        """Programs that look at links for a preview use nothing up, however often they look."""
        pages = vote.server.health()["pages"]
        for _look in range(30):
            for method in ("GET", "HEAD"):
                for path in (f"/j/{vote.made.group.code}", "/sessie/grenzen", f"/s/{vote.made.screen_secret}"):
                    assert vote.server.ask(method, path).status in {200, 303}
        assert vote.server.group(vote.made).people == 0
        assert vote.server.health()["pages"] <= pages


def kernels_of(server: LiveServer) -> dict[str, psutil.Process]:
    """Find the processes of all kernels, by the sockets that they listen on."""
    found: dict[str, psutil.Process] = {}
    for process in server.family():
        try:
            sockets = " ".join(str(each.laddr) for each in process.net_connections("unix"))
        except psutil.Error:
            continue
        if kernel := re.search(r"kernel-([0-9a-f-]{36})-ipc-1", sockets):
            found[kernel[1]] = process
    return found


def process_of(server: LiveServer, kernel: str) -> psutil.Process:
    """Find the process of a kernel."""
    return kernels_of(server)[kernel]
