"""What a server may choose about its zygote, from traits or from the environment."""

import json
import os
import sys
from dataclasses import asdict, dataclass

# The modules that each kernel needs anyway; a server adds its own.
DEFAULT_PRELOAD = ("ipywidgets",)

_OFF = {"0", "false", "no", "off"}


@dataclass(frozen=True, kw_only=True)
class ZygoteSettings:
    """What a zygote does before the first fork; two kernels with equal settings share one zygote."""

    preload: tuple[str, ...] = DEFAULT_PRELOAD
    """Modules that are imported once, before the fork."""

    warm_up: str = ""
    """``module:function`` that is called once, before the fork; empty for none."""

    def to_json(self) -> bytes:
        """Give the settings as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_json(cls, line: bytes) -> "ZygoteSettings":
        """Read what `to_json` wrote."""
        read = json.loads(line)
        return cls(preload=tuple(read["preload"]), warm_up=read["warm_up"])

    @classmethod
    def from_environment(cls) -> "ZygoteSettings":
        """Read the settings that the environment gives."""
        return cls(preload=tuple(preload_from_environment()), warm_up=warm_up_from_environment())


def enabled_by_environment() -> bool:
    """Whether ``FORKED_KERNELS`` leaves forking on; unset means on."""
    return os.environ.get("FORKED_KERNELS", "1").strip().lower() not in _OFF


def preload_from_environment() -> list[str]:
    """Modules named by ``FORKED_KERNELS_PRELOAD``, separated by commas; unset means the default ones."""
    named = os.environ.get("FORKED_KERNELS_PRELOAD")
    if named is None:
        return list(DEFAULT_PRELOAD)
    return [name.strip() for name in named.split(",") if name.strip()]


def warm_up_from_environment() -> str:
    """Return the hook named by ``FORKED_KERNELS_WARM_UP``, or an empty string."""
    return os.environ.get("FORKED_KERNELS_WARM_UP", "").strip()


def start_timeout_from_environment() -> float:
    """Seconds from ``FORKED_KERNELS_START_TIMEOUT``; 60 when unset or not a number."""
    try:
        return float(os.environ.get("FORKED_KERNELS_START_TIMEOUT", "60"))
    except ValueError:
        return 60.0


def platform_can_fork() -> bool:
    """Whether this is a platform on which forked kernels are known to work."""
    return sys.platform.startswith(("linux", "darwin"))
