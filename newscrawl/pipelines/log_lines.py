"""What Scrapy says about one article, in one line: the whole item in the log helps nobody. See LOG_FORMATTER."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newscrawl.pipelines.log_json import log_json

__all__ = ["LogLines"]

# What these say below that level, and with a traceback, the spider says of the same page in one line.
REPEATING = {
    "scrapy.core.downloader.handlers.http11": logging.ERROR,  # a page that is too large or was cut off
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,  # a robots.txt that could not be had: nor will the pages
}


class LogLines(LogFormatter):
    """Names an article by its address and a dropped one by its reason, and keeps others from telling things twice.

    Where LOG_JSON says so the whole log is in JSON: this is made before anything else of a crawl.
    """

    def __init__(self) -> None:
        for name, level in REPEATING.items():
            logging.getLogger(name).setLevel(level)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("LOG_JSON"):
            log_json(crawler)
        return cls()

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return super().scraped(_address(item), response, spider) | {"msg": "Scraped %(item)s from %(src)s"}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().dropped(_address(item), exception, response, spider) | {"msg": "Dropped: %(exception)s"}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().item_error(_address(item), exception, response, spider)


def _address(item: Any) -> Any:
    return getattr(item, "url", item)
