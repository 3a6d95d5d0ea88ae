"""The stage that takes planted links and lines out of an article."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.mongo.client import Document
from newscrawl.pipelines.batches import Batcher
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.spam import Host, host_of_record, hosts_asked, strip_spam

__all__ = ["StripSpamLinks"]

LOOKUP_SECONDS = 0.05  # a host waits so long for others to be looked up with it
REMEMBERED = 20_000  # hosts whose records are kept; a crawl meets far fewer


class StripSpamLinks:
    """Strips spam links from body and markup, lists every link with its verdict, and counts what went by rule.

    What is known of the hosts it links to is looked up once a crawl.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.known: dict[str, Host] = {}
        count = crawler.settings.getint("STORE_BATCH_COUNT")
        self.lookups: Batcher[str, Host] = Batcher(self._records, count=count, seconds=LOOKUP_SECONDS)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        self.connection = await connect(self.crawler)

    async def process_item(self, item: Article) -> Article:
        """The article without spam."""
        article = ItemAdapter(item)
        html, body, url = article["body_html"] or "", article["body"] or "", article["url"]
        with self.connection.lost(item):
            hosts = await self._hosts(hosts_asked(html, url, article["links"]))
        stripped = strip_spam(html, body, url, article["links"], hosts)
        article.update(vars(stripped))
        for link in stripped.links:
            if link.verdict in ("spam", "refused"):
                self.stats.inc_value(f"strip_spam_links/{link.verdict}/{link.rule}")
                self.stats.inc_value(f"strip_spam_links/{link.verdict}")
        if stripped.suspect:
            self.stats.inc_value("strip_spam_links/suspect")
        return item

    async def _hosts(self, names: set[str]) -> dict[str, Host]:
        missing = [name for name in names if name not in self.known]
        for name, host in zip(missing, await asyncio.gather(*map(self.lookups.put, missing)), strict=True):
            if len(self.known) < REMEMBERED:
                self.known[name] = host
        return {name: self.known[name] for name in names if name in self.known}

    async def _records(self, names: list[str]) -> list[Host]:
        nothing: dict[str, Document] = {}
        records = partial(self.connection.link_hosts.records, names)
        found = await self.connection.patiently(records, without=lambda: nothing)
        return [host_of_record(found.get(name, {})) for name in names]
