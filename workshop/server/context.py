"""What the server's handlers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from workshop.client import Link


@dataclass(slots=True)
class Context:
    """One server's shared things; handlers get it as ``self.settings["workshop"]``.

    Attributes
    ----------
    link
        The server's own way to the broker.
    base_url
        Address that participants use, without a slash at the end.
    words
        The 1,024 words that keys (return codes) are made of.
    pseudonyms
        Language → (first words, second words).
    languages
        The programme's languages; the first is the default.
    max_people
        People that a group may have.
    away_seconds
        Seconds without a connection after which a page is ended.
    notebooks
        File names of the notebooks that can be shown.
    pages
        The made pages (`workshop.server.pages.Pages`); None in tests of the plain pages.
    """

    link: Link
    base_url: str
    words: Sequence[str]
    pseudonyms: dict[str, tuple[Sequence[str], Sequence[str]]]
    languages: Sequence[str] = ("nl", "en")
    max_people: int = 250
    away_seconds: float = 60.0
    notebooks: Sequence[str] = ()
    pages: Any = None
    tries: dict[str, Any] = field(default_factory=dict)
