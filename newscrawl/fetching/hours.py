"""Sites that are fetched at some hours only."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.fetching.untried import UntriedError
from newscrawl.runs.timing import Timing, within

__all__ = ["Hours"]

logger = logging.getLogger(__name__)


class Hours:
    """A downloader middleware that asks for nothing outside the hours that a site declares (``NewsSpider.hours``)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.told = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy names its arguments
        """Raise UntriedError outside the hours."""
        spider: Any = self.crawler.spider
        hours: tuple[int, int] | None = getattr(spider, "hours", None)
        if hours is None or within(hours, datetime.now(ZoneInfo(Timing.of(spider).zone)).hour):
            return
        if not self.told:
            self.told = True
            logger.warning("%s is asked from %02d to %02d o'clock only; the next run goes on", spider.name, *hours)
        raise UntriedError("hours", f"it is asked from {hours[0]} to {hours[1]} o'clock only")
