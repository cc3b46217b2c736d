"""Whatever people type or press, it is shown as text, refused kindly or does nothing; never lost, never run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.people import CHOICES, PROGRAMME, Facilitator, Participant, Screen, Someone
from tests.live import LiveServer, until
from tests.wire import Wire
from workshop.content import programme_path
from workshop.messages import GroupMade

pytestmark = pytest.mark.browser

MOST_PEOPLE = 4
VOTE, OTHER = "grens-01", "grens-02"
LONG = "x" * 10_000
GROUP = "<img src=x onerror=alert(1)>&amp;\"' 👩🏽‍🏫 שלום"
NAME = "<script>alert(2)</script> 🦊 محمد"
LABEL = "Grens <img src=x onerror=alert(3)> & <b>vet</b>"
WORDS = "<svg onload=alert(4)></svg> <b>vet</b> &lt; 👍🏽 {name} %s"
RIGHT_TO_LEFT = "أتحدث مع المتدرب أولاً"
CLOSED = "Antwoorden kan hier niet meer. Wat je het laatst koos, telt niet mee."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Start a server with small groups and a programme that has markup in the label of a choice."""
    folder = tmp_path_factory.mktemp("bad")
    programme = shutil.copytree(programme_path(), folder / "programme")
    situations = programme / "grenzen.yaml"
    text = situations.read_text(encoding="utf-8")
    for label in ("Ik stel een duidelijke grens", "Grens stellen"):
        text = text.replace(f"nl: {label},", f"nl: '{LABEL}',")
    situations.write_text(text, encoding="utf-8")
    options = ("--programme", str(programme), "--max-people", str(MOST_PEOPLE))
    live = LiveServer(folder / "data", *options).start()
    yield live
    live.stop()


def open_vote(browser: Browser, server: LiveServer, **fields: object) -> tuple[GroupMade, Facilitator]:
    """Make a group that votes, and give its desk."""
    made = server.new_group(min_people=3, **fields)
    desk = Facilitator.arrive(browser, server.url)
    desk.open_desk(made)
    desk.turn_to("grenzen", VOTE)
    desk.press("open")
    return made, desk


def person(browser: Browser, base: str, made: GroupMade, name: str = "") -> Participant:
    """Let someone in."""
    someone = Participant.arrive(browser, base)
    someone.join_and_go_in(made.group.code, name)
    return someone


def choice(someone: Participant, n: int) -> Locator:
    """Find the radio button of a choice by its place."""
    return someone.page.get_by_role("group", name="Wat doe jij als mentor?").get_by_role("radio").nth(n)


def unharmed(*everybody: Someone) -> None:
    """See that no markup became an element, no script ran, and nothing was fetched for it."""
    for someone in everybody:
        for page in someone.context.pages:
            assert (
                page.locator("img[src='x'], svg[onload], body b:text-is('vet'), script:has-text('alert')").count() == 0
            )
        assert someone.complaints == []
        assert not [url for url in someone.asked if url.endswith("/x")]


class TestMarkup:
    def test_is_text_everywhere(self, browser: Browser, server: LiveServer) -> None:
        """Markup, scripts, emoji and right-to-left text are shown as they were typed, on every page and in charts."""
        host = Facilitator.arrive(browser, server.url)
        host.page.goto(server.host_path())
        host.page.get_by_label("Naam").fill(GROUP)
        host.page.get_by_label("Resultaten tonen vanaf").fill("3")
        host.page.get_by_role("button", name="Groep maken").click()
        expect(host.page.locator("[data-action=open]")).to_be_visible()
        code = host.page.get_by_label(re.compile("^Code om mee te doen")).inner_text()
        with host.context.expect_page() as opened:
            host.page.get_by_role("link", name="Scherm openen").click()
        screen = Screen(host.context, opened.value, host.base)
        people = [Participant.arrive(browser, server.url) for _n in range(3)]
        for someone in people:
            someone.page.goto(f"/j/{code}")
            someone.sees(GROUP)
            someone.join(code, NAME)
            someone.sees(re.compile(re.escape(NAME)))
            someone.go_in()
            someone.sees(re.compile(re.escape(NAME)))
        for one in (host, screen):
            one.sees(GROUP)

        host.page.bring_to_front()  # a tab behind another draws once a second
        host.turn_to("grenzen", VOTE)
        host.press("open")
        texts = [WORDS, RIGHT_TO_LEFT, "Gewoon"]
        for someone, text in zip(people, texts, strict=True):
            someone.page.wait_for_url("**/sessie/grenzen")
            someone.sees(GROUP)
            someone.sees(LABEL)
            choice(someone, 1).check()
            someone.words.fill(text)
            expect(someone.page.locator(".own-words").get_by_text("Bewaard")).to_be_visible()
        host.press("close")
        for text in texts:
            host.sees(text)
            row = host.page.get_by_role("listitem").filter(has_text=text)
            row.get_by_role("button", name="Doorlaten", exact=True).click()
            expect(row.get_by_text("De groep ziet dit")).to_be_visible()
        host.press("show")
        host.page.get_by_text("Cijfers").click()
        expect(host.page.get_by_role("rowheader", name=LABEL)).to_be_visible()
        screen.page.bring_to_front()
        for one in (screen, *people):
            for text in texts:
                one.sees(text)
            expect(one.page.get_by_text(RIGHT_TO_LEFT).first).to_have_css("direction", "rtl")
        labels = screen.page.locator(".js-plotly-plot .ytick text")
        expect(labels.first).to_be_visible()
        drawn = [re.sub(r"\s+", "", text) for text in labels.all_text_contents()]
        assert re.sub(r"\s+", "", LABEL) in [re.sub(r"[\s\u200b]+", "", text) for text in drawn]
        people[0].sees(LABEL)
        unharmed(host, screen, *people)
        for one in (host, *people):
            one.leave()


class TestTooMuchAndTooLittle:
    def test_name(self, browser: Browser, server: LiveServer) -> None:
        """A name of 10,000 characters is refused and kept to be shortened; none at all, or only spaces, is fine."""
        made = server.new_group()
        someone = Participant.arrive(browser, server.url)
        someone.page.goto(f"/j/{made.group.code}")
        _fill_without_limit(someone.page.get_by_label("Je naam"), LONG)
        someone.page.get_by_role("button", name="Doe mee").click()
        someone.sees("Een naam mag hooguit 60 tekens hebben. Maak hem iets korter.")
        expect(someone.page.get_by_label("Je naam")).to_have_value(LONG)
        assert server.group(made).people == 0
        someone.page.get_by_label("Je naam").fill("   ")
        someone.page.get_by_role("button", name="Doe mee").click()
        someone.page.wait_for_url("**/welkom")
        assert server.group(made).people == 1
        someone.leave()

    def test_own_words(self, browser: Browser, server: LiveServer) -> None:
        """10,000 characters stay on the page with what to do about it, also over a reload; fewer are saved."""
        made, desk = open_vote(browser, server)
        someone = person(browser, server.url, made)
        someone.words.fill("Eerst dit.")
        someone.sees_saved()
        someone.words.fill(LONG)
        someone.sees("Dit is 8000 tekens te lang en nog niet bewaard.")
        expect(someone.page.locator("header").get_by_text("Niet bewaard")).to_be_visible()
        someone.page.reload()
        expect(someone.words).to_have_value(LONG)
        expect(someone.page.locator("header").get_by_text("Niet bewaard")).to_be_visible()
        assert server.stored(someone.code) == {(VOTE, 1, "words"): "Eerst dit."}
        someone.words.fill("  ")
        until(lambda: server.stored(someone.code) == {(VOTE, 1, "words"): None}, "the text to be taken away")
        someone.words.fill(f"  {LONG[:2000]}  ")
        until(lambda: server.stored(someone.code) != {(VOTE, 1, "words"): None}, "2,000 characters to be saved")
        someone.sees_saved()
        assert someone.complaints == []
        someone.leave()
        desk.leave()

    def test_group_name(self, browser: Browser, server: LiveServer) -> None:
        """A group needs a name, of at most 120 characters; what was typed stays in the form."""
        host = Facilitator.arrive(browser, server.url)
        host.page.goto(server.host_path())
        field, button = host.page.get_by_label("Naam"), host.page.get_by_role("button", name="Groep maken")
        field.fill("   ")
        button.click()
        host.sees("Geef de groep een naam.")
        _fill_without_limit(field, LONG)
        button.click()
        host.sees("Geef de groep een naam van 1 tot 120 tekens.")
        expect(field).to_have_value(LONG)
        assert host.complaints == []
        host.leave()

    @pytest.mark.parametrize("typed", [LONG, "<script>alert(5)</script>", "🦊🦊🦊", "%00", "../../etc"])
    def test_codes(self, browser: Browser, server: LiveServer, typed: str) -> None:
        """Anything may be typed as a code or return code; the answer says what to do."""
        someone = Participant.arrive(browser, server.url)
        someone.page.goto("/")
        _fill_without_limit(someone.page.get_by_label("Code van je groep"), typed)
        someone.page.get_by_role("button", name="Verder").click()
        expect(someone.page.get_by_role("alert")).to_be_visible()
        someone.page.goto("/terug")
        _fill_without_limit(someone.page.get_by_role("textbox").first, typed)
        someone.page.get_by_role("button").last.click()
        expect(someone.page.get_by_role("alert")).to_be_visible()
        assert not [each for each in someone.complaints if "status of 40" not in each]
        someone.leave()


class TestClosed:
    def test_closing_while_someone_types(self, browser: Browser, server: LiveServer) -> None:
        """When the group moves on, nothing jumps under the hand; what was typed is saved for its owner."""
        made, desk = open_vote(browser, server)
        someone = person(browser, server.url, made)
        choice(someone, 0).check()
        someone.sees_saved()
        someone.words.press_sequentially("Ik zou eerst even ")
        desk.press("close")
        until(lambda: _typing_on(someone), "the page to say that answering is closed")
        expect(someone.words).to_be_focused()
        someone.words.press_sequentially("met haar praten.")
        expect(someone.words).to_have_value("Ik zou eerst even met haar praten.")
        someone.page.get_by_role("button", name="Ga mee").click()
        expect(someone.page.get_by_text("Ik zou eerst even met haar praten.")).to_be_visible()
        until(
            lambda: (
                server.stored(someone.code)
                == {(VOTE, 1, "choice"): "zelf", (VOTE, 1, "words"): "Ik zou eerst even met haar praten."}
            ),
            "the whole sentence to be saved",
        )
        someone.leave()
        desk.leave()

    def test_choosing_on_a_page_that_is_behind(self, browser: Browser, server: LiveServer) -> None:
        """A choice that comes after the close is refused with a message and not counted; the earlier choice stands."""
        made, desk = open_vote(browser, server)
        with Wire(int(server.url.rsplit(":", 1)[1])) as wire:
            someone = person(browser, wire.url, made)
            choice(someone, 0).check()
            someone.sees_saved()
            wire.cut()
            someone.sees("Verbinding verbroken.")
            choice(someone, 2).check()
            someone.words.fill("Getypt zonder verbinding")
            desk.press("close")
            expect(desk.page.locator("[data-action=show]")).to_be_enabled()
            wire.mend()
            someone.sees(CLOSED)
            someone.sees("Getypt zonder verbinding")
            expect(someone.page.locator(".given .choice")).to_have_text(CHOICES["zelf"])
            stored = {(VOTE, 1, "choice"): "zelf", (VOTE, 1, "words"): "Getypt zonder verbinding"}
            until(lambda: server.stored(someone.code) == stored, "only the text to be kept")
            someone.leave()
        desk.leave()


class TestImpatientFacilitator:
    def test_pressing_twice(self, browser: Browser, server: LiveServer) -> None:
        """A double click on any button does once what it says."""
        made, desk = open_vote(browser, server)
        title = {name: PROGRAMME.activity(name).title["nl"] for name in (VOTE, OTHER)}
        heading = desk.page.locator(".lead").get_by_role("heading")
        for action, sees in (("close", "gesloten"), ("show", "getoond"), ("again", "Ronde 2")):
            _twice(desk, action)
            expect(desk.page.locator(".lead").get_by_text(sees, exact=True)).to_be_visible()
            expect(heading).to_have_text(title[VOTE])
        _twice(desk, "next")
        expect(heading).to_have_text(title[OTHER])
        someone = person(browser, server.url, made)
        expect(someone.page.get_by_role("heading", name=title[OTHER])).to_be_visible()
        expect(heading).to_have_text(title[OTHER])
        assert desk.complaints == []
        someone.leave()
        desk.leave()

    def test_two_desks(self, browser: Browser, server: LiveServer) -> None:
        """Two facilitators who press Next at the same moment move the group once, and see the same."""
        made, desk = open_vote(browser, server)
        other = Facilitator.arrive(browser, server.url)
        other.open_desk(made)
        title = PROGRAMME.activity(OTHER).title["nl"]
        expect(other.page.locator("[data-action=next]")).to_be_enabled()
        for one in (desk, other):  # without waiting for what the first press does
            one.page.evaluate("document.querySelector('[data-action=next]').click()")
        for one in (desk, other):
            expect(one.page.locator(".lead").get_by_role("heading")).to_have_text(title)
        other.press("close")
        expect(desk.page.locator("[data-action=close]")).to_be_disabled()
        for one in (desk, other):
            expect(one.page.locator(".lead").get_by_role("heading")).to_have_text(title)
            one.leave()


FRIENDLY = {
    "nl-NL": {
        "unknown": "We kennen deze code niet.",
        "ended": "Deze groep is afgesloten",
        "full": "Deze groep is vol",
        "many": "Neem even pauze",
        "link": "Deze link opent niets",
        "nothing": "Hier is niets",
    },
    "en-GB": {
        "unknown": "We don't know this code.",
        "ended": "This group has ended",
        "full": "This group is full",
        "many": "Take a short break",
        "link": "This link does not open anything",
        "nothing": "There is nothing here",
    },
}


class TestFriendlyPages:
    @pytest.mark.parametrize("locale", FRIENDLY)
    def test_say_what_to_do(self, browser: Browser, server: LiveServer, locale: str) -> None:
        """Whatever does not go as hoped gives a page in one's own language with a way on, and the right status."""
        language, texts = locale[:2], FRIENDLY[locale]
        full, ended = server.new_group("Vol", language=language), server.new_group("Klaar", language=language)
        for n in range(MOST_PEOPLE):
            seat = Participant.arrive(browser, server.url)
            seat.page.goto(f"/j/{full.group.code}")
            seat.page.get_by_label(re.compile("Je naam|Your name")).fill(f"Persoon {n}")
            seat.page.get_by_role("button", name=re.compile("Doe mee|Take part")).click()
            seat.page.wait_for_url("**/welkom")
            seat.leave()
        desk = Facilitator.arrive(browser, server.url)
        desk.page.goto(f"/f/{ended.facilitator_secret}")
        desk.page.locator("summary", has_text="Menu").click()
        desk.page.get_by_role("button", name=re.compile("afsluiten…|End this group…")).click()
        desk.page.get_by_role("button", name=re.compile("^Groep afsluiten$|^End the group$")).click()
        until(lambda: server.group(ended).ended, "the group to end")
        desk.leave()

        someone = Someone.arrive(browser, server.url, locale=locale)
        for path, status, text in (
            ("/j/QQQQQQ", 404, "unknown"),
            (f"/j/{ended.group.code}", 410, "ended"),
            (f"/j/{full.group.code}", 503, "full"),
            ("/f/h0-0.AAAAAAAAAAAAAAAAAAAAAAAA", 403, "link"),
            ("/s/nonsense", 403, "link"),
            ("/nergens", 404, "nothing"),
        ):
            answer = someone.page.goto(path)
            assert answer is not None
            assert answer.status == status, path
            someone.sees(texts[text])
            assert someone.page.locator("html").get_attribute("lang") == language
            assert someone.page.locator("main").get_by_role("link").or_(someone.page.get_by_role("button")).count() > 0
        for _guess in range(31):
            answer = someone.page.request.get("/j/QQQQQQ")
        assert answer.status == 429
        someone.page.goto(f"/j/{full.group.code}")
        someone.sees(texts["many"])
        assert server.group(full).people == MOST_PEOPLE
        someone.leave()


def _fill_without_limit(field: Locator, text: str) -> None:
    """Fill in more than the field lets people type, as a browser of one's own would."""
    field.evaluate("(field) => field.removeAttribute('maxlength')")
    field.fill(text)


def _typing_on(someone: Participant) -> bool:
    """Type on, and look whether the page says that answering is closed."""
    someone.words.press("End")
    return someone.page.get_by_role("button", name="Ga mee").is_visible()


def _twice(desk: Facilitator, action: str) -> None:
    """Double click as people do: the second click comes when the first has had its effect."""
    button = desk.page.locator(f"[data-action={action}]")
    expect(button).to_be_enabled()
    box = button.bounding_box()
    assert box is not None
    before = desk.page.locator(".lead").inner_text()
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desk.page.mouse.down()
    desk.page.mouse.up()
    until(lambda: desk.page.locator(".lead").inner_text() != before, "the first click to have its effect")
    desk.page.mouse.down(click_count=2)
    desk.page.mouse.up(click_count=2)
