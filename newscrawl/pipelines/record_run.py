"""Keeps each crawl in ``runs``, and sees to it that a site is crawled by one process at a time."""

from __future__ import annotations

import asyncio
import logging
import platform
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from secrets import token_hex
from typing import Any, Self
from zlib import crc32

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from newscrawl.exceptions import LeasedError, StoreUnavailableError
from newscrawl.items import Article
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.holders import this_process
from newscrawl.mongo.crawls.leases import LEASE, Lease, Leases
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.pipelines.connection import REASON, Connection, connect
from newscrawl.pipelines.log_json import FACTS
from newscrawl.runs.drift import JUDGED, MONTH, Seen, drift
from newscrawl.runs.ending import facts, last_line
from newscrawl.runs.record import Coverage, Latency, Run, counts_of
from newscrawl.runs.timing import Timing
from newscrawl.runs.verdict import judge

__all__ = ["RecordRun"]

BEAT = LEASE.total_seconds() / 6  # seconds between two signs of life
LEASED, LOST = "leased", "lease_lost"  # why a crawl ended

logger = logging.getLogger(__name__)


class RecordRun:
    """An extension that takes the site's lease before anything is fetched, and writes the run's document.

    When another process crawls the site, the crawl ends with the reason ``leased`` and ``run/leased`` in its stats; when
    another one took the lease while this one was not heard of, with ``lease_lost``.
    """

    connection: Connection
    clock: Clock
    leases: Leases
    runs: Runs
    lease: Lease
    versions: dict[str, str]
    run: Run
    beating: asyncio.Task[None]
    ending: asyncio.Task[None]

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.coverage, self.latency = Coverage(), Latency()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getdict("ITEM_PIPELINES"):
            raise NotConfigured  # pages are only looked at, and nothing is stored
        extension = cls(crawler)
        for handler, signal in (
            (extension.opened, signals.spider_opened),
            (extension.answered, signals.response_received),
            (extension.stored, signals.item_scraped),
        ):
            crawler.signals.connect(handler, signal)
        return extension

    async def opened(self, spider: Spider) -> None:
        """Take the lease and begin the run. Raises CloseSpider when another process has it, or MongoDB is away."""
        if not hasattr(spider, "article_request"):
            return  # Scrapy's own, as of scrapy shell, crawls no site
        self.connection = await connect(self.crawler)
        self.versions = versions(spider)
        try:
            await self.connection.patiently(partial(self._begin, spider.name))
        except LeasedError as error:
            self.stats.set_value("run/leased", str(error))
            raise CloseSpider(LEASED) from None
        except StoreUnavailableError:
            raise CloseSpider(REASON) from None
        self.connection.farewell = self._end
        self.beating = asyncio.ensure_future(self._beat())

    async def _begin(self, site: str) -> None:
        self.clock = await Clock.ask(self.connection.database)
        self.leases, self.runs = Leases(self.connection.database, self.clock), Runs(self.connection.database)
        now, holder = self.clock.now(), this_process()
        run_id = f"{site}-{token_hex(4)}"
        self.lease = await self.leases.take(site, run_id)
        if self.lease.lost_by:
            await self.runs.crashed(self.lease.lost_by, now)
        self.run = Run(
            id=run_id, site=site, trigger=self.crawler.settings["RUN_TRIGGER"], host=holder["host"], pid=holder["pid"],
            versions=self.versions, started_at=now, beat_at=now,
        )  # fmt: skip
        self.stats.set_value("run/id", run_id)
        await self.runs.begin(self.run)

    def answered(self, request: Request) -> None:
        """Count how long an answer took."""
        if seconds := request.meta.get("download_latency"):
            self.latency.seconds.append(seconds)

    def stored(self, item: Any) -> None:
        """Count the fields of an article."""
        if isinstance(item, Article):
            self.coverage.see(item)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            with suppress(StoreUnavailableError):  # whoever stores has told it
                if not await self.leases.renew(self.lease):
                    logger.error("%s: another process crawls the site, as this one was not heard of", self.lease.site)
                    # Not awaited: the end of the crawl cancels this task.
                    self.ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=LOST))
                    return
                if await self.runs.keep(self.lease.token, self._known()):
                    self.ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="shutdown"))
                    return

    async def _end(self, reason: str) -> None:
        self.beating.cancel()
        with suppress(StoreUnavailableError):
            await self._compare()
        verdict, why = judge(self.stats.get_stats(), reason)
        ended = {"ended_at": self.clock.now(), "verdict": verdict, "reason": why}
        known = self._known() | ended
        run = replace(self.run, **known)
        logger.info("%s", last_line(run), extra={FACTS: facts(run)})
        await self.runs.keep(self.lease.token, known)
        schedules = Schedules(self.connection.database, self.clock)
        await schedules.ended(Timing.of(self.crawler.spider), {"id": self.lease.token, **ended})
        await self.leases.give_back(self.lease)

    async def _compare(self) -> None:
        """Say in the stats (``run/drift``) what this run no longer read as earlier ones of the last month did."""
        now, known = self.clock.now(), self._known()
        normal = await self.runs.before(self.lease, ("ok",), now - MONTH, now)
        last = await self.runs.before(self.lease, JUDGED, now - MONTH, now)
        by_these = [run for run in last if run.versions.get("site") == self.versions["site"]]
        seen = Seen(known["articles"], known["counts"]["listings"], known["fields"], known["marks"], known["shapes"])
        if lost := drift(seen, normal, by_these):
            self.stats.set_value("run/drift", "; ".join(lost))

    def _known(self) -> dict[str, Any]:
        counts = counts_of(self.lease.site, self.stats.get_stats())
        return {"beat_at": self.clock.now(), **counts, **self.coverage.as_dict(), "latency": self.latency.as_dict()}


def versions(spider: Spider) -> dict[str, str]:
    """What took part in a run. That of the site is a hash of what it declares, in its class or by arguments."""
    packages = {name: version(name) for name in ("newscrawl", "scrapy")}
    declared = {**vars(type(spider)), **vars(spider)}
    values = sorted(
        (name, value) for name, value in declared.items() if isinstance(value, str | int | float | list | tuple)
    )
    return {**packages, "python": platform.python_version(), "site": f"{crc32(repr(values).encode()):08x}"}
