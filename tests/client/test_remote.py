"""A link over a real socket: replies, notices, and coming back after the broker went away."""

import asyncio
import stat

import pytest

from tests.broker.conftest import PROGRAMME
from workshop.broker import Broker, Service
from workshop.client import connect
from workshop.client.wire import MOST_IN, pack
from workshop.errors import RefusedError, UnavailableError
from workshop.messages import Begin, Done, Expect, GetRoom, Identity, Join, NewGroup
from workshop.store import Keys, Store


@pytest.fixture
def broker(tmp_path):
    """Give a broker whose server capability is 'server'."""
    made = Broker(store=Store.in_memory(), programme=PROGRAMME, keys=Keys.load(tmp_path))
    made.expect("server", Identity(role="server"))
    return made


async def until(condition, patience=10.0):
    """Wait for a condition, not for seconds."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - what we wait for is in another object's state
            await asyncio.sleep(0.01)


class TestRemoteLink:
    def test_asks_and_is_answered(self, broker, tmp_path):
        """A request over the socket gets its reply; a refusal is raised."""

        async def run():
            async with Service(broker, tmp_path / "s"):
                link = await connect(str(tmp_path / "s"), "server")
                made = await link.ask(NewGroup(name="Oost"))
                seat = await link.ask(Join(code=made.group.code, key="een"))
                assert seat.group.name == "Oost"
                with pytest.raises(RefusedError) as refused:
                    await link.ask(Join(code="XXXXXX", key="twee"))
                assert refused.value.reason == "unknown-code"
                await link.close()
                with pytest.raises(UnavailableError):
                    await link.ask(NewGroup(name="West"))

        asyncio.run(run())

    def test_only_the_owner_can_open_the_socket(self, broker, tmp_path):
        """The socket's mode lets nobody else in."""

        async def run():
            async with Service(broker, tmp_path / "s"):
                assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o600

        asyncio.run(run())

    def test_an_unknown_capability_is_refused(self, broker, tmp_path):
        """Who cannot show a capability is not let in."""

        async def run():
            async with Service(broker, tmp_path / "s"):
                with pytest.raises(RefusedError, match="not known"):
                    await connect(str(tmp_path / "s"), "guessed")

        asyncio.run(run())

    def test_it_comes_back_by_itself(self, broker, tmp_path):
        """When the broker has been away, the link reconnects and says that much may have been missed."""

        async def run():
            socket = tmp_path / "s"
            broker.expect("page", Identity(role="screen", group=1))
            async with Service(broker, socket):
                admin = await connect(str(socket), "server")
                await admin.ask(NewGroup(name="Oost"))
                link = await connect(str(socket), "page")
                heard = []
                link.listen(lambda notice: heard.append(notice.topic))
            await until(lambda: not link.connected)
            with pytest.raises(UnavailableError):
                await link.ask(Begin())
            async with Service(broker, socket):
                await until(lambda: link.connected)
                assert "assigned" in heard
                assert (await link.ask(GetRoom())).joined == 0
                await link.close()
                await admin.close()

        asyncio.run(run())

    def test_notices_are_pushed(self, broker, tmp_path):
        """A screen hears that someone joined, without asking."""

        async def run():
            async with Service(broker, tmp_path / "s"):
                admin = await connect(str(tmp_path / "s"), "server")
                group = (await admin.ask(NewGroup(name="Oost"))).group
                await admin.ask(Expect(capability="page"))
                broker.give(broker.pages["page"], Identity(role="screen", group=group.id))
                link = await connect(str(tmp_path / "s"), "page")
                heard = []
                link.listen(lambda notice: heard.append(notice.topic))
                await admin.ask(Join(code=group.code, key="een"))
                await until(lambda: "answers" in heard)
                await link.close()
                await admin.close()

        asyncio.run(run())


class TestBadFrames:
    @pytest.mark.parametrize(
        "junk",
        [
            b"GET / HTTP/1.1\r\n\r\n",
            (MOST_IN + 1).to_bytes(4, "big"),
            pack(Done()),
            (3).to_bytes(4, "big") + b"\xc1\xc1\xc1",
        ],
    )
    def test_nonsense_ends_its_own_connection_only(self, broker, tmp_path, junk):
        """A caller who sends nonsense is hung up on; the others go on."""

        async def run():
            async with Service(broker, tmp_path / "s"):
                admin = await connect(str(tmp_path / "s"), "server")
                reader, writer = await asyncio.open_unix_connection(str(tmp_path / "s"))
                writer.write(junk)
                writer.write_eof()
                assert await reader.read() == b""
                writer.close()
                assert (await admin.ask(NewGroup(name="Oost"))).group.name == "Oost"
                await admin.close()

        asyncio.run(run())
