"""Begins the crawls of sites that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from newscrawl.mongo.crawls.schedules import Due, Schedules
from newscrawl.operations.patience import Patience

__all__ = ["Dispatch", "Scheduler"]

PAUSE = 2.0  # seconds between two looks at what is due
AHEAD = 20  # times the free places that are looked at: some are being crawled already


class Dispatch(Protocol):
    """Who crawls: this machine (``operations.slots``), or workers that take from a queue (``operations.queue``).

    Methods raise UnavailableError when MongoDB or Redis does not answer.
    """

    @property
    def running(self) -> Mapping[str, asyncio.Task[None]]:
        """The sites that are crawled here."""

    async def free(self) -> int:
        """How many crawls may be begun now."""

    async def begin(self, due: Due) -> bool:
        """Claim a site that is due and see to it that it is crawled; False when somebody else has claimed it."""

    def end(self) -> None:
        """End the crawls that run here, cleanly."""


class Scheduler:
    """Lets ``sites`` (name to priority) be crawled when they are due. Any number of them may run at a time, here or elsewhere.

    They are ``whole`` when there is no other spider: then another site is taken out of the schedule. Of some sites alone, others are left alone.
    ``told`` gets a line for what goes wrong.
    """

    def __init__(
        self,
        schedules: Schedules,
        sites: Mapping[str, str],
        dispatch: Dispatch,
        told: Callable[[str], None],
        *,
        whole: bool = True,
    ) -> None:
        self.only = None if whole else sites.keys()
        self.schedules, self.sites, self.dispatch, self.told = schedules, sites, dispatch, told
        self.stopping = asyncio.Event()
        self.patience = Patience(told, "nothing is begun meanwhile")

    def stop(self) -> None:
        """Begin no more crawls; called again, end those that run, cleanly."""
        if self.stopping.is_set():
            self.dispatch.end()
        self.stopping.set()

    async def run(self, *, once: bool = False) -> None:
        """Go on until it is stopped, or, ``once``, until nothing is due; and until all runs have ended."""
        await self.patience.ask(self.schedules.add(self.sites))
        while not self.stopping.is_set():
            more = await self.patience.ask(self._begin())
            if once and not more and not self.dispatch.running and not self.patience.missed:
                return
            waits = [asyncio.ensure_future(self.stopping.wait()), *self.dispatch.running.values()]
            await asyncio.wait(waits, timeout=PAUSE, return_when=asyncio.FIRST_COMPLETED)
            waits[0].cancel()
        if running := self.dispatch.running:
            self.told(f"waiting for {len(running)} crawls to end: {', '.join(sorted(running))}")
            await asyncio.gather(*running.values(), return_exceptions=True)

    async def _begin(self) -> bool:
        """Begin what is due, as far as there is room; whether more may be due."""
        await self.schedules.ask_time()
        free, begun = await self.dispatch.free(), 0
        for due in await self.schedules.due(AHEAD * free, self.only) if free > 0 else ():
            if due.site not in self.sites:
                await self.schedules.remove(due.site)
            elif begun < free and await self.dispatch.begin(due):
                begun += 1
        return free <= 0 or begun > 0
