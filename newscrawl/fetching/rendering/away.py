"""What a crawl does while its engine is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import TypeVar

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.statscollectors import StatsCollector

from newscrawl.exceptions import EngineAwayError
from newscrawl.fetching.failures import class_of

__all__ = ["AWAY", "WhileAway"]

R = TypeVar("R")

logger = logging.getLogger(__name__)

AWAY = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)
TRIES = 2  # of one page: what brings an engine down twice is not tried again
PAUSES = (0.25, 0.5, 1.0, 2.0)  # seconds between two looks; the last one goes on


class WhileAway:
    """Asks an engine, and waits up to ``seconds`` for one that is away. Once it stayed away pages fail at once, until it is back."""

    def __init__(self, name: str, seconds: float, stats: StatsCollector) -> None:
        self.name, self.seconds, self.stats = name, seconds, stats
        self.since: float | None = None

    async def ask(self, operation: Callable[[], Awaitable[R]], is_there: Callable[[], Awaitable[bool]]) -> R:
        """What the operation gives. Raises EngineAwayError."""
        reason: Exception | None = None
        for _ in range(TRIES):
            try:
                return self._succeeded(await operation())
            except AWAY as error:
                reason = error
            if not await self._back(is_there):
                self.stats.inc_value("render/engine/away")
                raise self.error(f"does not answer ({class_of(reason)})") from reason
            self.stats.inc_value("render/engine/tried_again")
        self.stats.inc_value("render/engine/away")
        raise EngineAwayError(f"{self.name} gave no page: {reason}") from reason

    def error(self, what: str) -> EngineAwayError:
        """What is wrong with the engine, which is kept in the stats, too, for the last line of a run."""
        line = f"{self.name} {what}: start it (docs/rendering.md), or set NEWSCRAWL_SPLASH_URL"
        self.stats.set_value("render/engine/error", line)
        return EngineAwayError(line)

    async def _back(self, is_there: Callable[[], Awaitable[bool]]) -> bool:
        """Wait for the engine; False when it stays away."""
        clock = asyncio.get_running_loop().time
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            if await is_there():
                return True
            if self.since is None:
                self.since = clock()
                logger.warning("%s is away; pages wait for it up to %.0f s", self.name, self.seconds)
            if clock() + pause > self.since + self.seconds:
                return False
            await asyncio.sleep(pause)
        raise AssertionError("unreachable")

    def _succeeded(self, result: R) -> R:
        if self.since is not None:
            logger.warning("%s is back", self.name)
            self.since = None
        return result
