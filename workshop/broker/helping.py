"""The text help beside the broker's own work: it takes a moment, and nobody's answer waits for it."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from workshop.messages import Home

log = logging.getLogger(__name__)

#: Texts that are looked at together; more would take long, and nobody reads so many at once.
MOST_TEXTS = 1500

#: Theme → (name, texts in it).
Themes = Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Thought:
    """What came of it: ids of texts that may say the same, and homes."""

    alike: tuple[list[str], ...] = ()
    homes: tuple[Home, ...] = ()


class TextHelp:
    """Thinks in a thread of its own, which is started (and the text help imported) at the first question."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._thoughts: dict[Hashable, tuple[Hashable, Future[Thought]]] = {}

    def think(self, place: Hashable, texts: Mapping[str, str], themes: Themes) -> Thought | None:
        """Give what the program thinks of these texts, or None while it is thinking: ask again.

        Parameters
        ----------
        place
            What the texts belong to: a newer question about it takes the place of the one before.
        texts
            Id → text, under no theme.
        """
        question = (tuple(sorted(texts.items())), tuple(sorted(themes.items())))
        known = self._thoughts.get(place)
        if known is None or known[0] != question:
            self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="text help")
            if known is not None:
                known[1].cancel()
            known = (question, self._thread.submit(_think, dict(texts), dict(themes)))
            self._thoughts[place] = known
        return known[1].result() if known[1].done() else None


def _think(texts: dict[str, str], themes: Themes) -> Thought:
    """Think; when that fails there are no suggestions, and the log tells why."""
    try:
        from workshop.wording import Theme, alike, homes

        names = sorted(texts)[:MOST_TEXTS]
        words = [texts[name] for name in names]
        found = homes(words, {theme: Theme(name, inside) for theme, (name, inside) in themes.items()})
        return Thought(
            alike=tuple([names[n] for n in group] for group in alike(words)),
            homes=tuple(
                Home(text=name, theme=home.theme, words=list(home.words))
                for name, home in zip(names, found, strict=True)
                if home is not None
            ),
        )
    except Exception:  # suggestions are a help; without them everything works
        log.exception("the text help failed")
        return Thought()
