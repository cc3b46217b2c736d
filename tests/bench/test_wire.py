"""The wire that counts."""

from __future__ import annotations

import asyncio

from workshop.bench.wire import CountedWire

ASKED, ANSWERED = b"a question", b"x" * 100_000


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one question, and hang up."""
    await reader.readexactly(len(ASKED))
    writer.write(ANSWERED)
    await writer.drain()
    writer.close()


class TestCountedWire:
    def test_counts_every_byte_both_ways(self):
        """What goes and what comes is counted as it is, and nothing is lost or changed."""

        async def talk() -> tuple[bytes, int]:
            async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
                port = server.sockets[0].getsockname()[1]
                async with CountedWire(f"http://127.0.0.1:{port}") as wire:
                    reader, writer = await asyncio.open_connection("127.0.0.1", int(wire.base.rsplit(":", 1)[1]))
                    writer.write(ASKED)
                    heard = await reader.read(-1)
                    writer.close()
                    await wire.quiet(0.05, 30)
                    return heard, wire.bytes

        heard, counted = asyncio.run(talk())
        assert heard == ANSWERED
        assert counted == len(ASKED) + len(ANSWERED)

    def test_ends_while_both_sides_are_still_there(self):
        """Leaving the wire hangs up on both sides."""

        async def talk() -> bytes:
            held = asyncio.Event()

            async def hold(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await held.wait()
                writer.close()

            async with await asyncio.start_server(hold, "127.0.0.1", 0) as server:
                port = server.sockets[0].getsockname()[1]
                async with CountedWire(f"http://127.0.0.1:{port}") as wire:
                    reader, writer = await asyncio.open_connection("127.0.0.1", int(wire.base.rsplit(":", 1)[1]))
                    writer.write(ASKED)
                    while wire.bytes < len(ASKED):  # noqa: ASYNC110 - it has no event to wait for
                        await asyncio.sleep(0)
                heard = await reader.read()
                held.set()
                writer.close()
                return heard

        assert asyncio.run(asyncio.wait_for(talk(), 30)) == b""
