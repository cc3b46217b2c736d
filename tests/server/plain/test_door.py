"""The door: one seat per person, however often they press, reload or look."""

import asyncio

import pytest

from tests.server.plain.conftest import words_shown
from workshop.messages import NewGroup
from workshop.testing.forms import form_fields

MARKUP = '<script>alert("x")</script> & <b>Fatima</b>'


class TestCodeForm:
    @pytest.mark.parametrize("typed", ["{lower}", " {spaced} ", "{dashed}", "http://room.local/j/{upper}"])
    def test_forgives_how_a_code_is_typed(self, visit, typed):
        """Case, spaces, dashes and the whole address lead to the same group."""

        async def story(house):
            code = house.code
            text = typed.format(lower=code.lower(), spaced=" ".join(code), dashed=f"{code[:3]}-{code[3:]}", upper=code)
            browser = house.browser()
            answer = await browser.get("/?code=" + text.replace(" ", "%20"))
            assert (answer.status, answer.url) == (200, f"/j/{code}")

        visit(story)

    def test_unknown_code_stays_in_the_form(self, visit):
        """An unknown code is a friendly 404 that shows what was typed."""

        async def story(house):
            answer = await house.browser().get("/?code=abcdef")
            assert answer.status == 404
            assert 'value="ABCDEF"' in answer.text

        visit(story)

    def test_code_of_nothing_is_asked_again(self, visit):
        """Signs only are no code."""

        async def story(house):
            assert (await house.browser().get("/?code=%21%21")).status == 400

        visit(story)


class TestJoining:
    def test_looking_takes_no_seat(self, visit):
        """GET, reload, HEAD and link previews leave the group as it was."""

        async def story(house):
            browser = house.browser()
            for path in (f"/j/{house.code}", f"/j/{house.code}", f"/j/{house.code}/nieuw", "/join", "/hier"):
                await browser.get(path)
            answer = await browser._go("HEAD", f"/j/{house.code}", None)
            assert (answer.status, answer.text) == (200, "")
            assert house.group.people == 0

        visit(story)

    def test_double_post_makes_one_participant(self, visit):
        """The same form sent twice, at the same time or later, is one person."""

        async def story(house):
            browser = house.browser()
            fields = {**await house.form(browser), "name": "Fatima"}
            await asyncio.gather(browser.post("/join", fields), browser.post("/join", fields))
            late = await browser.post("/join", fields)
            assert late.url == "/welkom"
            assert house.group.people == 1

        visit(story)

    def test_welcome_shows_a_return_code_of_five_words(self, visit):
        """After joining one sees the return code."""

        async def story(house):
            browser = await house.join("Fatima")
            words = words_shown((await browser.get("/welkom")).text).split("-")
            assert len(words) == 5
            assert set(words) <= set(house.context.words)

        visit(story)

    def test_welcomes_back_who_sits_here(self, visit):
        """The join page of one's own group takes no second seat."""

        async def story(house):
            browser = await house.join("Fatima")
            again = await browser.get(f"/j/{house.code}")
            assert "Fatima" in again.text
            assert not form_fields(again.text, "/join")

        visit(story)

    def test_not_me_makes_a_new_seat_in_the_same_browser(self, visit):
        """Somebody else at the same laptop gets a seat of their own; the first keeps theirs."""

        async def story(house):
            browser = await house.join("Fatima")
            first = await house.return_code(browser)
            fields = await house.form(browser, f"/j/{house.code}/nieuw")
            await browser.post("/join", {**fields, "name": "Daan"})
            second = await house.return_code(browser)
            assert house.group.people == 2
            assert (house.seat(first).name, house.seat(second).name) == ("Fatima", "Daan")

        visit(story)

    def test_old_form_filled_in_by_somebody_else_takes_no_ones_seat(self, visit):
        """Going back to a used form and typing another name asks who is there."""

        async def story(house):
            browser = house.browser()
            fields = await house.form(browser)
            await browser.post("/join", {**fields, "name": "Fatima"})
            answer = await browser.post("/join", {**fields, "name": "Daan"})
            assert answer.url == f"/j/{house.code}"
            assert "/nieuw" in answer.text

        visit(story)

    def test_key_of_another_browser_is_worth_nothing(self, visit):
        """A form cannot be planted: its key works only in the browser that it was made for."""

        async def story(house):
            theirs = await house.form(house.browser())
            browser = house.browser()
            await house.form(browser)
            answer = await browser.post("/join", {**theirs, "_xsrf": browser.cookies["_xsrf"], "name": "Fatima"})
            assert answer.status == 400
            assert form_fields(answer.text, "/join")["name"] == "Fatima"
            assert house.group.people == 0

        visit(story)

    def test_another_pseudonym_keeps_what_was_typed(self, visit):
        """Without scripts the button gives another offer and nothing is lost."""

        async def story(house):
            browser = house.browser()
            fields = await house.form(browser)
            answer = await browser.post("/join", {**fields, "name": "Fatima", "another": "1"})
            shown = form_fields(answer.text, "/join")
            assert shown["name"] == "Fatima"
            assert house.group.people == 0
            await browser.post("/join", shown)
            assert house.seat(await house.return_code(browser)).pseudonym == shown["pseudonym"]

        visit(story)

    def test_pseudonym_is_one_of_ours(self, visit):
        """What is not offered is not taken."""

        async def story(house):
            browser = house.browser()
            fields = await house.form(browser)
            await browser.post("/join", {**fields, "pseudonym": "De Baas"})
            assert house.seat(await house.return_code(browser)).pseudonym != "De Baas"

        visit(story)


class TestNames:
    @pytest.mark.parametrize("name", [MARKUP[:60], "😀 Zoë", "محمد", "{gettext} %s {{ 7*7 }}"])
    def test_anything_typed_is_text(self, visit, name):
        """Markup, emoji, right-to-left and template signs come back as they were typed, as text."""

        async def story(house):
            browser = await house.join(name)
            page = await browser.get("/welkom")
            assert "<script>alert" not in page.text
            assert "<b>Fatima" not in page.text
            assert house.seat(await house.return_code(browser)).name == name

        visit(story)

    def test_long_name_is_refused_and_kept(self, visit):
        """10,000 characters are too many; the form shows them again, and no seat is taken."""

        async def story(house):
            browser = house.browser()
            fields = await house.form(browser)
            answer = await browser.post("/join", {**fields, "name": "a" * 10_000})
            assert answer.status == 400
            assert form_fields(answer.text, "/join")["name"] == "a" * 10_000
            assert house.group.people == 0

        visit(story)


class TestRefusals:
    def test_full_group_is_friendly_and_the_seated_stay(self, visit):
        """A full group takes nobody more, yet who sent the form before is in."""

        async def story(house):
            browser = house.browser()
            fields = {**await house.form(browser), "name": "Fatima"}
            late = house.browser()
            late_fields = await house.form(late)
            await browser.post("/join", fields)
            assert (await late.post("/join", late_fields)).status == 503
            assert (await house.browser().get(f"/j/{house.code}")).status == 503
            assert (await browser.post("/join", fields)).url == "/welkom"
            assert house.group.people == 1

        visit(story, max_people=1)

    def test_ended_group_is_gone(self, visit):
        """Nobody joins an ended group; who was in it is welcomed back."""

        async def story(house):
            browser, late = await house.join("Fatima"), house.browser()
            fields = await house.form(late)
            house.end()
            assert (await house.browser().get(f"/j/{house.code}")).status == 410
            assert (await late.post("/join", fields)).status == 410
            assert "Fatima" in (await browser.get(f"/j/{house.code}")).text

        visit(story)

    def test_too_many_wrong_codes_stop_one_browser_only(self, visit):
        """A browser that guesses is stopped; its neighbour on the same address is not."""

        async def story(house):
            browser, neighbour = house.browser(), house.browser()
            answers = [(await browser.get("/j/XXXXXX")).status for _n in range(32)]
            assert (answers[0], answers[-1]) == (404, 429)
            assert (await neighbour.get(f"/j/{house.code}")).status == 200

        visit(story)

    def test_two_hundred_honest_people_never_meet_a_limit(self, visit):
        """A whole room on one address, each mistyping once, gets in."""

        async def story(house):
            for _n in range(200):
                browser = house.browser()
                assert (await browser.get("/j/XXXXXX")).status == 404
                await house.join(browser=browser)
            assert house.group.people == 200

        visit(story)

    def test_form_without_token_is_refused_and_kept(self, visit):
        """A forged form is 403; what was in it is offered again."""

        async def story(house):
            browser = house.browser()
            fields = await house.form(browser)
            answer = await browser.post("/join", {**fields, "name": "Fatima", "_xsrf": ""})
            assert answer.status == 403
            assert form_fields(answer.text, "/join")["name"] == "Fatima"
            assert house.group.people == 0

        visit(story)

    def test_broker_away_keeps_what_was_typed(self, visit):
        """While the broker is away a page that comes back by itself is shown; a form's fields are kept."""

        async def story(house):
            browser = house.browser()
            fields = {**await house.form(browser), "name": "Fatima"}
            house.link.away = True
            page = await browser.get(f"/j/{house.code}")
            assert (page.status, 'http-equiv="refresh"' in page.text) == (503, True)
            answer = await browser.post("/join", fields)
            assert answer.status == 503
            kept = form_fields(answer.text, "/join")
            house.link.away = False
            assert (await browser.post("/join", kept)).url == "/welkom"
            assert house.seat(await house.return_code(browser)).name == "Fatima"

        visit(story)


class TestPromise:
    def test_tells_the_thresholds_and_that_it_is_a_rehearsal(self, visit):
        """The form names this group's numbers and marks a rehearsal."""

        async def story(house):
            text = (await house.browser().get(f"/j/{house.code}?taal=en")).text
            assert "at least 5 people" in text
            assert "at least 8" in text
            assert "This is a rehearsal." in text
            assert "Groep &lt;Oost&gt;" in text

        visit(story, rehearsal=True)

    def test_does_not_call_a_real_group_a_rehearsal(self, visit):
        """Only rehearsals are marked."""

        async def story(house):
            assert "This is a rehearsal." not in (await house.browser().get(f"/j/{house.code}?taal=en")).text

        visit(story)

    def test_mentions_another_group_in_the_same_browser(self, visit):
        """Who sits in another group is told to keep that return code."""

        async def story(house):
            browser = await house.join("Fatima")
            other = house.link.link.ask_now(NewGroup(name="Groep West")).group
            page = await browser.get(f"/j/{other.code}")
            assert "/terugkomcode" in page.text
            assert form_fields(page.text, "/join")

        visit(story)
