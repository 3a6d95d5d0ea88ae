"""What passes between a client of the proxy and a server, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

__all__ = ["Exchange", "Streams"]

PIECE = 65_536  # bytes

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Exchange:
    """Passes bytes on as they come, and keeps none of them.

    It ends when either side leaves, when nothing has passed for ``idle`` seconds (TimeoutError), or when an answer is larger than it may
    be (``too_large`` hears of it).
    """

    def __init__(self, client: Streams, server: Streams, idle: float, too_large: Callable[[], None]) -> None:
        self.client, self.server, self.idle, self.too_large = client, server, idle, too_large
        self.silence = asyncio.timeout(idle)

    async def answer(self, head: bytes, length: int, most: int) -> None:
        """One request with ``length`` bytes of a body, and its answer of ``most`` bytes at most; 0 does not bound it."""
        async with self.silence:
            self.server[1].write(head)
            await self._send(length)
            await _first(self._copy(self.server[0], self.client[1], most), self._client_left())

    async def tunnel(self, head: bytes, to_client: bytes, most: int) -> None:
        """Whatever both say, up to ``most`` bytes each way."""
        async with self.silence:
            self.server[1].write(head)
            self.client[1].write(to_client)
            up, down = (self.client[0], self.server[1]), (self.server[0], self.client[1])
            await _first(self._copy(*up, most), self._copy(*down, most))

    async def _send(self, length: int) -> None:
        """The body, and not a byte more: what follows would be another request, and not be looked at."""
        while length and (piece := await self.client[0].read(min(length, PIECE))):
            length -= len(piece)
            await self._pass_on(piece, self.server[1])

    async def _copy(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, most: int) -> None:
        copied = 0
        while piece := await source.read(PIECE):
            copied += len(piece)
            if most and copied > most:
                self.too_large()
                return
            await self._pass_on(piece, to)

    async def _pass_on(self, piece: bytes, to: asyncio.StreamWriter) -> None:
        to.write(piece)
        await to.drain()
        self.silence.reschedule(asyncio.get_running_loop().time() + self.idle)

    async def _client_left(self) -> None:
        """Until the client leaves, whatever it says before."""
        while await self.client[0].read(PIECE):
            pass


async def _first(*works: Coroutine[Any, Any, None]) -> None:
    """Until one of them ends; then all do."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        ended.pop().result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
