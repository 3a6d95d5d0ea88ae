"""The first stage: an article without a headline or a text is none."""

from __future__ import annotations

from typing import Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from newscrawl.items import Article

__all__ = ["REQUIRED", "Validate"]

REQUIRED = ("title", "body")


class Validate:
    """Drops an article that lacks a required field, and counts which."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Article) -> Article:
        article = ItemAdapter(item)
        missing = [name for name in REQUIRED if not article[name]]
        for name in missing:
            self.stats.inc_value(f"validate/missing/{name}")
        if missing:
            raise DropItem(f"{article['url']}: no {', '.join(missing)}")
        return item
