"""How many pages a run may ask for."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.fetching.untried import UntriedError

__all__ = ["Allowance"]

logger = logging.getLogger(__name__)


class Allowance:
    """A downloader middleware that lets PAGES_MAX requests through, redirects and retries included.

    What is left over is not asked for: listings keep their place, and the next run goes on there.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.left = self.most = crawler.settings.getint("PAGES_MAX")
        if not self.most:
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise UntriedError when none is left."""
        if "dont_obey_robotstxt" in request.meta:  # robots.txt itself
            return
        self.left -= 1
        if self.left == -1:
            logger.warning("PAGES_MAX: %d pages were asked for; the next run goes on", self.most)
        if self.left < 0:
            raise UntriedError("pages_max", f"more than {self.most} pages")
