"""Keeps what was learned of a site's recurring lines from one crawl to the next."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.text.repeats import Repeats

__all__ = ["LearnLines"]


class LearnLines:
    """Gives the spider what earlier crawls learned (``spider.repeats``), and keeps what this one adds."""

    connection: Connection | None = None

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @property
    def spider(self) -> Any:
        """The crawl's spider, which the store half knows only by its name and by what it learns."""
        return self.crawler.spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        self.connection = await connect(self.crawler)
        known = await self.connection.sites.repeats(self.spider.name)
        self.spider.repeats = Repeats(**known)

    def process_item(self, item: object) -> object:
        return item

    async def close_spider(self) -> None:
        """Keep what was learned, unless MongoDB is away, which has been told: the next crawl learns it again."""
        if self.connection is None:
            return
        site, learned = self.spider.name, self.spider.repeats.as_dict()
        with suppress(StoreUnavailableError):
            keep = partial(self.connection.sites.keep_repeats, site, learned)
            await self.connection.patiently(keep, without=lambda: None)
