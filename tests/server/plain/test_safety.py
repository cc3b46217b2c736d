"""Cookies, headers, links with secrets, and pages for when something is not as hoped."""

from http.cookies import SimpleCookie

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

SECRET_COOKIES = {"workshop_browser", "workshop_seat", "workshop_desk", "workshop_screen"}


async def look(house, path, **headers):
    """Ask for an address without following it."""
    request = HTTPRequest(house.base + path, headers=headers, follow_redirects=False)
    return await AsyncHTTPClient().fetch(request, raise_error=False)


def cookies_set(response):
    """Give the cookies that an answer sets."""
    return {name: each for line in response.headers.get_list("Set-Cookie") for name, each in SimpleCookie(line).items()}


class TestLinks:
    @pytest.mark.parametrize(
        ("door", "which", "where", "cookie"),
        [
            ("f", "facilitator_secret", "/begeleider", "workshop_desk"),
            ("s", "screen_secret", "/scherm", "workshop_screen"),
        ],
    )
    def test_secret_becomes_a_cookie_and_leaves_the_address(self, visit, door, which, where, cookie):
        """The right link leads on, with a cookie that scripts and other sites do not see."""

        async def story(house):
            secret = getattr(house.made, which)
            answer = await look(house, f"/{door}/{secret}")
            assert (answer.code, answer.headers["Location"]) == (303, where)
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            kept = cookies_set(answer)[cookie]
            assert kept["httponly"]
            assert kept["samesite"] == "Lax"
            assert secret not in answer.body.decode()

        visit(story)

    def test_wrong_or_other_secret_is_403(self, visit):
        """A wrong link opens nothing, and a screen's link is no facilitator's."""

        async def story(house):
            for path in (
                "/f/wrong",
                "/s/wrong",
                f"/f/{house.made.screen_secret}",
                f"/s/{house.made.facilitator_secret}",
            ):
                answer = await look(house, path)
                assert answer.code == 403
                assert not set(cookies_set(answer)) & {"workshop_desk", "workshop_screen"}
                assert path.split("/")[2] not in answer.body.decode()

        visit(story)

    def test_guessing_links_is_stopped(self, visit):
        """A browser that guesses links must wait."""

        async def story(house):
            browser = house.browser()
            assert [(await browser.get(f"/f/{n}")).status for n in range(21)][-1] == 429

        visit(story)


class TestCookies:
    def test_are_for_this_server_only(self, visit):
        """Each of our cookies is HttpOnly, SameSite and, over https, Secure."""

        async def story(house):
            answer = await look(house, f"/j/{house.code}")
            ours = cookies_set(answer)
            assert "workshop_browser" in ours
            for name in set(ours) & SECRET_COOKIES:
                assert ours[name]["httponly"]
                assert ours[name]["samesite"] == "Lax"
                assert not ours[name]["secure"]

        visit(story)

    def test_seat_cookie_does_not_show_in_pages(self, visit):
        """The key stands only on the pages that are made to show it."""

        async def story(house):
            browser = await house.join("Fatima")
            code = await house.return_code(browser)
            for path in ("/", "/wacht", f"/j/{house.code}", f"/j/{house.code}/nieuw", "/terug"):
                page = (await browser.get(path)).text
                assert code not in page
                assert browser.cookies["workshop_seat"] not in page
                assert house.made.facilitator_secret not in page

        visit(story)

    def test_changed_cookie_is_no_seat(self, visit):
        """A cookie that was tampered with counts as none."""

        async def story(house):
            browser = await house.join()
            browser.cookies["workshop_seat"] = browser.cookies["workshop_seat"][:-3] + "abc"
            assert (await browser.get("/wacht")).url == "/"

        visit(story)


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/terug", "/j/XXXXXX", "/nowhere", "/robots.txt"])
    def test_keep_the_page_to_itself(self, visit, path):
        """Nothing inline, nothing from outside, no frames, no copies."""

        async def story(house):
            answer = await look(house, path)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            page = answer.body.decode()
            assert " style=" not in page
            assert "<script>" not in page

        visit(story)


class TestLanguage:
    @pytest.mark.parametrize(
        ("accepts", "language"), [("en-GB,en;q=0.9,nl;q=0.5", "en"), ("fr,nl;q=0.3", "nl"), ("fr", "nl"), ("", "nl")]
    )
    def test_follows_the_browser_at_the_door(self, visit, accepts, language):
        """Before a group is known, the browser's wish counts; Dutch is the default."""

        async def story(house):
            page = (await look(house, "/", **{"Accept-Language": accepts})).body.decode()
            assert f'<html lang="{language}"' in page

        visit(story)

    def test_group_decides_and_a_person_may_switch(self, visit):
        """A Dutch group is Dutch in an English browser, until one chooses; that stays."""

        async def story(house):
            path = f"/j/{house.code}"
            english = {"Accept-Language": "en"}
            assert '<html lang="nl"' in (await look(house, path, **english)).body.decode()
            browser = house.browser()
            assert '<html lang="en"' in (await browser.get(path + "?taal=en")).text
            assert '<html lang="en"' in (await browser.get(path)).text
            await house.join(browser=browser)
            assert house.seat(await house.return_code(browser)).language == "en"

        visit(story)

    @pytest.mark.parametrize("taal", ["xx", "../..", "<b>"])
    def test_unknown_language_is_left_alone(self, visit, taal):
        """A language that we do not have changes nothing."""

        async def story(house):
            assert '<html lang="nl"' in (await house.browser().get(f"/?taal={taal}")).text

        visit(story)


class TestOtherPages:
    def test_unknown_address_is_friendly(self, visit):
        """A 404 in our style."""

        async def story(house):
            answer = await house.browser().get("/nowhere")
            assert answer.status == 404
            assert "plain.css" in answer.text

        visit(story)

    def test_qr_is_a_picture(self, visit):
        """The QR picture is an SVG."""

        async def story(house):
            answer = await house.browser().get(f"/qr/{house.code}.svg")
            assert answer.headers["Content-Type"] == "image/svg+xml"
            assert "<svg" in answer.text

        visit(story)

    def test_robots_are_sent_away(self, visit):
        """Nothing here is for searching."""

        async def story(house):
            assert "Disallow: /" in (await house.browser().get("/robots.txt")).text

        visit(story)
