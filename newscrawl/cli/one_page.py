"""Fetches one page as a crawl would: with its manners, limits and guards, and without a database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.failures import failure_class, failure_line
from newscrawl.runs.verdict import WORDS

__all__ = ["fetch"]

OWN = {"ITEM_PIPELINES": {}, "SPIDER_MIDDLEWARES": {}, "LOG_LEVEL": "ERROR"}  # it is told in one line


class OnePage(Spider):
    """Asks for one page."""

    name = "one_page"
    outcome: Response | Failure | None = None

    async def start(self) -> AsyncIterator[Any]:
        """The page."""
        yield Request(self.url, self.parse, errback=self.parse)  # type: ignore[attr-defined] # given to the crawl

    def parse(self, response: Any) -> None:
        """Keep what came."""
        self.outcome = response


def fetch(url: str, settings: Settings) -> Response:
    """The answer to a request for a page, after redirects. Raises NewscrawlError, which says why there is none."""
    settings.setdict(OWN, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    outcome = crawler.spider.outcome if isinstance(crawler.spider, OnePage) else None
    if isinstance(outcome, Response):
        return outcome
    raise NewscrawlError(f"{url}: {told(outcome) if outcome else 'it was not asked for'}")


def told(failure: Failure) -> str:
    """What went wrong, as a person says it."""
    word = failure_class(failure)
    return WORDS.get(word) or failure_line(failure).replace("_", " ")
