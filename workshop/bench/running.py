"""Measuring this product and, in the same run, others."""

from __future__ import annotations

import contextlib
import resource
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workshop.bench.machine import machine
from workshop.bench.measuring import STEPS, Measurement
from workshop.bench.plan import Plan
from workshop.bench.progress import Progress
from workshop.bench.system import System
from workshop.errors import SettingsError

#: What can be measured beside this product.
RIVALS = ("voila", "solara")


async def run(plan: Plan, versus: Sequence[str] = ()) -> dict[str, Any]:
    """Measure this product and these others, one after the other; give the figures.

    Raises
    ------
    SettingsError
        A package that is needed is not installed.
    WorkshopError
        A server does not start.
    """
    systems = [_system(name, plan.patience_s) for name in ("ours", *versus)]
    allow_many_files()
    found: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder, Progress(STEPS * len(systems)) as progress:
        for system in systems:
            figures = await Measurement(system, plan, Path(folder) / system.name, progress.step).run()
            found |= figures if system.name == "ours" else {system.name: figures}
    return found


def allow_many_files() -> None:
    """Let this process and the servers that it starts open as many files as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, hard), hard))


def _system(name: str, patience: float) -> System:
    if name == "ours":
        from workshop.bench.ours import Ours

        return Ours(patience)
    if find_spec(name) is None:
        raise SettingsError(f"'{name}' is not installed, so it cannot be measured. Use: pip install 'workshop[bench]'.")
    if name == "voila":
        from workshop.bench.plain_voila import PlainVoila

        return PlainVoila(patience)
    from workshop.bench.solara_app import SolaraApp

    return SolaraApp(patience)
