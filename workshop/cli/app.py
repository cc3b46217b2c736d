"""The commands, and the edge at which an error becomes one line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from workshop import __version__
from workshop.errors import ContentError, WorkshopError
from workshop.settings import resolve

app = typer.Typer(
    help="Train workplace mentors in a live group.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # a traceback with local variables would show secrets
)
group_app = typer.Typer(help="Make and list groups, as the facilitator's page does.", no_args_is_help=True)
app.add_typer(group_app, name="group")

Data = Annotated[Path | None, typer.Option(help="Folder with answers and secrets (default ./workshop-data).")]
Port = Annotated[int | None, typer.Option(help="Port to listen on (default 8866).")]
Url = Annotated[str | None, typer.Option(help="Address that participants use, when it is another than this machine's.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def main() -> None:
    """Run the command line; an error of ours is one line on standard error and exit code 2."""
    try:
        app()
    except WorkshopError as error:
        sys.stderr.write(f"workshop: {error}\n")
        sys.exit(2)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"workshop {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Train workplace mentors in a live group."""


@app.command()
def serve(
    data: Data = None,
    port: Port = None,
    ip: Annotated[str | None, typer.Option(help="Address of this machine to listen on (default all).")] = None,
    url: Url = None,
    browser: Annotated[bool | None, typer.Option(help="Open the facilitator's page in a browser.")] = None,
    max_people: Annotated[int | None, typer.Option(help="People that may join one group (default 250).")] = None,
    away_seconds: Annotated[
        float | None, typer.Option(help="Seconds without connection after which a page's process ends (default 60).")
    ] = None,
    made_pages: Annotated[int | None, typer.Option(help="Participants' pages kept ready (default 4).")] = None,
    max_pages: Annotated[
        int | None, typer.Option(help="Pages open at the same time (default what the memory can carry).")
    ] = None,
    fork: Annotated[bool | None, typer.Option(help="Start pages by forking, where the system can.")] = None,
    programme: Annotated[Path | None, typer.Option(help="Folder with a programme of your own.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of what is printed: nl or en.")] = None,
) -> None:
    """Serve the workshop to a room.

    Example: workshop serve --data ~/mentoren --port 8866
    """
    from workshop.cli.serving import run

    run(resolve(_given(locals())))


@app.command()
def demo(
    people: Annotated[int, typer.Option(help="Simulated participants.", min=1, max=60)] = 12,
    pace: Annotated[float, typer.Option(help="1 is human pace, 0.1 ten times as fast.", min=0)] = 1.0,
    data: Data = None,
    port: Port = None,
    browser: Annotated[bool | None, typer.Option(help="Open the facilitator's page in a browser.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of what is printed: nl or en.")] = None,
) -> None:
    """Rehearse alone: a group of simulated participants who answer the real programme.

    Everything is marked as a rehearsal and kept apart from real groups.

    Example: workshop demo --people 20
    """
    from workshop.cli.serving import run_demo

    given = {"data": data, "port": port, "browser": browser, "language": language}
    run_demo(resolve(given), people=people, pace=pace)


@app.command()
def check(programme: Annotated[Path, typer.Argument(help="A programme's folder, or its programme.yaml.")]) -> None:
    """Check the files of a programme, and print every problem with file, line and what to use.

    Example: workshop check data/mentor
    """
    from workshop.content import load_programme

    try:
        loaded = load_programme(programme)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    counts = f"{len(loaded.sessions)} sessions, {len(loaded.activities)} activities"
    typer.echo(f"{programme}: {counts}, complete in {', '.join(loaded.languages)}.")


@app.command()
def bench(
    people: Annotated[int, typer.Option(help="Participants who join at once.", min=1, max=1000)] = 32,
    versus: Annotated[
        list[str] | None, typer.Option(help="Measure this too: voila or solara; may be repeated.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File to write the figures to, as JSON.")] = None,
    write: Annotated[Path | None, typer.Option(help="Document to put the table into, between its marks.")] = None,
    browser: Annotated[bool, typer.Option(help="Visit with Chromium too.")] = True,
    quick: Annotated[bool, typer.Option(help="See only that everything works: the figures say little.")] = False,
) -> None:
    """Measure on this machine what a room full of people costs: joining, voting, doing nothing.

    Example: workshop bench --people 32 --versus voila --json bench.json
    """
    from workshop.cli.benching import run

    run(people, versus or (), json_file=json_file, document=write, browser=browser, quick=quick)


@group_app.command("new")
def group_new(
    name: Annotated[str, typer.Option(help="Name of the group.")],
    language: Annotated[str, typer.Option(help="Language of the group: nl or en.")] = "nl",
    min_people: Annotated[
        int | None, typer.Option(help="Smallest number of people that a result may speak of (default 5, at least 3).")
    ] = None,
    as_json: AsJson = False,
    data: Data = None,
    port: Port = None,
    url: Url = None,
) -> None:
    """Make a group, and print its code and links.

    Example: workshop group new --name "Mentoren Noord" --json
    """
    from workshop.cli.groups import new

    new(resolve({"data": data, "port": port, "url": url}), name, language, min_people, as_json=as_json)


@group_app.command("list")
def group_list(as_json: AsJson = False, data: Data = None) -> None:
    """List the groups of this installation, newest first.

    Example: workshop group list
    """
    from workshop.cli.groups import show

    show(resolve({"data": data}), as_json=as_json)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and name != "run"}
