"""Let `ps` tell a zygote from a kernel."""

import ctypes
import os
import sys
from pathlib import Path

_PR_SET_NAME = 15
# Positions in /proc/self/stat, counted after the name (see proc_pid_stat(5)).
_ARG_START, _ARG_END = 45, 46


def set_title(title: str) -> None:
    """Show `title` as this process's command; where that cannot be done, change nothing.

    Linux: in place, so a title longer than the command that started the process is cut. Elsewhere: by the package
    `setproctitle`, when it is installed.
    """
    try:
        if sys.platform == "linux":
            _overwrite_arguments(title)
        else:
            import setproctitle  # type: ignore[import-not-found, unused-ignore]

            setproctitle.setproctitle(title)
    except (ImportError, OSError, ValueError, AttributeError, IndexError):
        return  # it is only a title


def _overwrite_arguments(title: str) -> None:
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[_ARG_START]), int(fields[_ARG_END])
    if not 0 < start < end:
        return
    room = end - start
    text = os.fsencode(title)[: room - 2]
    # A last byte that is not zero tells the system to show the text up to the first zero (proc_pid_cmdline(5)).
    ctypes.memmove(start, text.ljust(room - 1, b"\0") + b" ", room)
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NAME, os.fsencode(title)[:15], 0, 0, 0)
