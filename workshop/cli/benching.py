"""Measuring from the command line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import typer

from workshop.errors import SettingsError


def run(
    people: int, versus: Sequence[str], *, json_file: Path | None, document: Path | None, browser: bool, quick: bool
) -> None:
    """Measure, print the table, and write the figures where they are wanted."""
    from workshop.bench.plan import Plan
    from workshop.bench.report import plain, write_into
    from workshop.bench.running import RIVALS
    from workshop.bench.running import run as measure

    strange = sorted(set(versus) - set(RIVALS))
    if strange:
        raise SettingsError(f"'{strange[0]}' cannot be measured. Use: {', '.join(RIVALS)}.")
    plan = Plan.quick(people) if quick else Plan(people=people, **({} if browser else {"visits": 0}))
    found = asyncio.run(measure(plan, list(dict.fromkeys(versus))))
    if json_file is not None:
        json_file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if document is not None:
        write_into(document, found)
    typer.echo(plain(found))
