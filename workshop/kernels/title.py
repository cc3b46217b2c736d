"""Let `ps` tell a zygote from a kernel."""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

_PR_SET_NAME = 15
# Positions in /proc/self/stat, counted after the name (see proc_pid_stat(5)).
_ARG_START, _ARG_END = 45, 46


def title_setter() -> Callable[[str], object]:
    """Return a function that shows its argument as this process's command; where that cannot be done, it does nothing.

    Linux: in place, so a title longer than the command that started the process is cut. Elsewhere: by the package
    `setproctitle`, when it is installed. What is looked up here is still true after a fork.
    """
    try:
        if sys.platform == "linux":
            return _overwriter()
        import setproctitle  # type: ignore[import-not-found, unused-ignore]
    except (ImportError, OSError, ValueError, AttributeError, IndexError):
        return lambda _: None  # it is only a title
    set_title: Callable[[str], object] = setproctitle.setproctitle
    return set_title


def _overwriter() -> Callable[[str], object]:
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, room = int(fields[_ARG_START]), int(fields[_ARG_END]) - int(fields[_ARG_START])
    if not start or room < len("zygote"):
        raise ValueError("the system does not tell where the arguments are")
    set_name = ctypes.CDLL(None).prctl

    def overwrite(title: str) -> None:
        text = os.fsencode(title)[: room - 2]
        # A last byte that is not zero tells the system to show the text up to the first zero (proc_pid_cmdline(5)).
        ctypes.memmove(start, text.ljust(room - 1, b"\0") + b" ", room)
        set_name(_PR_SET_NAME, text[:15], 0, 0, 0)

    return overwrite
