"""Many small requests become a few large ones: each caller waits for its own answer, one batch runs at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

__all__ = ["Batcher"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True, eq=False)
class _Batch(Generic[T, R]):
    """Items that will run together, with the futures of those who wait for them."""

    items: list[T] = field(default_factory=list)
    futures: list[asyncio.Future[R]] = field(default_factory=list)
    size: int = 0
    due: float = 0.0
    full: asyncio.Event = field(default_factory=asyncio.Event)
    taken: asyncio.Event = field(default_factory=asyncio.Event)


class Batcher(Generic[T, R]):
    """Gathers items and runs them in batches, in the order in which they came.

    ``run`` gets a list of items and returns one result for each, in their order. A batch runs when it has ``count``
    items or ``size`` bytes, or when its first item has waited ``seconds``. While it runs the next one fills; once
    that is full too, ``put`` waits, so that never more than two batches are held.
    """

    def __init__(
        self, run: Callable[[list[T]], Awaitable[list[R]]], *, count: int, seconds: float, size: int | None = None
    ) -> None:
        self.run, self.count, self.size, self.seconds = run, count, size, seconds
        self.closed = False
        self._batch: _Batch[T, R] = _Batch()
        self._worker: asyncio.Task[None] | None = None

    async def put(self, item: T, size: int = 0) -> R:
        """The result of ``item``, of ``size`` bytes, once its batch has run; raises what ``run`` raised."""
        if self.closed:
            raise RuntimeError("put() after close()")
        while self._batch.full.is_set():
            await self._batch.taken.wait()
        future = self._add(item, size)
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await future

    async def close(self) -> None:
        """Run at once what still waits, and raise the first error of a batch that failed meanwhile."""
        self.closed = True
        self._batch.full.set()
        while self._worker is not None:
            await self._worker

    def _add(self, item: T, size: int) -> asyncio.Future[R]:
        loop, batch = asyncio.get_running_loop(), self._batch
        if not batch.items:
            batch.due = loop.time() + self.seconds
        future: asyncio.Future[R] = loop.create_future()
        batch.items.append(item)
        batch.futures.append(future)
        batch.size += size
        if len(batch.items) >= self.count or (self.size is not None and batch.size >= self.size) or self.closed:
            batch.full.set()
        return future

    async def _work(self) -> None:
        """Lives as long as there are items; the next item starts it anew."""
        failures = []
        while self._batch.items:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._batch.due):
                    await self._batch.full.wait()
            batch, self._batch = self._batch, _Batch()
            batch.taken.set()
            failures += await self._finish(batch)
        self._worker = None
        if failures and self.closed:
            raise failures[0]

    async def _finish(self, batch: _Batch[T, R]) -> list[Exception]:
        waiting = batch.futures
        try:
            for future, result in zip(waiting, await self.run(batch.items), strict=True):
                if not future.done():  # its caller was cancelled
                    future.set_result(result)
        except Exception as error:
            for future in waiting:
                if not future.done():
                    future.set_exception(error)
            return [error]
        return []
