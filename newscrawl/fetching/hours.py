"""Sites that are fetched at some hours only."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.fetching.untried import UntriedError

__all__ = ["Hours", "within"]

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
        if hours is None or within(hours, datetime.now(zone_of(spider)).hour):
            return
        if not self.told:
            self.told = True
            logger.warning("%s is asked from %02d to %02d o'clock only; the next run goes on", spider.name, *hours)
        raise UntriedError("hours", f"it is asked from {hours[0]} to {hours[1]} o'clock only")


def within(hours: tuple[int, int], hour: int) -> bool:
    """Whether an hour is one of those from the first, which may be before midnight, to the second, which is none of them.

    >>> [hour for hour in range(24) if within((22, 2), hour)]
    [0, 1, 22, 23]
    """
    first, last = hours
    return first <= hour < last if first < last else hour >= first or hour < last


def zone_of(spider: Any) -> ZoneInfo:
    """The zone of a site's hours: its own, or that of its region."""
    chinese = str(getattr(spider, "region", "")).isdigit()  # GB/T 2260
    return ZoneInfo(getattr(spider, "timezone", None) or ("Asia/Shanghai" if chinese else "UTC"))
