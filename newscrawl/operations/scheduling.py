"""Begins the crawls of sites that are due, and says what becomes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Due, Schedules
from newscrawl.operations.children import Child, Limits

__all__ = ["Scheduler"]

PAUSE = 2.0  # seconds between two looks at what is due
AHEAD = 20  # times the free slots that are looked at: some are being crawled already


class Scheduler:
    """Crawls ``sites`` (name to priority) when they are due, ``slots`` at once. Any number of them may run at a time, here or elsewhere.

    ``told`` gets a line for each run that ends and for what goes wrong.
    """

    def __init__(
        self,
        schedules: Schedules,
        runs: Runs,
        sites: Mapping[str, str],
        *,
        slots: int,
        limits: Limits,
        told: Callable[[str], None],
    ) -> None:
        self.schedules, self.runs, self.sites = schedules, runs, sites
        self.slots, self.limits, self.told = slots, limits, told
        self.running: dict[str, asyncio.Task[None]] = {}
        self.stopping = asyncio.Event()
        self.away = False

    def stop(self) -> None:
        """Begin no more crawls; called again, end those that run, cleanly."""
        if self.stopping.is_set():
            for task in self.running.values():
                task.cancel()
        self.stopping.set()

    async def run(self, *, once: bool = False) -> None:
        """Go on until it is stopped, or, ``once``, until nothing is due; and until all runs have ended."""
        await self._if_there(self.schedules.add(self.sites))
        while not self.stopping.is_set():
            begun = await self._if_there(self._begin())
            if once and not begun and not self.running and not self.away:
                return
            waits = [asyncio.ensure_future(self.stopping.wait()), *self.running.values()]
            await asyncio.wait(waits, timeout=PAUSE, return_when=asyncio.FIRST_COMPLETED)
            waits[0].cancel()
        if self.running:
            self.told(f"waiting for {len(self.running)} crawls to end: {', '.join(sorted(self.running))}")
            await asyncio.gather(*self.running.values(), return_exceptions=True)

    async def _if_there(self, work: Awaitable[int | None]) -> int:
        """What the work gives; 0 while MongoDB is away, which is said once."""
        try:
            done = await work
        except StoreUnavailableError as error:
            if not self.away:
                self.told(f"MongoDB went away; nothing is begun meanwhile. {error}")
            self.away = True
            return 0
        if self.away:
            self.told("MongoDB is back")
        self.away = False
        return done or 0

    async def _begin(self) -> int:
        """Begin what is due, as far as there are slots; how many it was."""
        free, begun = self.slots - len(self.running), 0
        for due in await self.schedules.due(AHEAD * free) if free > 0 else ():
            if due.site not in self.sites:
                await self.schedules.remove(due.site)
            elif begun < free and due.site not in self.running and await self.schedules.claim(due):
                self.running[due.site] = asyncio.ensure_future(self._crawl(due))
                begun += 1
        return begun

    async def _crawl(self, due: Due) -> None:
        try:
            child = await Child.begin(due.site, "schedule")
            broken = await child.end(self.limits)
            with suppress(StoreUnavailableError):
                if broken:
                    await self.runs.stopped(due.site, child.pid, f"stopped by {broken}", self.schedules.clock.now())
                self.told(f"{due.site}: {await self.schedules.last(due.site) or 'ended without a word'}")
        finally:
            self.running.pop(due.site, None)
