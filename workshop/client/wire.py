"""How a message travels over the local socket: four bytes of length, then MessagePack."""

from __future__ import annotations

import asyncio

import msgspec

from workshop.errors import WorkshopError
from workshop.messages import Message

#: Bytes of one frame from a page; longer ones end the connection (an answer is a few kB at most).
MOST_IN = 256 * 1024
#: Bytes of one frame from the broker (a `Welcome` with both sessions is about 60 kB, a figure about 20 kB).
MOST_OUT = 16 * 1024 * 1024

_encode = msgspec.msgpack.Encoder().encode


class FrameError(WorkshopError):
    """A frame is too long or is not what the protocol expects."""


def pack(message: Message) -> bytes:
    """Make the frame of a message."""
    body = _encode(message)
    return len(body).to_bytes(4, "big") + body


async def read_frame(reader: asyncio.StreamReader, *, most: int) -> bytes:
    """Read one frame's body.

    Raises
    ------
    FrameError
        The frame says to be longer than `most` bytes.
    asyncio.IncompleteReadError
        The other end has gone.
    """
    size = int.from_bytes(await reader.readexactly(4), "big")
    if size > most:
        raise FrameError(f"A frame of {size} bytes was announced; at most {most} are read.")
    return await reader.readexactly(size)
