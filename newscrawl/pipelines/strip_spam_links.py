"""The stage that takes planted links and lines out of an article."""

from __future__ import annotations

from typing import Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawl.spam import strip_spam


class StripSpamLinks:
    """Strips spam links from body and markup, lists every link with its verdict, and counts what went by rule."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the counters of the crawl."""
        return cls(crawler.stats)

    def process_item(self, item: object) -> object:
        """The article without spam."""
        article = ItemAdapter(item)
        stripped = strip_spam(article["body_html"] or "", article["body"] or "", article["url"], article["links"])
        article["body_html"], article["body"], article["links"] = stripped.html, stripped.body, stripped.links
        for link in stripped.links:
            if link.verdict == "spam":
                self.stats.inc_value(f"strip_spam_links/spam/{link.rule}")
                self.stats.inc_value("strip_spam_links/spam")
        self.stats.inc_value("strip_spam_links/lines_removed", len(stripped.removed))
        return item
