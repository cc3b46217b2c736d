"""Make the pictures in docs/images from a real run: a group of twelve decides on a situation twice.

`python -m scripts.pictures`, from the folder of the project, while port 8866 is free.
"""  # noqa: INP001 - scripts is no package

from __future__ import annotations

import asyncio
import base64
import contextlib
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.people import Facilitator, Participant, Screen
from tests.live import LiveServer, find_chromium
from workshop.bench.chromium import ARGUMENTS
from workshop.messages import GroupMade
from workshop.testing import play

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PORT = "8866"
ADDRESS = f"http://192.168.1.20:{PORT}"  # what a room would see; the pictures are the same on every machine
SITUATION = "grens-05"
OTHERS = 11  # simulated participants; the twelfth is the phone in the picture

#: The screen at the back, the desk and a phone before it.
COMPOSITION = """
<style>
  body {{ margin: 0; width: 1600px; height: 1060px; position: relative; overflow: hidden;
    background: linear-gradient(#efe8dc 0 70%, #dccfbb 70%); }}
  img {{ position: absolute; display: block; background: #fff; }}
  .screen {{ left: 196px; top: 30px; width: 1180px; border: 14px solid #fff; box-shadow: 0 18px 60px #1f293333; }}
  .desk {{ left: 80px; bottom: 30px; width: 560px; border: 12px solid #2b3640; border-bottom-width: 20px;
    border-radius: 14px; box-shadow: 0 24px 60px #1f293366; }}
  .phone {{ right: 110px; bottom: 30px; width: 190px; border: 10px solid #2b3640; border-radius: 30px;
    box-shadow: 0 24px 60px #1f293366; }}
</style>
<img class="screen" src="{screen}"><img class="desk" src="{desk}"><img class="phone" src="{phone}">
"""


def run_training(browser: Browser, server: LiveServer, made: GroupMade) -> tuple[Facilitator, Screen, Participant]:
    """Let the group vote, talk and vote again, and give the pages as they stand then."""
    desk = Facilitator.arrive(browser, server.url)
    screen = Screen.arrive(browser, server.url, "projector")
    phone = Participant.arrive(browser, server.url, "phone")
    desk.open_desk(made)
    screen.open_screen(made)
    phone.join(made.group.code, "Noor")
    desk.turn_to("grenzen", SITUATION)
    desk.press("open")
    phone.go_in()
    phone.choose("zelf")
    phone.page.get_by_role("radio", name="Vrij zeker").check()
    phone.words.fill("Ik vraag hoe het gaat, op een rustig moment.")
    phone.sees_saved()
    phone.page.evaluate("document.activeElement.blur()")
    phone.page.get_by_text("Wat doe jij als mentor?").evaluate("(question) => question.scrollIntoView()")
    phone.page.screenshot(path=IMAGES / "deelnemer.png")
    desk.sees_done(OTHERS + 1)
    desk.press("show")
    expect(screen.page.locator(".chart .main-svg").first).to_be_visible()
    desk.press("again")
    phone.choose("samen")
    desk.sees_done(OTHERS + 1)
    desk.press("show")
    for one in (desk, screen):
        expect(one.page.locator(".chart .sankey")).to_be_visible()
    expect(phone.page.locator(".bars")).to_be_visible()
    return desk, screen, phone


def compose(browser: Browser) -> None:
    """Put screen, desk and phone in one picture."""
    pictures = {
        name: "data:image/png;base64," + base64.b64encode((IMAGES / f"{file}.png").read_bytes()).decode()
        for name, file in (("screen", "scherm"), ("desk", "begeleider"), ("phone", "deelnemer"))
    }
    page = browser.new_page(viewport={"width": 1600, "height": 1060})
    page.set_content(COMPOSITION.format(**pictures))
    page.wait_for_function("[...document.images].every((one) => one.complete)")
    page.screenshot(path=IMAGES / "room.png")


def settle(page: Page) -> None:
    """Take the focus away and let what passes by pass."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    expect(page.locator(".notice")).to_have_count(0)


def main() -> None:
    """Run a training and make the pictures."""
    IMAGES.mkdir(exist_ok=True)
    options = ("--port", PORT, "--url", ADDRESS, "--made-pages", str(OTHERS + 1))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as last:
        server = LiveServer(Path(folder) / "data", *options).start()
        last.callback(server.stop)
        made = server.new_group("Mentoren Noord, voorjaar")
        people = play(server.url, made.group.code, people=OTHERS, pace=0, seed=4)
        threading.Thread(target=asyncio.run, args=(people,), daemon=True).start()
        playwright = last.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        last.callback(browser.close)
        desk, screen, _phone = run_training(browser, server, made)
        for one, name in ((desk, "begeleider"), (screen, "scherm")):
            settle(one.page)
            one.page.screenshot(path=IMAGES / f"{name}.png")
        compose(browser)


if __name__ == "__main__":
    main()
