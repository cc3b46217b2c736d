"""The outbox: "saved" only after the broker has said so, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.driver import Show, asked, committed, take
from tests.frontend.given import at, stage, welcome

pytestmark = pytest.mark.browser

WORDS = "What would you say or do?"


@pytest.fixture
def vote(show: Show) -> Page:
    """Show an open vote to a participant."""
    return show(welcome=welcome(), stage=stage("grens-01"))


def choose(page: Page, label: str = "I set a clear limit") -> None:
    """Press a choice as a person does."""
    page.get_by_role("radio", name=label).check()


class TestSaved:
    def test_comes_after_the_reply(self, vote: Page) -> None:
        """Between the press and the broker's word the page says that it is saving, and not that it has."""
        vote.evaluate("model.hold = true")
        choose(vote)
        expect(vote.locator(".under .save").first).to_have_text("Saving…")
        expect(vote.get_by_text("Saved", exact=True)).to_have_count(0)
        vote.evaluate("model.release()")
        expect(vote.locator(".under .save").first).to_have_text("Saved")

    def test_text_waits_for_a_pause(self, vote: Page) -> None:
        """Typing a sentence is one save, not one for each key."""
        vote.get_by_label(WORDS).press_sequentially("I would ask what happened.", delay=5)
        expect(vote.locator(".own-words .save")).to_have_text("Saved")
        assert len(asked(vote, "Save")) == 1
        assert committed(vote) == {"grens-01/1/words": "I would ask what happened."}

    def test_a_double_press_is_one_save(self, vote: Page) -> None:
        """Pressing the same choice twice commits it once."""
        vote.get_by_role("radio", name="I set a clear limit").dblclick()
        expect(vote.locator(".under .save").first).to_have_text("Saved")
        assert len(asked(vote, "Save")) == 1

    def test_the_last_of_quick_changes_wins(self, vote: Page) -> None:
        """While one value is on its way the next waits, so that the last one given is the last one sent."""
        vote.evaluate("model.hold = true")
        choose(vote, "I let it be")
        choose(vote, "I set a clear limit")
        choose(vote, "I talk about it with the mentee myself")
        assert [one["value"] for one in asked(vote, "Save")] == ["laten"]
        vote.evaluate("model.hold = false; model.release()")
        expect(vote.locator(".under .save").first).to_have_text("Saved")
        assert [one["value"] for one in asked(vote, "Save")] == ["laten", "zelf"]

    def test_a_choice_can_be_taken_back(self, vote: Page) -> None:
        """Taking a choice away saves an empty value."""
        choose(vote)
        vote.get_by_role("button", name="Take back my choice").click()
        expect(vote.get_by_role("radio", checked=True)).to_have_count(0)
        vote.wait_for_function("model.committed.length === 2")
        assert committed(vote) == {"grens-01/1/choice": None}


class TestOffline:
    def test_says_so_and_sends_the_same_save_again(self, vote: Page) -> None:
        """What could not be sent says that it is not saved, and goes with the same id when the line is back."""
        vote.evaluate("model.connect('lost')")
        choose(vote)
        expect(vote.locator(".under .save").first).to_have_text("Not saved yet. We keep it here and try again.")
        vote.evaluate("model.connect('live')")
        expect(vote.locator(".under .save").first).to_have_text("Saved")
        ids = {one["save_id"] for one in asked(vote, "Save")}
        assert len(ids) == 1

    def test_a_lost_reply_commits_once(self, vote: Page) -> None:
        """When the line breaks after the commit and before the reply, the repeat is the same save."""
        vote.evaluate("model.hold = true")
        choose(vote)
        vote.evaluate(
            "model.reply(model.asked.at(-1)); model.connect('lost'); model.hold = false; model.connect('live')"
        )
        expect(vote.locator(".under .save").first).to_have_text("Saved")
        assert vote.evaluate("model.committed.length") == 1

    def test_a_reload_in_mid_sentence_loses_nothing(self, vote: Page) -> None:
        """A text that was not sent yet stands in its field after a reload, and is saved then."""
        vote.evaluate("model.connect('lost')")
        vote.get_by_label(WORDS).fill("Half a sente")
        vote.reload()
        expect(vote.get_by_label(WORDS)).to_have_value("Half a sente")
        expect(vote.locator(".own-words .save")).to_have_text("Saved")
        assert committed(vote) == {"grens-01/1/words": "Half a sente"}

    def test_another_person_in_the_same_tab_finds_nothing(self, vote: Page) -> None:
        """What one participant left unsent is not shown to, nor saved as, the next one."""
        vote.evaluate("model.connect('lost')")
        vote.get_by_label(WORDS).fill("Mine alone")
        take(vote, welcome=welcome(pseudonym="Quiet heron", name=""))
        vote.reload()
        expect(vote.get_by_label(WORDS)).to_have_value("")
        assert asked(vote, "Save") == []


class TestRefusal:
    def test_tells_the_reason_and_keeps_the_text(self, vote: Page) -> None:
        """A refused text stays in its field with the reason beside it."""
        vote.evaluate("model.refuse = { reason: 'too-long', text: 'This text is too long.' }")
        vote.get_by_label(WORDS).fill("A very long story")
        expect(vote.locator(".own-words .save")).to_have_text("This text is too long.")
        expect(vote.get_by_label(WORDS)).to_have_value("A very long story")

    def test_a_late_text_is_kept_for_its_owner(self, vote: Page) -> None:
        """A text that came after closing says that it does not count."""
        vote.evaluate("model.late = true")
        vote.get_by_label(WORDS).fill("Too late")
        expect(vote.locator(".own-words .save")).to_contain_text("kept for you and does not count")

    def test_too_long_is_said_and_not_sent(self, vote: Page) -> None:
        """Beyond 2000 characters nothing is cut off and nothing is sent, until it is short enough."""
        vote.get_by_label(WORDS).fill("é" * 10_000)
        expect(vote.locator(".own-words .save")).to_have_text("This is 8000 characters too long and not saved yet.")
        assert asked(vote, "Save") == []
        vote.get_by_label(WORDS).fill("é" * 2000)
        expect(vote.locator(".own-words .save")).to_have_text("Saved")

    def test_odd_signs_do_not_reach_the_broker(self, vote: Page) -> None:
        """Emoji and right-to-left text go as they are; control characters do not."""
        vote.get_by_label(WORDS).fill("👩‍🏫 \t\u0007 שלום")
        expect(vote.locator(".own-words .save")).to_have_text("Saved")
        assert committed(vote) == {"grens-01/1/words": "👩‍🏫    שלום"}


class TestOtherPage:
    def test_the_brokers_newer_value_is_shown(self, vote: Page) -> None:
        """What the same person chose on another device replaces what was saved here."""
        choose(vote)
        expect(vote.locator(".under .save").first).to_have_text("Saved")
        take(vote, answers={"grens-01": {"1": {"choice": "laten"}}})
        expect(vote.get_by_role("radio", name="I let it be")).to_be_checked()

    def test_closing_sends_what_waits(self, vote: Page) -> None:
        """A text in its pause is sent the moment the activity closes."""
        vote.evaluate("model.hold = true")
        vote.get_by_label(WORDS).fill("Just in time")
        take(vote, stage=stage("grens-01", "closed", seq=2, stages={"grens-02": at("waiting")}))
        assert [one["value"] for one in asked(vote, "Save")] == ["Just in time"]
