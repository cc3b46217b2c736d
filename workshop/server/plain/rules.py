"""Which address leads to which plain page."""

from __future__ import annotations

from tornado.web import RequestHandler

from workshop.server.plain.door import CodeHandler, JoinHandler, JoinPageHandler, SomebodyElseHandler
from workshop.server.plain.links import FacilitatorLinkHandler, ScreenLinkHandler
from workshop.server.plain.pictures import IconHandler, QrHandler, RobotsHandler
from workshop.server.plain.returning import ComeBackHandler, HereHandler, ReturnCodeHandler, WelcomeHandler
from workshop.server.plain.waiting import NewsHandler, WaitHandler


def plain_handlers() -> list[tuple[str, type[RequestHandler]]]:
    """Give the rules for the application; `NotFoundHandler` is its ``default_handler_class``."""
    return [
        (r"/", CodeHandler),
        (r"/j/([^/]+)/nieuw", SomebodyElseHandler),
        (r"/j/([^/]+)/?", JoinPageHandler),
        (r"/join", JoinHandler),
        (r"/welkom", WelcomeHandler),
        (r"/terug", ComeBackHandler),
        (r"/terugkomcode", ReturnCodeHandler),
        (r"/hier", HereHandler),
        (r"/wacht", WaitHandler),
        (r"/wacht/nu", NewsHandler),
        (r"/f/([^/]+)", FacilitatorLinkHandler),
        (r"/s/([^/]+)", ScreenLinkHandler),
        (r"/qr/([^/]+)\.svg", QrHandler),
        (r"/favicon\.ico", IconHandler),
        (r"/robots\.txt", RobotsHandler),
    ]
