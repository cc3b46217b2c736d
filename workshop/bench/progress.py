"""One line on standard error that tells how far a measurement is; nothing when nobody watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self, TextIO

_WIDTH = 24
_CLEAR = "\r\x1b[K"


class Progress:
    """A bar with the step that is under way.

    Parameters
    ----------
    steps
        How many steps there will be.
    stream
        Where to; it is left alone when it is no terminal.
    """

    def __init__(self, steps: int, stream: TextIO | None = None) -> None:
        self._steps = steps
        self._done = 0
        self._stream = stream or sys.stderr
        self._seen = self._stream.isatty()
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._write(_CLEAR)

    def step(self, what: str) -> None:
        """Say what is done now; what was said before is done."""
        full = _WIDTH * min(self._done, self._steps) // max(self._steps, 1)
        seconds = time.monotonic() - self._began
        self._write(f"{_CLEAR}[{'█' * full}{'·' * (_WIDTH - full)}] {seconds:4.0f} s  {what}")
        self._done += 1

    def _write(self, text: str) -> None:
        if self._seen:
            self._stream.write(text)
            self._stream.flush()
