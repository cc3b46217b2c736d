"""Coming back: with a return code on another device, and the way to where the group is."""

import pytest


class TestReturnCode:
    @pytest.mark.parametrize("how", ["{}", "  {} ", "upper", "spaces", "commas"])
    def test_is_the_same_participant_on_another_device(self, visit, how):
        """The code gives the same seat in another browser, however it is typed."""

        async def story(house):
            code = await house.return_code(await house.join("Fatima"))
            ways = {"upper": code.upper(), "spaces": code.replace("-", "  "), "commas": code.replace("-", ", ")}
            phone = house.browser()
            await phone.get("/terug")
            answer = await phone.post("/terug", {"code": ways.get(how) or how.format(code)})
            assert answer.url == "/wacht"
            assert await house.return_code(phone) == code
            assert house.group.people == 1

        visit(story)

    def test_unknown_code_is_kept_and_a_likely_word_named(self, visit):
        """A typing error is shown with the word that was probably meant."""

        async def story(house):
            browser = house.browser()
            await browser.get("/terug")
            answer = await browser.post("/terug", {"code": "apel atlas arena arm aroma"})
            assert answer.status == 404
            assert 'value="apel atlas arena arm aroma"' in answer.text
            assert "appel" in answer.text

        visit(story)

    @pytest.mark.parametrize("typed", ["", "  ", "123", "appel", "<b>" * 5000])
    def test_nonsense_is_friendly(self, visit, typed):
        """Empty, short and very long texts give the form again."""

        async def story(house):
            browser = house.browser()
            await browser.get("/terug")
            answer = await browser.post("/terug", {"code": typed})
            assert answer.status in {400, 404}
            assert "<b><b>" not in answer.text

        visit(story)

    def test_guessing_is_stopped(self, visit):
        """After twenty wrong codes a browser must wait; the right code works for others."""

        async def story(house):
            code = await house.return_code(await house.join())
            guesser, honest = house.browser(), house.browser()
            await guesser.get("/terug")
            await honest.get("/terug")
            for _n in range(20):
                assert (await guesser.post("/terug", {"code": "appel atlas arena arm aroma"})).status == 404
            assert (await guesser.post("/terug", {"code": code})).status == 429
            assert (await honest.post("/terug", {"code": code})).url == "/wacht"

        visit(story)

    def test_page_of_the_code_needs_a_seat(self, visit):
        """Without a seat there is no code to show."""

        async def story(house):
            for path in ("/terugkomcode", "/welkom"):
                assert (await house.browser().get(path)).url == "/terug"

        visit(story)


class TestHere:
    def test_leads_to_the_door_the_waiting_room_or_the_session(self, visit):
        """No seat, no session, a session."""

        async def story(house):
            browser = house.browser()
            assert (await browser.get("/hier")).url == "/"
            await house.join(browser=browser)
            assert (await browser.get("/hier")).url == "/wacht"
            house.open("grenzen")
            assert (await browser.get("/hier")).url == "/sessie/grenzen"

        visit(story)

    @pytest.mark.parametrize(("reason", "kept"), [("unknown-key", False), ("store-full", True)])
    def test_forgets_only_a_seat_that_nobody_knows(self, visit, reason, kept):
        """A key that the store does not have leads to the door for good; any other refusal takes no key away."""

        async def story(house):
            browser = await house.join()
            house.link.refuses = reason
            assert (await browser.get("/hier")).url == "/"
            assert ("workshop_seat" in browser.cookies) == kept

        visit(story)
