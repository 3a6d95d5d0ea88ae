"""One crawl in a process of its own, which measures itself: ``crawl_child.py full|bare`` prints a line of JSON.

The environment variable http_proxy says where benchmarks.many_pages serves.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, Self

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response

from benchmarks.many_pages import HOST
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.cli.process import project_settings, run_crawls

START = f"http://{HOST}/"
SAMPLE_EVERY = 500  # pages
# The same for both: nobody waits, nobody listens, and both log alike.
COMMON = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "INFO",
}

measured: dict[str, Any] = {"samples": []}


class Meter:
    """An extension that notes this process's CPU seconds and memory while the spider is open."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.answers = crawler, 0
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.answered, signals.response_received)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Measure this crawl."""
        return cls(crawler)

    def opened(self) -> None:
        """Start-up is over: imports, settings, the connection to MongoDB."""
        measured.update(cpu_opened=cpu(), wall_opened=monotonic())

    def answered(self) -> None:
        """Sample memory now and then."""
        self.answers += 1
        if self.answers % SAMPLE_EVERY == 0:
            measured["samples"].append((self.answers, memory("VmRSS")))

    def closed(self) -> None:
        """All articles are stored."""
        stats = self.crawler.stats.get_stats()
        measured.update(cpu_closed=cpu(), wall_closed=monotonic())
        measured.update(scraped=stats.get("item_scraped_count", 0), dropped=stats.get("item_dropped_count", 0))
        measured.update(stored=stats.get("store/new", 0), reason=stats.get("finish_reason"))


class Full(ListingSpider):
    """A site that declares nothing."""

    name = "many_pages"
    start_urls = [START]


class Bare(scrapy.Spider):
    """Downloads the same pages and takes title and text by CSS, as a first spider does."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        """The listing."""
        yield scrapy.Request(START, self.parse_listing)

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """Articles before further listing pages, as in the full crawl."""
        for link in response.css(".news-list a::attr(href)").getall():
            yield response.follow(link, self.parse_article, priority=10)
        for link in response.xpath("//a[. = '下一页']/@href").getall():
            yield response.follow(link, self.parse_listing)

    def parse_article(self, response: Response) -> Iterator[Any]:
        """Title and text, for nobody."""
        yield {"title": response.css("title::text").get(), "text": "\n".join(response.css("p::text").getall())}


def cpu() -> float:
    """CPU seconds of this process so far, user and system; its children's do not count."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def memory(key: str) -> float:
    """MiB of this process by /proc/self/status. Not ru_maxrss: that one starts from what the parent had."""
    lines = Path("/proc/self/status").read_text("ascii", "ignore").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:")) / 1024, 1)


def crawl_full() -> None:
    """All settings, middlewares and pipelines, into MongoDB."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings.development")
    run_crawls([Full], project_settings(verbose=True, EXTENSIONS={Meter: 0}, LISTING_PAGES_MAX=10**6, **COMMON))


def crawl_bare() -> None:
    """Scrapy's own settings, into nothing."""
    process = AsyncCrawlerProcess({**COMMON, "EXTENSIONS": {Meter: 0}})
    process.crawl(Bare)
    process.start()


def main() -> None:
    """Crawl and print what was measured."""
    started = monotonic()
    {"full": crawl_full, "bare": crawl_bare}[sys.argv[1]]()
    measured.update(cpu=cpu(), wall=monotonic() - started, peak=memory("VmHWM"))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
