"""The last stage: whatever comes out of it is in MongoDB."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.exceptions import SpoolError, StoreUnavailableError
from newscrawl.items import Article
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.articles.plans import Outcome
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.link_hosts import Seen
from newscrawl.mongo.waiting.draining import drain
from newscrawl.mongo.waiting.spool import spool_folder
from newscrawl.pipelines.batches import Batcher
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.spam import SECOND_HAND
from newscrawl.text.urls import host_of

__all__ = ["Refused", "Store"]

logger = logging.getLogger(__name__)

DROPPED = {
    "same_url": "this crawl has the article already, from another address",
    "same_site": "its site has the same article under another address",
    "copy": "it copies an article of another site",
}


class Refused(DropItem):
    """MongoDB will never take the article, for a ``reason``."""

    def __init__(self, item: Article, reason: str) -> None:
        super().__init__(f"{item.url}: MongoDB refuses it: {reason}")
        self.reason = reason


class Store:
    """Tells copies and writes articles in batches, and lets each go on once it is stored.

    Waiting articles are what bounds memory while MongoDB is slow or away: Scrapy fetches no more pages when those
    whose articles wait here fill ``SCRAPER_SLOT_MAX_ACTIVE_SIZE`` bytes.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        settings = crawler.settings
        self.batches: Batcher[Article, Outcome] = Batcher(
            self._write,
            count=settings.getint("STORE_BATCH_COUNT"),
            size=settings.getint("STORE_BATCH_BYTES"),
            seconds=settings.getfloat("STORE_BATCH_SECONDS"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        self.connection = await connect(self.crawler)
        self.intake = Intake(self.connection.database, self.crawler.settings["COPIES"], self._is_learned)
        await self.connection.patiently(self.intake.resume)
        await self.connection.patiently(self._drain)

    async def _drain(self) -> None:
        """Store what crawls of this machine kept on disk while MongoDB was away."""
        if self.connection.spool is None:
            return
        async for done in drain(Intake(self.connection.database, self.intake.copies), spool_folder()):
            self.stats.inc_value("store/drained", done.articles)
            logger.info("%s: %d articles stored, which waited for MongoDB", done.path, done.articles)

    def _is_learned(self, line: str) -> bool:
        repeats = getattr(self.crawler.spider, "repeats", None)  # which the store half knows by its name only
        return repeats is not None and repeats.has(line)

    async def process_item(self, item: Article) -> Article:
        with self.connection.lost(item):
            outcome = await self.batches.put(item, _bytes(item))
        if outcome.kind == "dropped":
            self.stats.inc_value(f"store/dropped/{outcome.reason}")
            raise DropItem(f"{item.url}: {DROPPED[outcome.reason]}", log_level="DEBUG")
        self.stats.inc_value(f"store/{outcome.kind}")
        if outcome.kind == "refused":
            raise Refused(item, outcome.reason)
        if item.copy_of:
            self.stats.inc_value(f"store/copies/{item.copy_of.rule}")
        return item

    async def close_spider(self) -> None:
        await self.batches.close()
        if self.stats.get_value("store/spooled") and self.connection.spool is not None:
            self.connection.spool.close()
            with suppress(StoreUnavailableError):  # then the next crawl does it
                await self._drain()
        if self.stats.get_value("store/batches"):
            with suppress(StoreUnavailableError):  # it has been told, and the next crawl does this again
                await self.connection.patiently(self._keep_farming, without=_nothing)

    async def _keep_farming(self) -> None:
        site = self.crawler.spider.name  # type: ignore[union-attr] # a crawl that ends has one
        await self.connection.sites.keep_farming(site, await self.connection.articles.farming(site))

    async def _write(self, articles: list[Article]) -> list[Outcome]:
        self.stats.inc_value("store/batches")
        outcomes = await self.connection.patiently(
            partial(self.intake.store, articles), without=partial(self._spool, articles)
        )
        new = [article for article, outcome in zip(articles, outcomes, strict=True) if outcome.kind == "new"]
        if links := [link for article in new for link in _links_away(article)]:
            await self.connection.patiently(partial(self.connection.link_hosts.add, links), without=_nothing)
        return outcomes

    def _spool(self, articles: list[Article]) -> list[Outcome]:
        """Keep articles on disk; they do not count as seen before they are stored."""
        if self.connection.spool is None:
            raise SpoolError("SPOOL_BYTES is 0")
        self.connection.spool.append(articles)
        return [Outcome("spooled")] * len(articles)


def _nothing() -> None:
    """What the next crawl writes again, or what is a count and no promise."""


def _links_away(article: Article) -> Iterator[Seen]:
    """The article's links to other sites that were judged by what they are and where they stand."""
    away = set(article.link_hosts)
    for link in article.links:
        host = host_of(link.url)
        if host in away and link.verdict in ("spam", "editorial") and link.rule not in SECOND_HAND:
            yield Seen(host, article.site, clean(link.text), link.verdict == "spam")


def _bytes(item: Article) -> int:
    """About how large the document is: three bytes a character, as Chinese has."""
    return 3 * (len(item.body or "") + len(item.body_html or ""))
