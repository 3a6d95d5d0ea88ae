"""A process that fetches with the project's own settings, and without a database.

For each line of its input, such as ``{"urls": [...], "settings": {...}, "names": {"host": [["10.0.0.1"], ...]}}``, it makes one
crawl and prints what became of each URL: the status and size of the answer, or the class of failure; and the stats.
Each look-up of a name takes the next of its answers, and then the last one again.
"""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.project import get_project_settings

from newscrawl.fetching import resolver
from newscrawl.fetching.failures import failure_class
from newscrawl.items import LISTING

NAMES: dict[str, list[list[str]]] = {}
look_up = socket.getaddrinfo


def from_names(host: str, port: int, *how: Any, **further: Any) -> Any:
    """As a name server says that belongs to the site."""
    if host not in NAMES:
        return look_up(host, port, *how, **further)
    answers = NAMES[host]
    now = answers.pop(0) if len(answers) > 1 else answers[0]
    return [each for address in now for each in look_up(address, port, *how, **further)]


class Fetcher(Spider):
    name = "fetcher"
    handle_httpstatus_list = [304, *range(400, 600)]
    asked: dict[str, Any] = {}
    body = article_links = next_page = None  # what a page has is found by itself

    def own_addresses(self) -> list[str]:
        return self.asked.get("own", [])

    @property
    def hours(self) -> Any:
        return self.asked.get("hours")

    async def start(self) -> AsyncIterator[Any]:
        if "choice" in self.asked:
            self.choice.load(self.asked["choice"])
        for place, url in enumerate(self.asked["urls"]):
            meta = {self.asked["kind"]: url} if "kind" in self.asked else {}
            given = {"asked": url}
            yield Request(
                url,
                self.parse_listing,
                errback=self.failed,
                priority=-place,
                cb_kwargs=given,
                meta=meta,
                dont_filter=True,
            )

    def parse_listing(self, response: Any, asked: str) -> None:
        """Named as the callback of a listing, which is how one is known."""
        links = [response.css("a::attr(href)").getall()] if self.asked.get("kind") == LISTING else []
        self.outcomes.setdefault(asked, []).append([response.status, len(response.body), response.url, *links])

    def failed(self, failure: Any) -> None:
        self.outcomes.setdefault(failure.request.cb_kwargs["asked"], []).append(failure_class(failure))

    @property
    def outcomes(self) -> dict[str, list[Any]]:
        return self.asked.setdefault("outcomes", {})


def note_latency(response: Any, request: Request, spider: Spider) -> None:
    """Keep what AutoThrottle takes for the time in which a host answers."""
    spider.crawler.stats.set_value(f"latency{urlsplit(request.url).path}", request.meta["download_latency"])


async def serve(process: AsyncCrawlerProcess) -> None:
    from twisted.internet import reactor

    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        os.environ.update({"http_proxy": "", "https_proxy": "", "no_proxy": "", **asked.get("env", {})})
        settings = get_project_settings()
        settings.setdict(
            {"ITEM_PIPELINES": {}, "SPIDER_MIDDLEWARES": {}, **asked.get("settings", {})}, priority="cmdline"
        )
        NAMES.clear()
        NAMES.update(asked.get("names", {}))
        resolver.SECONDS = asked.get("remembered", 60)
        resolver.GuardedResolver.from_crawler(Crawler(Spider, settings), reactor).install_on_reactor()
        Fetcher.asked = asked
        crawlers = [Crawler(Fetcher, settings) for _ in range(asked.get("crawls", 1))]
        for crawler in crawlers:
            crawler.signals.connect(note_latency, signals.response_downloaded)
        await asyncio.gather(*map(process.crawl, crawlers))
        crawler = crawlers[0]
        told = {"outcomes": asked.get("outcomes", {}), "stats": crawler.stats.get_stats()}
        sys.stdout.write(json.dumps(told, default=str) + "\n")
        sys.stdout.flush()
    reactor.stop()


def main() -> None:
    socket.getaddrinfo = from_names
    from twisted.internet import _resolver

    _resolver.GAIResolver.__init__.__defaults__ = (None, from_names)
    process = AsyncCrawlerProcess(get_project_settings())
    asyncio.get_event_loop().create_task(serve(process))
    process.start(stop_after_crawl=False)


if __name__ == "__main__":
    main()
