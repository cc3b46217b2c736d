"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

_PACKAGES = ("voila", "ipywidgets", "ipykernel", "jupyter_server", "tornado", "plotly", "pandas", "solara")


def machine() -> dict[str, Any]:
    """Tell the processor, cores, memory in GiB, system, Python and the versions that matter."""
    return {
        "cpu": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: found for name in _PACKAGES if (found := _version(name))},
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def told(machine: dict[str, Any]) -> str:
    """Put it into one sentence."""
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    cores = f"{machine['cores']} core{'' if machine['cores'] == 1 else 's'}"
    where = f"{machine['cpu']}, {cores}, {machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}"
    return f"{where}; {versions}; {machine['date'][:10]}."


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
