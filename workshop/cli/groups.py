"""Groups from the command line: the same broker, in this process."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import typer

from workshop.cli.address import base_url
from workshop.errors import RefusedError
from workshop.messages import GetGroups, GroupMade, Groups, Identity, NewGroup, Refused


def new(settings: dict[str, Any], name: str, language: str, min_people: int | None, *, as_json: bool) -> None:
    """Make a group and print its links."""
    made = _ask(settings, NewGroup(name=name, language=language, min_people=min_people))
    assert isinstance(made, GroupMade)  # noqa: S101 - the reply that `NewGroup` names
    base = base_url(settings)
    told = {
        "code": made.group.code,
        "join_url": f"{base}/j/{made.group.code}",
        "facilitator_url": f"{base}/f/{made.facilitator_secret}",
        "screen_url": f"{base}/s/{made.screen_secret}",
    }
    if as_json:
        typer.echo(json.dumps(told))
        return
    typer.echo(f"{made.group.name}: {made.group.code}")
    for label in ("join_url", "facilitator_url", "screen_url"):
        typer.echo(f"  {label.removesuffix('_url'):12} {told[label]}")


def show(settings: dict[str, Any], *, as_json: bool) -> None:
    """List the groups."""
    groups = _ask(settings, GetGroups())
    assert isinstance(groups, Groups)  # noqa: S101 - the reply that `GetGroups` names
    rows: list[dict[str, Any]] = [
        {
            "code": group.code,
            "name": group.name,
            "people": group.people,
            "language": group.language,
            "created": datetime.fromtimestamp(group.created_at, UTC).isoformat(timespec="seconds"),
            "ended": group.ended,
            "rehearsal": group.rehearsal,
        }
        for group in groups.groups
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        marks = "".join(f"  ({mark})" for mark in ("rehearsal", "ended") if row[mark])
        typer.echo(f"{row['code']}  {row['people']:4} people  {row['created'][:10]}  {row['name']}{marks}")
    if not rows:
        typer.echo("There is no group yet. Make one: workshop group new --name …")


def _ask(settings: dict[str, Any], request: NewGroup | GetGroups) -> Any:
    from workshop.broker import DirectLink, open_broker

    broker = open_broker(settings["data"], programme=settings["programme"])
    reply = DirectLink(broker, Identity(role="host", language=settings["language"])).ask_now(request)
    broker.store.close()
    if isinstance(reply, Refused):
        raise RefusedError(reply.reason, reply.text)
    return reply
