"""How people use the pages, in Dutch: by what they read, not by how it is built."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect

from workshop.content import load_programme, programme_path
from workshop.messages import GroupMade

PROGRAMME = load_programme(programme_path())
BALLOT = PROGRAMME.session("grenzen").vote
assert BALLOT is not None
CHOICES = {choice.id: choice.label["nl"] for choice in BALLOT.choices}
STEPS = {step.value: step.label["nl"] for step in PROGRAMME.rating.steps}
SLOW = 30_000  # ms, on a busy machine
SIZES = {"laptop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}

expect.set_options(timeout=SLOW)

_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`the policy forbids ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Someone:
    """A person with a browser of their own.

    Attributes
    ----------
    asked
        Every address that the browser has asked for.
    complaints
        What went wrong in the browser: errors of scripts and of the console, breaches of the security policy, dialogs.
    """

    context: BrowserContext
    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def arrive(cls, browser: Browser, base: str, size: str = "laptop", locale: str = "nl-NL") -> Self:
        """Open a browser with nothing in it; what it asks for and what goes wrong in it is written down."""
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=base, locale=locale, reduced_motion="reduce"
        )
        context.add_init_script(_TELL_VIOLATIONS)
        someone = cls(context, context.new_page(), base)
        context.on("request", lambda request: someone.asked.append(request.url))
        context.on("weberror", lambda error: someone.complaints.append(str(error.error)))
        context.on("console", someone.note_console)
        context.on("dialog", someone.note_dialog)
        context.set_default_timeout(SLOW)
        return someone

    def note_console(self, message: ConsoleMessage) -> None:
        """Write an error of the console down."""
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def note_dialog(self, dialog: Dialog) -> None:
        """Write a dialog down, and close it: we never show one."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def another_tab(self) -> Self:
        """Open a second tab in the same browser."""
        return type(self)(self.context, self.context.new_page(), self.base, self.asked, self.complaints)

    @property
    def kernel(self) -> str:
        """The id of the page's kernel."""
        return self._told("kernel_id")

    @property
    def model(self) -> str:
        """The id of the page's widget."""
        return self._told("model_id")

    def _told(self, name: str) -> str:
        told: dict[str, str] = json.loads(self.page.locator("#workshop-page").text_content() or "")
        return told[name]

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Read a text on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()


@dataclass
class Participant(Someone):
    """Someone who takes part; `code` is the return code."""

    code: str = ""

    def join(self, code: str, name: str = "") -> str:
        """Type the code at the door, take a seat, and give the return code."""
        self.page.goto("/")
        self.page.get_by_label("Code van je groep").fill(f" {code[:3].lower()} {code[3:].lower()} ")
        self.page.get_by_role("button", name="Verder").click()
        if name:
            self.page.get_by_label("Je naam").fill(name)
        self.page.get_by_role("button", name="Doe mee").click()
        self.page.wait_for_url("**/welkom")
        self.code = "-".join(self.page.locator("#return-words span").all_inner_texts())
        return self.code

    def go_in(self) -> None:
        """Go on from the welcome page to wherever the group is."""
        self.page.get_by_role("link", name="Verder").click()

    def join_and_go_in(self, code: str, name: str = "") -> str:
        """Take a seat in a group that has begun, wait for the page, and give the return code."""
        self.join(code, name)
        self.go_in()
        self.page.wait_for_url("**/sessie/*")
        expect(self.page.locator("section.activity")).to_be_visible()
        return self.code

    def rate_all(self, step: int) -> None:
        """Give every statement the same step, part by part."""
        for scale in PROGRAMME.scales:
            for statement in scale.statements:
                group = self.page.get_by_role("group", name=statement.text["nl"])
                group.get_by_role("radio", name=STEPS[step], exact=True).check()
            following = self.page.get_by_role("button", name=re.compile("^Volgend deel"))
            if scale is not PROGRAMME.scales[-1]:
                following.click()

    def choose(self, choice: str) -> None:
        """Choose what to do, and see that it is saved."""
        self.page.get_by_role("radio", name=CHOICES[choice], exact=True).check()
        self.sees_saved()

    def sees_saved(self) -> None:
        """Read 'bewaard' at the top of the page."""
        expect(self.page.locator("header").get_by_text("Bewaard")).to_be_visible()

    @property
    def words(self) -> Any:
        """The field for own words."""
        return self.page.get_by_role("textbox")


class Facilitator(Someone):
    """Someone who leads the group."""

    def open_desk(self, made: GroupMade) -> None:
        """Open the facilitator's link."""
        self.page.goto(f"/f/{made.facilitator_secret}")
        expect(self.page.locator("[data-action=open]")).to_be_visible()

    def press(self, action: str) -> None:
        """Press one of the large buttons."""
        self.page.locator(f"[data-action={action}]").click()

    def turn_to(self, session: str, activity: str) -> None:
        """Pick an activity in the list."""
        there = self.page.get_by_role("button", name=PROGRAMME.activity(activity).title["nl"])
        if not there.is_visible():
            self.page.get_by_text(PROGRAMME.session(session).title["nl"]).first.click()
        there.first.click()

    def sees_done(self, number: int) -> None:
        """Read how many are done."""
        expect(self.page.get_by_text(re.compile(rf"^{number}\s*klaar$")).first).to_be_visible()


class Screen(Someone):
    """The projector."""

    def open_screen(self, made: GroupMade) -> None:
        """Open the screen's link."""
        self.page.goto(f"/s/{made.screen_secret}")
        expect(self.page.get_by_text(made.group.code).first).to_be_visible()

    def bars(self) -> list[dict[str, int]]:
        """Read the drawn bars: for each round the people per choice, in the programme's order."""
        drawn = self.page.evaluate(
            """() => [...document.querySelectorAll(".js-plotly-plot")]
                .flatMap((plot) => plot.data).filter((trace) => trace.type === "bar").map((trace) => trace.x)"""
        )
        return [dict(zip(CHOICES, people, strict=True)) for people in drawn]
