"""One crawl of benchmarks.rendering, in a process of its own: ENGINE PAGES PROXY SPLASH_URL SPLASH_PID. Prints what it took as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
from collections.abc import AsyncIterator, Iterator
from time import monotonic
from typing import Any

import psutil
from scrapy.crawler import AsyncCrawlerProcess

from newscrawl.base_spiders import ListingSpider
from newscrawl.cli.process import project_settings
from newscrawl.items import Article

MB = 2**20
SAMPLE = 1.0  # seconds


class Measured(ListingSpider):
    """Fetches numbered articles, without a listing."""

    name = "measured"
    region = "610700"
    start_urls = ["http://rendering.replay.example/"]
    engine, pages, pid = "plain", 0, 0
    last_mb = most_mb = began = took = 0.0
    articles = 0

    async def start(self) -> AsyncIterator[Any]:
        """The articles, and a look at the engine's memory now and then."""
        self.began = monotonic()
        looking = asyncio.ensure_future(self.look())
        folder = "plain" if self.engine == "plain" else "a"
        for number in range(self.pages):
            yield self.article_request(f"http://rendering.replay.example/{folder}/{number}.html")
        self.looking = looking

    async def look(self) -> None:
        """Keep the highest sum of the engine's memory."""
        while True:
            self.sample()
            await asyncio.sleep(SAMPLE)

    def sample(self) -> None:
        """Add up what the engine's processes hold."""
        self.last_mb = sum(proportional(each) for each in self.engine_processes()) / MB
        self.most_mb = max(self.most_mb, self.last_mb)

    def engine_processes(self) -> Iterator[psutil.Process]:
        """Splash and what it started, or the browser's and its driver's."""
        root = psutil.Process(self.pid or None)
        if self.pid:
            yield root
        yield from root.children(recursive=True)

    def parse_article(self, response: Any, entry: Any = None) -> Iterator[Any]:
        """Count what has a text."""
        for each in super().parse_article(response, entry):
            self.articles += isinstance(each, Article) and bool(each.body)
            if self.articles == self.pages:
                self.sample()
                self.took = monotonic() - self.began


def proportional(process: psutil.Process) -> int:
    """Bytes of a process, shared ones divided among those that share them."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def main() -> None:
    """Crawl once."""
    engine, pages, proxy, splash, pid = sys.argv[1:]
    os.environ.update(http_proxy=proxy, no_proxy="")
    Measured.engine, Measured.pages, Measured.pid = engine, int(pages), int(pid)
    settings = project_settings()
    changes = {
        "RENDER": None if engine == "plain" else engine,
        "SPLASH_URL": splash or None,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 4,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
        "AUTOTHROTTLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "SPIDER_MIDDLEWARES": dict.fromkeys(settings["SPIDER_MIDDLEWARES"]),
    }
    settings.setdict(changes, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Measured)
    process.crawl(crawler)
    process.start()
    spider: Any = crawler.spider
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {"cpu": sum(each.ru_utime + each.ru_stime for each in usage), "articles": spider.articles}
    told |= {"per_second": spider.pages / (spider.took or 1), "last_mb": spider.last_mb, "most_mb": spider.most_mb}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
