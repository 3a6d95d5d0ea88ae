"""Keeps what was seen of rendering a site's pages from one crawl to the next."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.pipelines.connection import Connection, connect

__all__ = ["KeepChoice"]


class KeepChoice:
    """Gives the spider's ``choice`` what earlier crawls saw, and keeps what this one adds; for sites that declare render = "auto"."""

    connection: Connection | None = None

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if getattr(crawler.spider, "choice", None) is None:
            raise NotConfigured
        return cls(crawler)

    @property
    def spider(self) -> Any:
        """The crawl's spider, which the store half knows only by its name and by what it learns."""
        return self.crawler.spider

    async def open_spider(self) -> None:
        self.connection = await connect(self.crawler)
        self.spider.choice.load(await self.connection.sites.rendering(self.spider.name))

    def process_item(self, item: object) -> object:
        return item

    async def close_spider(self) -> None:
        """Keep what was seen, unless MongoDB is away, which has been told: the next crawl sees it again."""
        if self.connection is None:
            return
        site, seen = self.spider.name, self.spider.choice.as_dict()
        with suppress(StoreUnavailableError):
            keep = partial(self.connection.sites.keep_rendering, site, seen)
            await self.connection.patiently(keep, without=lambda: None)
