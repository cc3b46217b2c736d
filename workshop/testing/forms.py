"""Reading a form of a page, as a browser does: its fields with what they hold."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action = action
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._inside = told.get("action") == self._action
        name = told.get("name")
        if self._inside and name and tag == "input" and told.get("type") not in {"submit", "button"}:
            self.fields[name] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def form_fields(text: str, action: str) -> dict[str, str]:
    """Give the fields of the form that goes to `action`, with their values; empty when there is no such form."""
    parser = _Fields(action)
    parser.feed(text)
    return parser.fields
