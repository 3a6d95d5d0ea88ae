"""Crawls of sites on this machine, each in a process of its own, so many at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Due, Schedules
from newscrawl.operations.children import Child, Limits, Log
from newscrawl.operations.ends import Told, tell_end, tell_unbegun

__all__ = ["Slots"]


class Slots:
    """As many crawls at once as ``count``, and what becomes of them; ``told`` gets a line for each that ends.

    What crawls log goes where this process's log goes, or, line by line, to ``log``.
    """

    def __init__(
        self, count: int, schedules: Schedules, runs: Runs, limits: Limits, told: Told, log: Log | None = None
    ) -> None:
        self.count, self.schedules, self.runs, self.limits, self.told = count, schedules, runs, limits, told
        self.log = log
        self.running: dict[str, asyncio.Task[None]] = {}

    async def free(self) -> int:
        """How many crawls may be begun now."""
        return self.count - len(self.running)

    async def begin(self, due: Due) -> bool:
        """Claim a site that is due and crawl it; False when somebody else has claimed it, or it is crawled here."""
        if due.site in self.running or not await self.schedules.claim(due):
            return False
        self.running[due.site] = asyncio.ensure_future(self._crawl(due.site))
        return True

    def end(self) -> None:
        """End the crawls that run, cleanly."""
        for task in self.running.values():
            task.cancel()

    async def _crawl(self, site: str) -> None:
        try:
            with suppress(StoreUnavailableError):
                await self._crawled(site)
        finally:
            self.running.pop(site, None)

    async def _crawled(self, site: str) -> None:
        try:
            child = await Child.begin(site, self.log)
        except OSError as error:  # this Python is gone, or there can be no more processes
            why = f"{error.strerror}{f': {error.filename}' if error.filename else ''}"
            reason = f"its process could not be started: {why}"
            await tell_unbegun(self.runs, self.schedules, site, reason, self.told)
        else:
            broken = await child.end(self.limits)
            await tell_end(self.runs, self.schedules, child, broken, self.told)
