"""How many pages this machine can carry: by the memory that is there, not by hope."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

#: Bytes that a page takes: its process (some 13 MB; a figure more when a chart is made) and its share of the server.
PAGE = 20 * 1024 * 1024
#: Bytes that stay free for the system, the broker's summaries and what else runs here.
SPARE = 512 * 1024 * 1024
#: Open files that a page takes in the server, and those that all else needs.
_FILES, _FILES_SPARE = 24, 200
#: Pages that only desk and screen may still get when the house is full.
FOR_DESKS = 4
_CGROUP = Path("/sys/fs/cgroup")
_LOOK = 0.5  # seconds that a look at the memory is good for


@dataclass(slots=True)
class Capacity:
    """Tells whether one more page fits.

    Parameters
    ----------
    most
        Pages at most; 0 works it out from the memory that is free and the files that may be opened.
    """

    most: int = 0
    _looked: float = field(default=-1.0, init=False)
    _free: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Work out the limit when none was set."""
        if self.most <= 0:
            files = (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _FILES_SPARE) // _FILES
            self.most = max(FOR_DESKS + 1, min((free_memory() - SPARE) // PAGE, files))

    def fits(self, pages: int, *, desk: bool = False) -> bool:
        """Say whether a page may be added to so many; the last few are for desk and screen."""
        kept = 0 if desk else min(FOR_DESKS, self.most // 2)
        return pages < self.most - kept and self._memory() > (SPARE // 2 if desk else SPARE)

    def _memory(self) -> int:
        now = time.monotonic()
        if now - self._looked > _LOOK:
            self._looked, self._free = now, free_memory()
        return self._free


def free_memory() -> int:
    """Give the bytes of memory that are free for us: the machine's, or the container's when that is less."""
    free = int(psutil.virtual_memory().available)
    try:
        most = (_CGROUP / "memory.max").read_text(encoding="ascii").strip()
        used = int((_CGROUP / "memory.current").read_text(encoding="ascii"))
        stat = dict(line.split() for line in (_CGROUP / "memory.stat").read_text(encoding="ascii").splitlines())
    except (OSError, ValueError):
        return free
    if most == "max":
        return free
    return min(free, int(most) - used + int(stat.get("inactive_file", 0)))
