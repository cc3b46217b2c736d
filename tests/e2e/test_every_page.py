"""A walk over every kind of page, in both languages: what each asks for, what fails, what it says, who can use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import PROGRAMME, Someone
from tests.live import LiveServer
from workshop.messages import GroupMade
from workshop.words import LANGUAGES, source_texts, translator

pytestmark = pytest.mark.browser

PEOPLE = 3
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
BAD = {"serious", "critical"}
SOME = 2  # letters that a text has at least, when it is to be recognised

_TEXTS = (Path(__file__).parent / "texts.js").read_text(encoding="utf-8")


@dataclass
class Walk:
    """What was seen on the way.

    Attributes
    ----------
    texts
        Page → every text on it that stands there in the page's own language.
    languages
        Page → its `lang`.
    violations
        Page → what makes it hard to use, by axe-core.
    """

    browser: Browser
    server: LiveServer
    language: str
    everybody: list[Someone] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    languages: dict[str, str | None] = field(default_factory=dict)
    violations: dict[str, list[str]] = field(default_factory=dict)

    def t(self, text: str) -> str:
        """Say an English text of ours in the language of this walk."""
        return translator(self.language).gettext(text)

    def someone(self, size: str = "laptop") -> Someone:
        """Let one more person come."""
        one = Someone.arrive(self.browser, self.server.url, size, locale=LOCALES[self.language])
        self.everybody.append(one)
        return one

    def stop(self, name: str, page: Page, status: int = 200, path: str = "") -> None:
        """Look around on a page, after going there if a path is given."""
        if path:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == status, path
        assert name not in self.texts
        self.texts[name] = page.evaluate(_TEXTS)
        self.languages[name] = page.locator("html").get_attribute("lang")
        if self.language != LANGUAGES[0]:
            return  # the same elements with other texts
        found = Axe().run(page).response["violations"]
        self.violations[name] = [
            f"{each['id']}: {each['help']}: {node['html'][:160]}"
            for each in found
            if each["impact"] in BAD
            for node in each["nodes"]
        ]


@pytest.fixture(scope="module", params=LOCALES)
def walk(request: pytest.FixtureRequest, browser: Browser, server: LiveServer) -> Iterator[Walk]:
    """Walk once, and let many tests look at what was seen."""
    walk = Walk(browser, server, request.param)
    made = server.new_group("Zuidoost", min_people=PEOPLE, language=walk.language)
    people = _doors(walk, made)
    _live(walk, made, people)
    yield walk
    for one in walk.everybody:
        one.leave()


def _doors(walk: Walk, made: GroupMade) -> list[Page]:
    """See the pages without a kernel, and give the pages of three who have joined."""
    stranger = walk.someone("phone").page
    walk.stop("code", stranger, path="/")
    walk.stop("no code", stranger, 400, path="/?code=")
    walk.stop("unknown code", stranger, 404, path="/j/QQQQQQ")
    walk.stop("come back", stranger, path="/terug")
    stranger.get_by_role("textbox").first.fill("appel peer")
    stranger.get_by_role("button").last.click()
    walk.stop("wrong return code", stranger)
    walk.stop("not found", stranger, 404, path="/nergens")
    walk.stop("forbidden", stranger, 403, path="/begeleider")
    walk.stop("wrong link", stranger, 403, path="/f/nonsense")
    people = [walk.someone(size).page for size in ("laptop", "phone", "laptop")]
    for page in people:
        page.goto(f"/j/{made.group.code}")
        if page is people[0]:
            walk.stop("join", page)
        page.get_by_role("button", name=walk.t("Take part")).click()
        page.wait_for_url("**/welkom")
    walk.stop("welcome", people[0])
    walk.stop("welcome back", people[0], path=f"/j/{made.group.code}")
    walk.stop("somebody else", people[0], path=f"/j/{made.group.code}/nieuw")
    walk.stop("return code", people[0], path="/terugkomcode")
    for page in people:
        page.goto("/hier")
    walk.stop("waiting", people[0])
    return people


def _live(walk: Walk, made: GroupMade, people: list[Page]) -> None:
    """Lead the group through one of each kind, and see what everybody sees at each stage."""
    t = walk.t
    host, screen, desk = walk.someone().page, walk.someone("projector").page, walk.someone().page
    host.goto(walk.server.host_path())
    expect(host.get_by_role("button", name=t("Make the group"))).to_be_visible()
    walk.stop("groups", host)
    desk.goto(f"/f/{made.facilitator_secret}")
    screen.goto(f"/s/{made.screen_secret}")
    expect(screen.get_by_text(made.group.code).first).to_be_visible()
    walk.stop("screen lobby", screen)

    def press(action: str) -> None:
        desk.locator(f"[data-action={action}]").click()

    def everywhere(stage: str) -> None:
        for name, page in (("desk", desk), ("screen", screen), ("participant", people[0]), ("phone", people[1])):
            walk.stop(f"{name} {stage}", page)

    expect(desk.locator("[data-action=open]")).to_be_enabled()
    walk.stop("desk before", desk)
    press("open")
    for page in people:
        page.wait_for_url("**/sessie/zelfbeeld")
        _rate(page, t)
    expect(screen.get_by_text(t("{n} of {total} done").format(n=PEOPLE, total=PEOPLE))).to_be_visible()
    everywhere("rating")
    press("close")
    expect(people[0].get_by_text(t("What you answered"))).to_be_visible()
    everywhere("rated")
    press("show")
    expect(desk.locator(".result, .chart").first).to_be_visible()
    expect(people[0].locator(".result").first).to_be_visible()
    expect(screen.locator(".rating-wall")).to_be_visible()
    everywhere("ratings")
    press("next")
    expect(people[0].locator("section.reading")).to_be_visible()
    expect(people[1].locator("section.reading")).to_be_visible()
    everywhere("reading")

    desk.get_by_role("navigation").get_by_role("button", expanded=False).last.click()
    desk.get_by_role("navigation").get_by_role("list").get_by_role("button").first.click()
    press("open")
    _vote(people, 1)
    expect(screen.get_by_text(t("{n} of {total} done").format(n=PEOPLE, total=PEOPLE))).to_be_visible()
    everywhere("voting")
    press("close")
    desk.get_by_role("button", name=t("Let through"), exact=True).first.click()
    expect(desk.get_by_text(t("The group sees this"), exact=True)).to_be_visible()
    everywhere("voted")
    press("again")
    _vote(people, 2)
    press("show")
    for page in (desk, screen):
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(people[0].locator(".result blockquote, .quotes blockquote").first).to_be_visible()
    everywhere("votes")

    _roles(walk, desk, screen, people, everywhere)
    desk.locator("summary", has_text=t("Menu")).click()
    desk.get_by_role("button", name=t("End this group…")).click()
    desk.get_by_role("button", name=t("End the group"), exact=True).click()
    expect(screen.get_by_text(t("This group has ended. Thank you."))).to_be_visible()
    expect(people[0].get_by_text(t("This group has ended. Your answers stay readable for you.")).first).to_be_visible()
    everywhere("ended")
    walk.stop("ended", walk.someone().page, 410, path=f"/j/{made.group.code}")


def _roles(walk: Walk, desk: Page, screen: Page, people: list[Page], everywhere: Callable[[str], None]) -> None:
    """Lead the group through a ranking and a weighing."""
    t = walk.t
    all_done = screen.get_by_text(t("{n} of {total} done").format(n=PEOPLE, total=PEOPLE))

    def turn_to(activity: str) -> None:
        desk.get_by_role("button", name=PROGRAMME.activity(activity).title[walk.language]).click()
        desk.locator("[data-action=open]").click()

    desk.get_by_role("button", name=PROGRAMME.session("rollen").title[walk.language]).click()
    turn_to("rollen-hulp")
    for page in people:
        for n in range(3):
            page.locator(".pool li").nth(n).get_by_role("button").nth(n).click()
    expect(all_done).to_be_visible()
    everywhere("ranking")
    desk.locator("[data-action=show]").click()
    expect(desk.locator(".standings")).to_be_visible()
    expect(people[0].locator(".comparison")).to_be_visible()
    expect(screen.locator(".js-plotly-plot")).to_be_visible()
    everywhere("ranked")

    turn_to("rollen-manager")
    for page in people:
        expect(page.locator(".weighing-form fieldset")).to_have_count(9)
        for group in page.locator("fieldset").all():
            group.get_by_role("radio").nth(1).check()
    expect(all_done).to_be_visible()
    everywhere("weighing")
    desk.locator("[data-action=show]").click()
    for page in (desk, screen, *people):
        expect(page.locator(".balance")).to_be_visible()
    everywhere("weighed")


def _rate(page: Page, t: Callable[[str], str]) -> None:
    """Rate every statement, part by part."""
    parts = page.get_by_role("navigation", name=t("Parts"), exact=True).get_by_role("button")
    expect(parts.first).to_be_visible()
    for part in parts.all():
        part.click()
        expect(part).to_have_attribute("aria-current", "step")
        for group in page.locator(".scale-part fieldset").all():
            group.get_by_role("radio").nth(3).check()
    expect(page.locator("header").get_by_text(t("Saved"), exact=True)).to_be_visible()


def _vote(people: list[Page], round_: int) -> None:
    """Let everybody choose something in a round, and one write something."""
    for n, page in enumerate(people):
        choice = page.locator(f"input[type=radio][name$='-{round_}-choice']").nth(n + round_ - 1)
        choice.check(force=True)
        page.locator(f"input[type=radio][name$='-{round_}-sure']").nth(1).check(force=True)
    people[0].get_by_role("textbox").fill("Eerst luisteren.")
    expect(people[0].locator(".own-words .save.saved")).to_be_visible()


class TestEveryPage:
    def test_asks_nothing_of_another_host(self, walk: Walk) -> None:
        """Every request goes to our server: no CDN, no font, no telemetry."""
        asked = [url for one in walk.everybody for url in one.asked if not url.startswith(("data:", "blob:", "about:"))]
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(walk.server.url).netloc}
        assert len(walk.texts) > 30

    def test_no_errors(self, walk: Walk) -> None:
        """No script fails, and nothing breaks the security policy."""
        wanted = re.compile(r"status of 4\d\d .*/(\?code=|j/QQQQQQ|j/\w+|terug|nergens|begeleider|f/nonsense)\)$")
        assert [each for one in walk.everybody for each in one.complaints if not wanted.search(each)] == []

    def test_tells_its_language(self, walk: Walk) -> None:
        """Each page says in `lang` which language it is in."""
        assert {name: lang for name, lang in walk.languages.items() if lang != walk.language} == {}

    def test_speaks_one_language(self, walk: Walk) -> None:
        """No text of ours stands there in the other language."""
        strange = _of_the_other_language(walk.language)
        assert strange(translator("en" if walk.language == "nl" else "nl").gettext("Take part"))
        found = {name: [text for text in texts if strange(text)] for name, texts in walk.texts.items()}
        assert {name: texts for name, texts in found.items() if texts} == {}

    def test_can_be_used_by_everybody(self, walk: Walk) -> None:
        """No page has a serious or critical violation of the accessibility rules that axe-core knows."""
        assert {name: found for name, found in walk.violations.items() if found} == {}
        assert len(walk.violations) in {0, len(walk.texts)}


def _letters(text: str) -> int:
    """Count the letters of a text beside its fields."""
    return len(re.sub(r"\{\w+\}|\W", "", text))


def _of_the_other_language(language: str) -> Callable[[str], bool]:
    """Give a function that knows the texts of ours that are of the other language only."""
    pairs = [(text, translator("nl").gettext(text)) for text in sorted(set(source_texts()))]
    assert LANGUAGES == ("nl", "en")
    wrong, right = (0, 1) if language == "nl" else (1, 0)
    known = {pair[right] for pair in pairs}
    # "{name}: {text}" is like anything; such patterns tell nothing
    texts = [pair[wrong] for pair in pairs if pair[wrong] not in known and _letters(pair[wrong]) > SOME]
    pattern = re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in texts))
    return lambda text: text not in known and pattern.fullmatch(text) is not None
