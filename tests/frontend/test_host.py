"""The widget host on a real websocket: it draws, notices every kind of loss, and comes back by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.fake_kernel import KERNEL, Kernel, comm, envelope, serve_kernel
from tests.frontend.given import stage

pytestmark = pytest.mark.browser

LOST = "Verbinding verbroken."


@pytest.fixture
def kernel() -> Iterator[Kernel]:
    """Serve a kernel of one's own."""
    with serve_kernel() as kernel:
        yield kernel


@pytest.fixture
def page(kernel: Kernel, tab: Page) -> Iterator[Page]:
    """Open the kernel's page, drawn and live; a tab is not closed in the middle of a load, which can hang."""
    tab.goto(f"{kernel.address}/sessie/grenzen")
    drawn = tab.get_by_role("heading", name="Always distracted")
    expect(drawn).to_be_visible()
    yield tab
    kernel.alive, kernel.knows_widget, kernel.refusing, kernel.silent = True, True, False, False
    if tab.url.startswith(kernel.address):
        expect(tab.locator("#workshop h2")).to_be_visible()


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Wait until something is so on the server."""
    for _ in range(400):
        if happened():
            return
        page.wait_for_timeout(20)
    raise AssertionError("It did not happen.")


class TestLive:
    def test_draws_and_follows(self, page: Page, kernel: Kernel) -> None:
        """The state that is asked for is drawn, and an update changes the page."""
        kernel.say(comm({"method": "update", "state": {"stage": stage("grens-02", seq=2)}}))
        expect(page.get_by_role("heading", name="Not interested")).to_be_visible()

    def test_echoes_and_other_widgets_are_ignored(self, page: Page, kernel: Kernel) -> None:
        """Only updates of this page's own widget count."""
        kernel.say(comm({"method": "echo_update", "state": {"stage": stage("grens-03", seq=3)}}))
        other = envelope(
            "comm_msg", {"comm_id": "x", "data": {"method": "update", "state": {"stage": stage("grens-04")}}}
        )
        kernel.say(other)
        kernel.say(comm({"method": "update", "state": {"stage": stage("grens-02", seq=2)}}))
        expect(page.get_by_role("heading", name="Not interested")).to_be_visible()

    def test_a_save_goes_and_its_reply_comes(self, page: Page, kernel: Kernel) -> None:
        """A choice travels as a custom message, and "Saved" stands there after its reply."""
        page.get_by_role("radio", name="I set a clear limit").check()
        expect(page.locator(".under .save").first).to_have_text("Saved")
        assert kernel.customs[0]["request"]["value"] == "grens"

    def test_silence_is_probed(self, page: Page, kernel: Kernel) -> None:
        """After a while without a word the page asks whether the kernel is there, and stays."""
        before = kernel.probes
        until(page, lambda: kernel.probes >= before + 2)
        assert kernel.opened == 1

    def test_leaving_says_farewell(self, page: Page, kernel: Kernel) -> None:
        """A page that goes tells so, with the token that the server asks for."""
        page.goto("about:blank")
        until(page, lambda: bool(kernel.farewells))
        assert kernel.farewells == [{"kernel": KERNEL, "xsrf": "secret|1"}]


class TestLoss:
    def test_a_cut_line_comes_back(self, page: Page, kernel: Kernel) -> None:
        """A short cut is mended without a word and without a reload, with a new session each time."""
        kernel.cut()
        until(page, lambda: kernel.opened == 2)
        kernel.say(comm({"method": "update", "state": {"stage": stage("grens-02", seq=2)}}))
        expect(page.get_by_role("heading", name="Not interested")).to_be_visible()
        assert kernel.loads == 1
        assert len(set(kernel.session_ids)) == 2

    def test_a_longer_cut_is_said_and_nothing_typed_is_lost(self, page: Page, kernel: Kernel) -> None:
        """While the line is down a banner says so; a choice made then is saved afterwards."""
        kernel.alive, kernel.silent = True, True
        kernel.cut()
        expect(page.get_by_text(LOST)).to_be_visible()
        page.get_by_role("radio", name="I let it be").check()
        expect(page.locator(".under .save").first).to_contain_text("Not saved yet")
        kernel.silent = False
        expect(page.get_by_text(LOST)).to_be_hidden()
        expect(page.locator(".under .save").first).to_have_text("Saved")
        assert [one["request"]["value"] for one in kernel.customs] == ["laten"]

    def test_a_line_that_only_seems_open(self, page: Page, kernel: Kernel) -> None:
        """A kernel that no longer answers on an open line counts as lost."""
        kernel.silent = True
        expect(page.get_by_text(LOST)).to_be_visible()
        kernel.silent = False
        expect(page.get_by_text(LOST)).to_be_hidden()

    def test_coming_online_tries_at_once(self, page: Page, kernel: Kernel) -> None:
        """The browser's word that it is online is reason to try without waiting."""
        page.evaluate("window.dispatchEvent(new Event('online'))")
        kernel.cut()
        page.wait_for_timeout(1)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        until(page, lambda: kernel.opened >= 2)


class TestGone:
    def test_a_gone_kernel_gives_a_fresh_page(self, page: Page, kernel: Kernel) -> None:
        """When the kernel is no more, the page is loaded anew at the same address."""
        kernel.alive = False
        kernel.cut()
        until(page, lambda: kernel.loads == 2)
        kernel.alive = True
        expect(page.get_by_role("heading", name="Always distracted")).to_be_visible()
        assert page.url.endswith("/sessie/grenzen")

    def test_no_page_is_loaded_from_nobody(self, page: Page, kernel: Kernel) -> None:
        """While no server answers, the page stays rather than give its place to the browser's own error page."""
        kernel.alive = kernel.healthy = False
        kernel.cut()
        until(page, lambda: kernel.looks >= 2)
        assert kernel.loads == 1
        kernel.alive = kernel.healthy = True
        until(page, lambda: kernel.loads == 2)

    def test_a_restarting_kernel_counts_as_gone(self, page: Page, kernel: Kernel) -> None:
        """A kernel that is started again comes back empty: its page is loaded anew."""
        kernel.say(envelope("status", {"execution_state": "restarting"}))
        until(page, lambda: kernel.loads == 2)

    def test_a_kernel_that_does_not_know_the_widget(self, page: Page, kernel: Kernel) -> None:
        """A kernel that answers but has no such widget was made anew behind our back."""
        kernel.knows_widget = False
        kernel.cut()
        until(page, lambda: kernel.loads == 2)

    def test_refused_again_and_again(self, page: Page, kernel: Kernel) -> None:
        """When the kernel is said to live and no socket is let in, the page is loaded anew."""
        kernel.refusing = True
        kernel.cut()
        until(page, lambda: kernel.loads == 2)

    def test_no_reload_loop(self, page: Page, kernel: Kernel) -> None:
        """A page that finds no kernel time after time stops, says so and offers a button."""
        page.evaluate("sessionStorage.setItem('workshop-reloads', JSON.stringify(Array(5).fill(Date.now())))")
        kernel.alive = False
        kernel.cut()
        expect(page.get_by_text("Deze pagina komt niet terug.")).to_be_visible()
        loads = kernel.loads
        kernel.alive = True
        page.get_by_role("button", name="Probeer opnieuw").click()
        expect(page.get_by_role("heading", name="Always distracted")).to_be_visible()
        assert kernel.loads == loads + 1

    def test_reloads_grow_apart(self, page: Page, kernel: Kernel) -> None:
        """The second reload in a short time waits about a second."""
        page.evaluate("sessionStorage.setItem('workshop-reloads', JSON.stringify([Date.now()]))")
        begun = time.monotonic()
        kernel.alive = False
        kernel.cut()
        until(page, lambda: kernel.loads == 2)
        assert time.monotonic() - begun > 0.6
