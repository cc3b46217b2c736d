"""``workshop demo``: a rehearsal that anyone can watch alone."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest

from tests.cli.conftest import clean_environment
from tests.live import PATIENCE, until
from workshop.store import open_store
from workshop.testing import Browser, OpenPage


@pytest.fixture
def demo(tmp_path):
    """Start a rehearsal of six quick people; give its process and what it prints."""
    command = [sys.executable, "-m", "workshop", "demo", "--people", "6", "--pace", "0.05", "--port", "0"]
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "--no-browser"], cwd=tmp_path, env=clean_environment(), stdout=file, stderr=file
        )
    yield process, log
    if process.poll() is None:
        process.kill()
        process.wait(PATIENCE)


async def watch(address, link):
    """Lead the rehearsal as the facilitator: wait for everybody, open a scale and a vote, wait for their answers."""
    desk = await OpenPage.open(Browser(address), link)
    welcome = desk.state["welcome"]
    await desk.until(lambda state: state.get("room", {}).get("here") == 6, PATIENCE)
    done = {}
    for kind in ("scale", "vote"):
        activity = next(a["id"] for each in welcome["sessions"] for a in each["activities"] if a["kind"] == kind)
        opened = (await desk.ask("Act", action="open", activity=activity))["seq"]
        await desk.until(
            lambda state, since=opened: state["room"]["seq"] > since and state["room"].get("done") == 6, PATIENCE
        )
        await desk.ask("Act", action="show", activity=activity)
        shown = await desk.until(
            lambda state, name=activity: state["results"].get(name, {}).get("status") in {"ok", "too-few"}
        )
        done[activity] = shown["results"][activity]
    await desk.close()
    return welcome, done


class TestDemo:
    def test_people_join_and_answer_apart_from_real_groups(self, demo, workshop, tmp_path):
        """Six people come in and answer; all is marked as rehearsal, in a folder that no real group shares."""
        workshop("group", "new", "--name", "Echte groep")
        process, log = demo
        told = until(lambda: re.search(r"Begeleider: +(\S+)(?s:.*)/j/(\w{6})", log.read_text()), "the links")
        link = urlsplit(told[1])
        welcome, done = asyncio.run(watch(f"http://127.0.0.1:{link.port}", link.path))

        assert welcome["group"]["rehearsal"] is True
        assert welcome["group"]["code"] == told[2]
        vote = next(result for result in done.values() if result["kind"] == "vote")
        assert (vote["status"], vote["people"]) == ("ok", 6)
        (real,) = json.loads(workshop("group", "list", "--json").stdout)
        assert (real["name"], real["people"], real["rehearsal"]) == ("Echte groep", 0, False)
        store = open_store(tmp_path / "workshop-data" / "rehearsal")
        (group,) = store.groups()
        people = {row[0] for activity in done for row in store.answers(group.id, activity)}
        store.close()
        assert (group.rehearsal, len(people)) == (True, 6)

        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        _gone, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert "Traceback" not in log.read_text()
