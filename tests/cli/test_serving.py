"""``workshop serve``: what it prints, how scripts work beside it, and how it ends."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest

from tests.cli.conftest import clean_environment, refused
from tests.live import PATIENCE, LiveServer, until
from workshop import __version__
from workshop.server.listening import lan_address
from workshop.testing import Browser, OpenPage, form_fields

#: Which signal comes when: after all pages are made and one is open, or while they are being made.
WHEN = [("SIGTERM", "at rest"), ("SIGINT", "at rest"), ("SIGTERM", "while pages are made")]


async def visit(server, path):
    return await Browser(server.url).get(path)


async def sit_down(server, code):
    """Join at the door, with the first session open, and give the open page."""
    browser = Browser(server.url)
    door = await browser.get(f"/j/{code}")
    await browser.post("/join", form_fields(door.text, "/join"))
    return await OpenPage.open(browser, "/hier")


def printed(server):
    return server.log.read_text()


class TestWhatIsPrinted:
    def test_the_addresses_of_people_and_facilitator(self, server):
        """The network's address for participants, and the facilitator's link with its secret."""
        port = urlsplit(server.url).port
        address = f"http://{lan_address()}:{port}"
        assert re.search(rf"^  Deelnemers: +{re.escape(address)}$", printed(server), re.MULTILINE)
        assert re.search(rf"^  Begeleider: +{re.escape(address)}/f/h0-0\.[\w-]{{24}}$", printed(server), re.MULTILINE)

    def test_the_facilitators_link_opens_the_desk(self, server):
        """Whoever follows the printed link has the facilitator's page; whoever guesses has not."""
        server.rest()
        link = urlsplit(re.search(r"http\S+/f/\S+", printed(server))[0]).path
        opened = asyncio.run(visit(server, link))
        assert (opened.status, opened.url) == (200, "/begeleider")
        assert 'id="workshop-page"' in opened.text
        guessed = asyncio.run(visit(server, link[:-1] + ("A" if link[-1] != "A" else "B")))
        assert guessed.status == 403

    def test_health_is_json(self, server):
        """``/healthz`` tells status, pages and version to whoever watches over the machine."""
        told = json.loads(asyncio.run(visit(server, "/healthz")).text)
        assert (told["status"], told["version"]) == ("ok", __version__)
        assert isinstance(told["pages"], int)


class TestBesideTheServer:
    def test_a_group_made_by_a_script_is_there_at_once(self, server, workshop):
        """The door knows the code, and the links have the running server's address."""
        told = workshop("group", "new", "--name", "Van een script", "--json", "--data", server.data)
        made = json.loads(told.stdout)
        address = f"http://{lan_address()}:{urlsplit(server.url).port}"
        assert made["join_url"] == f"{address}/j/{made['code']}"
        assert "Van een script" in asyncio.run(visit(server, f"/j/{made['code']}")).text
        assert asyncio.run(visit(server, urlsplit(made["facilitator_url"]).path)).url == "/begeleider"
        assert asyncio.run(visit(server, urlsplit(made["screen_url"]).path)).url == "/scherm"

    def test_scripts_and_people_write_at_the_same_time(self, server):
        """Scripts that each make a group in the same moment all succeed, and people sit down meanwhile."""
        command = [sys.executable, "-m", "workshop", "group", "new", "--json", "--data", server.data, "--name"]
        group = server.new_group()
        running = [subprocess.Popen([*command, f"Groep {n}"], stdout=subprocess.PIPE) for n in range(4)]

        async def come_in(n):
            browser = Browser(server.url)
            door = await browser.get(f"/j/{group.group.code}")
            return (await browser.post("/join", form_fields(door.text, "/join"))).status

        async def come_in_together():
            return await asyncio.gather(*(come_in(n) for n in range(8)))

        assert asyncio.run(come_in_together()) == [200] * 8
        codes = {json.loads(each.communicate(timeout=PATIENCE)[0])["code"] for each in running}
        assert len(codes) == 4
        assert server.group(group).people == 8

    def test_a_second_server_of_the_same_folder_is_refused(self, server, workshop):
        """Two servers would hide each other's news from their pages; the first is named."""
        text = refused(workshop("serve", "--no-browser", "--port", 0, "--data", server.data))
        address = f"http://{lan_address()}:{urlsplit(server.url).port}"
        assert text == (
            f"The data folder '{server.data}' is served already at {address}. "
            "Use that server, stop it, or choose another folder with --data."
        )


class TestStopping:
    @pytest.mark.parametrize(("sign", "when"), WHEN)
    def test_ends_every_process(self, tmp_path, sign, when):
        """Ctrl-C or SIGTERM ends broker, zygote and each kernel, leaves no note, and is no error."""
        server = LiveServer(tmp_path / "data").start()
        try:
            if when == "at rest":
                server.rest()
                group = server.new_group()
                asyncio.run(_lead_to_the_first_session(server, group))
                asyncio.run(sit_down(server, group.group.code))
            else:
                until(lambda: "zygote" in " ".join(each.name() for each in server.family()), "a zygote to start")
            family = server.family()
        finally:
            server.stop(signal.Signals[sign])
        assert len(family) >= (8 if when == "at rest" else 3)  # server, broker, zygote; kernels
        _gone, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert server._process.returncode == 0
        assert not (server.data / "server.json").exists()
        assert "Traceback" not in printed(server)

    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=lambda sign: sign.name)
    def test_before_the_door_is_open(self, tmp_path, sign):
        """Whoever changes their mind at once leaves nothing running and sees no traceback."""
        command = [sys.executable, "-m", "workshop", "serve", "--no-browser", "--port", "0"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        until((tmp_path / "workshop-data" / "server.json").exists, "the server to begin")
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(sign)
        told, _nothing = process.communicate(timeout=PATIENCE)
        _gone, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert process.returncode in {0, 130}  # 130: a shell's word for Ctrl-C
        assert "Traceback" not in told
        assert not (tmp_path / "workshop-data" / "server.json").exists()

    def test_a_server_that_was_killed_leaves_no_process(self, tmp_path):
        """After kill -9 broker, zygote and kernels end by themselves."""
        server = LiveServer(tmp_path / "data").start()
        server.rest()
        family = server.family()
        assert len(family) >= 5  # server, broker, zygote; kernels
        server.kill()
        _gone, alive = psutil.wait_procs(family, timeout=PATIENCE)
        assert alive == []

    def test_a_server_that_was_killed_does_not_keep_its_folder(self, tmp_path, workshop):
        """After kill -9 a script prints the settings' address again, and the next server starts."""
        server = LiveServer(tmp_path / "data").start()
        server.kill()
        made = json.loads(
            workshop("group", "new", "--name", "A", "--json", "--port", 9123, "--data", server.data).stdout
        )
        assert made["join_url"] == f"http://{lan_address()}:9123/j/{made['code']}"
        server.start()
        server.stop()
        assert server._process.returncode == 0


async def _lead_to_the_first_session(server, group):
    browser = Browser(server.url)
    desk = await OpenPage.open(browser, f"/f/{group.facilitator_secret}")
    assert (await desk.ask("Act", action="next"))["type"] == "Stage"
    await desk.close()
