"""What the crawls of this process may ask of one host together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.fetching.resolver import address
from newscrawl.fetching.untried import UntriedError

__all__ = ["Budget", "budget_of", "has_ended", "slot_of", "slow_down", "turn_of"]

FULL = 0.05  # seconds after which it is looked whether a connection has been closed
LOOK = 1.0  # seconds after which somebody who waits looks whether the crawl has been told to end
MOST = 10_000  # hosts that are remembered

_budgets: dict[str, Budget] = {}


class Budget:
    """The pace of one host, whatever crawls and names it is asked by.

    Each crawl keeps its own pace by Scrapy's slots. What is added here: a request that follows one of another crawl, at the
    same host or address, keeps its distance as if both crawls were one, never more connections are open than one crawl may
    have, and a pause that the host asks for is everybody's. Between processes nothing is shared.
    """

    def __init__(self) -> None:
        self.last: Any = None  # who began a request last,
        self.last_at = 0.0  # and when
        self.paused_until = 0.0
        self.open = 0

    def pause(self, seconds: float) -> float:
        """Let nobody ask the host for anything for so long. Returns how much longer that is than it was to be anyway."""
        now = monotonic()
        before, self.paused_until = max(self.paused_until, now), max(self.paused_until, now + seconds)
        return self.paused_until - before

    @asynccontextmanager
    async def turn(self, who: Any, slot: Slot, *, ended: Callable[[], bool]) -> AsyncIterator[None]:
        """Wait until it is one's turn. Raises UntriedError when the crawl is told to end meanwhile."""
        while (wait := self._wait(who, slot)) > 0:
            await asyncio.sleep(min(wait, LOOK))
            if ended():
                raise UntriedError("stopped", "the crawl ends")
        self.last, self.last_at = who, monotonic()
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    def _wait(self, who: Any, slot: Slot) -> float:
        """Seconds until it may be looked again; 0 or less when it is one's turn."""
        if self.open >= slot.concurrency:
            return FULL
        least = slot.delay * (1 - slot.jitter) if self.last == who else slot.delay
        return max(self.paused_until, self.last_at + least) - monotonic()


def budget_of(request: Request) -> Budget:
    """The budget of the address that a request's host has, as far as it is known, or else of the host."""
    host = urlparse_cached(request).hostname or ""
    key = host if request.meta.get("proxy") else address(host) or host
    if key not in _budgets:
        if len(_budgets) >= MOST:
            _budgets.clear()
        _budgets[key] = Budget()
    return _budgets[key]


def turn_of(crawler: Crawler, request: Request) -> AbstractAsyncContextManager[None]:
    """A request's turn at its host: it is asked for within, however it is downloaded. See ``Budget.turn``."""
    who = id(crawler), request.meta.get("download_slot")
    return budget_of(request).turn(who, slot_of(crawler, request), ended=lambda: has_ended(crawler))


def slot_of(crawler: Crawler, request: Request) -> Any:
    """Scrapy's slot, which has a crawl's pace for a host; None before anything was asked of it."""
    downloader = crawler.engine.downloader
    return downloader.slots.get(downloader.get_slot_key(request))


def slow_down(crawler: Crawler, request: Request, delay: float) -> None:
    """Let a crawl ask a host one page at a time from now on, with at least so many seconds between two of them."""
    downloader = crawler.engine.downloader
    key, slot = downloader.get_slot_key(request), slot_of(crawler, request)
    kept = downloader.per_slot_settings.setdefault(key, {})  # of the slots that are made later
    delay = max(delay, kept.get("delay", 0), slot.delay if slot else 0)
    kept.update(delay=delay, concurrency=1, jitter=0)
    if slot:
        slot.delay, slot.concurrency, slot.jitter = delay, 1, 0


def has_ended(crawler: Crawler) -> bool:
    """Whether a crawl was told to end."""
    slot = crawler.engine._slot  # Scrapy has no other way to ask
    return not crawler.crawling or slot is None or slot.closing is not None
