"""Drives the stages of a crawl without a site: articles go in one by one or at once, and come out as Scrapy would."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from scrapy import Spider, signals
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newscrawl.items import Article
from newscrawl.pipelines.store import Store
from newscrawl.pipelines.strip_spam_links import StripSpamLinks

SETTINGS = {
    "EXTENSIONS_BASE": {},  # no spider is opened, which is what Scrapy's own take times from
    "MONGO_EMBEDDED": False,
    "STORE_BATCH_COUNT": 10,
    "STORE_BATCH_BYTES": 2**20,
    "STORE_BATCH_SECONDS": 0.02,
    "STORE_PATIENCE": 5.0,
    "COPIES": "link",
    "SPOOL_BYTES": 0,
}


class Stages:
    """The stages that touch MongoDB, open."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        crawler.spider = Spider("county")
        self.stages = [stage.from_crawler(crawler) for stage in (StripSpamLinks, Store)]

    async def __call__(self, item: Article) -> Article | None:
        """The article as it was stored; None when a stage dropped it."""
        try:
            for stage in self.stages:
                item = await stage.process_item(item)
        except DropItem as dropped:
            await self.say(signals.item_dropped, item=item, response=None, exception=dropped)
            return None
        await self.say(signals.item_scraped, item=item, response=None)
        return item

    async def together(self, *items: Article) -> list[Article | None]:
        return await asyncio.gather(*(self(item) for item in items))

    async def stored(self) -> dict[str, dict[str, Any]]:
        """Title to document."""
        articles = self.stages[0].connection.articles.collection
        return {document["title"]: document async for document in articles.find()}

    def count(self, name: str) -> int:
        return self.crawler.stats.get_value(name, 0)

    async def say(self, signal: object, **about: Any) -> None:
        await self.crawler.signals.send_catch_log_async(signal=signal, spider=None, **about)


@pytest.fixture
def stages(mongo_uri: str, database_name: str) -> Callable[..., AbstractAsyncContextManager[Stages]]:
    """Opens the stages of one crawl after another on one database, in the order in which Scrapy does it."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Stages]:
        address = {"MONGO_URI": mongo_uri, "MONGO_DATABASE": database_name}
        running = Stages(get_crawler(settings_dict=SETTINGS | address | settings))
        try:
            await asyncio.gather(*(stage.open_spider() for stage in running.stages))
            yield running
            await running.stages[-1].close_spider()
        finally:
            await running.say(signals.spider_closed, reason="finished")

    return opened
