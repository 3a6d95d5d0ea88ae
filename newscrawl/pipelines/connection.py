"""The one connection to MongoDB that the stages of a crawl share, and what they do while MongoDB is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from itertools import chain, repeat
from typing import TypeVar
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from newscrawl.exceptions import NewscrawlError, SpoolError, StoreUnavailableError
from newscrawl.items import Article
from newscrawl.mongo.articles.addresses import Addresses
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.gone import Gone
from newscrawl.mongo.client import AsyncDatabase, Document, open_async_database
from newscrawl.mongo.crawls.sites import Sites
from newscrawl.mongo.link_hosts import LinkHosts
from newscrawl.mongo.waiting.dead_letters import DeadLetters
from newscrawl.mongo.waiting.dead_pages import DeadPages
from newscrawl.mongo.waiting.spool import Spool, spool_folder

__all__ = ["REASON", "Connection", "connect"]

R = TypeVar("R")

logger = logging.getLogger(__name__)

REASON = "store_down"  # why a crawl ended that could not store
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)  # seconds between tries; the last one goes on

_connections: WeakKeyDictionary[Crawler, asyncio.Future[Connection]] = WeakKeyDictionary()


async def connect(crawler: Crawler) -> Connection:
    """The connection of this crawl, opened by the first stage that asks and closed after the spider.

    Raises CloseSpider when there is no MongoDB: nothing is fetched then. The reason is logged once, as one line, and
    kept in the stats as ``store/error``.
    """
    if crawler not in _connections:
        _connections[crawler] = asyncio.ensure_future(Connection.open(crawler))
    return await _connections[crawler]


class Connection:
    """The collections, and patience with the server that holds them."""

    def __init__(self, crawler: Crawler, stack: AsyncExitStack, database: AsyncDatabase[Document]) -> None:
        self.crawler, self.stack, self.database = crawler, stack, database
        self.articles, self.sites, self.link_hosts = Articles(database), Sites(database), LinkHosts(database)
        self.addresses, self.dead_letters, self.gone = Addresses(database), DeadLetters(database), Gone(database)
        self.dead_pages = DeadPages(database, crawler.settings.getint("DEAD_PAGES"))
        self.last: list[Callable[[str], Awaitable[None]]] = []
        self.farewell: Callable[[str], Awaitable[None]] | None = None
        self.limit = crawler.settings.getfloat("STORE_PATIENCE")
        self.spool_after = crawler.settings.getfloat("SPOOL_AFTER")
        self.spool = _spool(crawler)
        self.away_since: float | None = None
        self.ending: asyncio.Future[None] | None = None
        crawler.signals.connect(self.close, signals.spider_closed)

    @classmethod
    async def open(cls, crawler: Crawler) -> Connection:
        """Open the database that the settings name, and see that it has its indexes."""
        # Scrapy has every logger tell all it can, and the driver would make six records of each command.
        logging.getLogger("pymongo").setLevel(logging.INFO)
        uri, name = crawler.settings["MONGO_URI"], crawler.settings["MONGO_DATABASE"]
        async with AsyncExitStack() as stack:
            try:
                opening = open_async_database(uri, name, embedded=crawler.settings.getbool("MONGO_EMBEDDED"))
                database = await stack.enter_async_context(opening)
                await Articles(database).ensure_indexes()
            except NewscrawlError as error:
                logger.error("%s", error)
                crawler.stats.set_value("store/error", str(error))
                raise CloseSpider(REASON) from None
            return cls(crawler, stack.pop_all(), database)

    async def close(self, reason: str) -> None:
        """Do what is ``last`` to be written, given why the crawl ended, and the ``farewell``; leave the database.

        What cannot be written any more has been told. The embedded server stops with its last user.
        """
        for write in filter(None, [*self.last, self.farewell]):
            with suppress(StoreUnavailableError):
                await write(reason)
        if self.spool is not None:
            self.spool.close()
        _connections.pop(self.crawler, None)
        await self.stack.aclose()

    async def patiently(self, operation: Callable[[], Awaitable[R]], without: Callable[[], R] | None = None) -> R:
        """The operation's result; while MongoDB is away it is tried again and again, and the crawl waits with it.

        After SPOOL_AFTER seconds, if patience lasts longer, it is done ``without`` MongoDB, where that can be; the crawl waits
        on when that raises SpoolError. Raises StoreUnavailableError when MongoDB stays away longer than STORE_PATIENCE; the crawl ends then.
        """
        if self.ending:
            raise self._given_up()
        try:
            return self._succeeded(await operation())
        except StoreUnavailableError as error:
            since = self._failed(error)
        if without is not None and self.spool is not None and self.spool_after < self.limit:
            with suppress(TimeoutError):
                return await self._until(since + self.spool_after, operation)
            try:
                return without()
            except SpoolError as error:
                logger.error("%s; the crawl waits", error)
        try:
            return await self._until(since + self.limit, operation)
        except TimeoutError:
            raise self._given_up() from None

    async def _until(self, when: float, operation: Callable[[], Awaitable[R]]) -> R:
        async with asyncio.timeout_at(when):
            return self._succeeded(await _again(operation))

    @contextmanager
    def lost(self, item: Article) -> Iterator[None]:
        """Drops an article that could not be stored. It does not count as seen: the next crawl finds it again.

        A line for each would bury the one that says why.
        """
        try:
            yield
        except StoreUnavailableError as error:
            self.crawler.stats.inc_value("store/lost")
            raise DropItem(f"{item.url}: not stored. {error}", log_level="INFO") from None

    def _succeeded(self, result: R) -> R:
        if self.away_since is not None:
            away = asyncio.get_running_loop().time() - self.away_since
            logger.warning("MongoDB is back after %.0f s", away)
            self.away_since = None
        return result

    def _failed(self, error: StoreUnavailableError) -> float:
        if self.away_since is None:
            self.away_since = asyncio.get_running_loop().time()
            logger.warning("MongoDB went away; the crawl waits. %s", error)
        return self.away_since

    def _given_up(self) -> StoreUnavailableError:
        error = StoreUnavailableError(f"MongoDB stayed away for {self.limit:.0f} s")
        if self.ending is None:
            logger.error("%s; the crawl ends", error)
            self.crawler.stats.set_value("store/error", str(error))
            # Not awaited: the engine waits for the articles that wait here.
            self.ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=REASON))
        return error


def _spool(crawler: Crawler) -> Spool | None:
    """The crawl's file on disk; none when the settings allow none."""
    size = crawler.settings.getint("SPOOL_BYTES")
    return Spool(spool_folder(), crawler.spider.name if crawler.spider else "", size) if size else None


async def _again(operation: Callable[[], Awaitable[R]]) -> R:
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        await asyncio.sleep(pause)
        with suppress(StoreUnavailableError):
            return await operation()
    raise AssertionError("unreachable")
