"""Decide whether a launch can be forked, and write it down for the child."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, STDOUT
from typing import Any

_MODULES = ("ipykernel_launcher", "ipykernel")
# Forked kernels keep no history, and frozen modules matter only to the debugger: these change nothing.
_MOOT = ("--HistoryManager.",)
_MOOT_OPTIONS = ("-Xfrozen_modules=off",)
# What jupyter_client passes besides the streams, and what forking does in any case.
_MOOT_KEYWORDS = ("extra_arguments", "kernel_id", "start_new_session", "close_fds")


class CannotForkError(Exception):
    """A kernel that has to be started in the ordinary way; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Launch:
    """One kernel as `jupyter_client` asks for it, reduced to what a forked child needs."""

    connection_file: str
    cwd: str
    env: Mapping[str, str]
    streams: tuple[Any, Any, Any]
    """Standard input, output and error, each as `subprocess.Popen` takes them."""

    def request(self) -> dict[str, Any]:
        """Give the part that travels as JSON; the streams travel as file descriptors."""
        return {
            "connection_file": self.connection_file,
            "cwd": self.cwd,
            "env": {**self.env, "JPY_PARENT_PID": str(os.getpid())},
        }

    @contextmanager
    def descriptors(self) -> Iterator[list[int]]:
        """Give three open file descriptors for the child, and close what was opened for it."""
        null = os.open(os.devnull, os.O_RDWR)
        try:
            stdin, stdout, stderr = self.streams
            out = _descriptor(stdout, null=null, inherited=1)
            err = out if stderr == STDOUT else _descriptor(stderr, null=null, inherited=2)
            yield [_descriptor(stdin, null=null, inherited=null), out, err]
        finally:
            os.close(null)


def read_launch(cmd: Sequence[str], keywords: Mapping[str, Any]) -> Launch:
    """Read the command and keywords of `jupyter_client.launcher.launch_kernel`.

    Raises
    ------
    CannotForkError
        When the kernel is not an IPython kernel of this very interpreter, or asks for what a fork cannot give.
    """
    rest = dict(keywords)
    for name in _MOOT_KEYWORDS:
        rest.pop(name, None)
    streams = (rest.pop("stdin", None), rest.pop("stdout", None), rest.pop("stderr", None))
    env = rest.pop("env", None)
    cwd = rest.pop("cwd", None) or Path.cwd()
    unknown = sorted(name for name, value in rest.items() if value)
    if unknown:
        raise CannotForkError(f"a forked kernel does not know the option '{unknown[0]}'")
    for stream in streams:
        if not (stream in (None, DEVNULL, STDOUT) or _number(stream) is not None):
            raise CannotForkError(f"a forked kernel cannot use {stream!r} as a stream")
    return Launch(
        connection_file=_connection_file(cmd),
        cwd=os.fspath(cwd),
        env=os.environ if env is None else env,
        streams=streams,
    )


def _connection_file(cmd: Sequence[str]) -> str:
    executable, *arguments = cmd
    if not _is_this_python(executable):
        raise CannotForkError(f"the kernel runs on another interpreter than this one: '{executable}'")
    while arguments and arguments[0] in _MOOT_OPTIONS:
        del arguments[0]
    if len(arguments) < 2 or arguments[0] != "-m" or arguments[1] not in _MODULES:  # noqa: PLR2004
        raise CannotForkError(f"the kernel is not started by 'python -m {_MODULES[0]}'")
    arguments = [argument for argument in arguments[2:] if not argument.startswith(_MOOT)]
    match arguments:
        case ["-f", path]:
            return os.path.realpath(path)
        case ["-f", _, unknown, *_]:
            raise CannotForkError(f"a forked kernel takes no arguments of its own: '{unknown}'")
        case _:
            raise CannotForkError("the kernel's command names no connection file")


def _is_this_python(executable: str) -> bool:
    found = shutil.which(executable)
    if found is None:
        return False
    # Two virtual environments may link to one binary: the folder has to be the same as well.
    here, there = Path(sys.executable), Path(found)
    return here.parent.absolute() == there.parent.absolute() and here.samefile(there)


def _number(stream: Any) -> int | None:
    if isinstance(stream, int):
        return stream if stream >= 0 else None
    try:
        return int(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return None


def _descriptor(stream: Any, *, null: int, inherited: int) -> int:
    if stream is None:
        return inherited
    if stream == DEVNULL:
        return null
    return _number(stream) or null
