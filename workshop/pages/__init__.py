"""What a notebook shows: one widget a page, whoever looks at it."""

from workshop.pages.page import Page
from workshop.pages.show import desk_page, screen_page, session_page

__all__ = ["Page", "desk_page", "screen_page", "session_page"]
