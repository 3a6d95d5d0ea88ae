"""Redirects that lead from an article to somebody else's page."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newscrawl.exceptions import NewscrawlError
from newscrawl.items import ARTICLE_PAGE, PART_OF
from newscrawl.text.urls import host_of, site_of

__all__ = ["OffSite", "OffSiteError"]


class OffSiteError(NewscrawlError, IgnoreRequest):
    """An article was redirected to another site. Raised by ``OffSite``."""


class OffSite:
    """A downloader middleware that follows no redirect of an article to another site: an advertisement, a login, a new owner.

    Its own are the site of the address that was asked for, and those that it declares (``Site.own_addresses``). A listing may move.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise OffSiteError for such a redirect."""
        before = request.meta.get("redirect_urls")
        if not before or not (ARTICLE_PAGE in request.meta or PART_OF in request.meta):
            return
        spider: Any = self.crawler.spider
        own = {site_of(host_of(each)) for each in (before[0], *spider.own_addresses())}
        if site_of(host_of(request.url)) not in own:
            raise OffSiteError(f"a redirect leads away from {host_of(before[0])}")
