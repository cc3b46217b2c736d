"""Serving a room, and rehearsing alone."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from workshop import words
from workshop.errors import RefusedError

if TYPE_CHECKING:
    from workshop.messages import GroupMade
    from workshop.server.app import WorkshopServer


def run(settings: dict[str, Any]) -> None:
    """Serve until told to stop."""
    _ = words.translator(settings["language"]).gettext

    def on_ready(server: WorkshopServer) -> None:
        base, desk = server.base_url_for_people, server.facilitator_url()
        typer.echo(_("The workshop is open on {address}").format(address=base))
        typer.echo("")
        _tell({_("Participants"): base, _("Facilitator"): desk})
        typer.echo("")
        typer.echo(_("Keep the facilitator's link to yourself: it opens every group. Stop with Ctrl-C."))
        _open(desk, wanted=settings["browser"])

    _serve(settings, settings["data"], on_ready)


def run_demo(settings: dict[str, Any], *, people: int, pace: float) -> None:
    """Serve a rehearsal group with simulated participants, in a data folder of its own, until told to stop."""
    from workshop.server.listening import url_of

    _ = words.translator(settings["language"]).gettext
    data: Path = settings["data"] / "rehearsal"
    made = _rehearsal_group(data, settings, _("Rehearsal"))

    def on_ready(server: WorkshopServer) -> None:
        base = server.base_url_for_people
        desk = f"{base}/f/{made.facilitator_secret}"
        typer.echo(
            _("A rehearsal with {people} simulated participants. You are the facilitator.").format(people=people)
        )
        typer.echo("")
        screen, door = f"{base}/s/{made.screen_secret}", f"{base}/j/{made.group.code}"
        _tell({_("Facilitator"): desk, _("Screen"): screen, _("Participants"): door})
        typer.echo("")
        local = url_of(settings["ip"] or "127.0.0.1", server.sockets[0].getsockname()[1])
        threading.Thread(target=_play, args=(local, made.group.code, people, pace), daemon=True).start()
        _open(desk, wanted=settings["browser"])

    _serve({**settings, "made_pages": people}, data, on_ready)


def _rehearsal_group(data: Path, settings: dict[str, Any], name: str) -> GroupMade:
    """Make a group with its first activity open, so that there is something to see at once."""
    from workshop.broker import DirectLink, open_broker
    from workshop.messages import Act, GroupMade, Identity, NewGroup, PickGroup, Refused

    broker = open_broker(data, programme=settings["programme"])
    host = DirectLink(broker, Identity(role="host", language=settings["language"]))
    made = host.ask_now(NewGroup(name=name, language=settings["language"], rehearsal=True))
    if isinstance(made, Refused):
        raise RefusedError(made.reason, made.text)
    assert isinstance(made, GroupMade)  # noqa: S101 - the reply that `NewGroup` names
    host.ask_now(PickGroup(group=made.group.id))
    host.ask_now(Act(action="next"))
    broker.store.close()
    return made


def _serve(settings: dict[str, Any], data: Path, on_ready: Any) -> None:
    from workshop.server.app import serve

    serve(
        data=data,
        port=settings["port"],
        ip=settings["ip"],
        base_url=settings["url"] or None,
        max_people=settings["max_people"],
        away_seconds=settings["away_seconds"],
        made_pages=settings["made_pages"],
        max_pages=settings["max_pages"],
        fork=settings["fork"],
        programme=settings["programme"],
        on_ready=on_ready,
    )


def _play(base: str, code: str, people: int, pace: float) -> None:
    from workshop.testing import play

    with contextlib.suppress(Exception):  # the rehearsal ends with the server
        asyncio.run(play(base, code, people=people, pace=pace))


def _open(url: str, *, wanted: bool) -> None:
    if wanted:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _tell(addresses: dict[str, str]) -> None:
    """Print addresses under each other, whatever the words before them are in this language."""
    wide = max(map(len, addresses)) + 1
    for label, address in addresses.items():
        typer.echo(f"  {label + ':':{wide}}  {address}")
