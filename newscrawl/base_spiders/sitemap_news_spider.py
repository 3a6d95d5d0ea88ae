"""Sites that list their articles in sitemaps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.declarations import addresses, day, pattern
from newscrawl.base_spiders.walking_spider import WalkingSpider
from newscrawl.items import LISTING
from newscrawl.listing.sitemaps import BYTES_LIMIT, Sitemap, read_sitemap

DEEPEST = 3  # an index of indexes of indexes
MOST = 500  # sitemaps of a crawl


class SitemapNewsSpider(WalkingSpider):
    r"""A site that lists its articles in sitemaps: an index of them, news sitemaps, plain lists of addresses, packed or not.

    A subclass declares, besides what every NewsSpider may:

    - ``sitemaps``: addresses of sitemaps, or of a robots.txt that names them.
    - ``article_urls``: a pattern for the addresses of articles, such as ``r"/\d{8}/\d+\.html"``; told from those of channels by
      what they look like when left out.
    - ``since``: the day, such as ``"2020-01-01"``, before which nothing is looked at; all when left out.
    - ``allowed_domains``: as with feeds.

    Titles and dates of news sitemaps are evidence for the pages; lastmod says what is newest. An index is followed to a depth of three,
    the newest sitemaps first, and 500 of them; of tags, authors, pictures and videos none. A crawl takes SITEMAP_URLS_MAX
    addresses, the newest of each sitemap first. All sitemaps are read by every crawl, whatever an index says of their age:
    that is often wrong, and costs news when it is. Only one that is declared itself is asked whether it has changed.
    """

    starts = ("sitemaps",)
    checks = {"sitemaps": addresses, "article_urls": pattern, "since": day}

    sitemaps: list[str] = []
    article_urls: str | None = None
    since: str | None = None
    asked = taken = 0  # sitemaps and addresses, in this crawl

    async def start(self) -> AsyncIterator[Any]:
        """The sitemaps."""
        for url in self.sitemaps:
            request = self.sitemap_request(url, 1)
            request.meta[LISTING] = url  # a list of one page; what an index leads to is many, and none of them lasts
            yield request
        async for each in super().start():
            yield each

    def sitemap_request(self, url: str, depth: int) -> Request:
        """The request for a sitemap; one may be larger than a page."""
        self.asked += 1
        meta = {"download_maxsize": BYTES_LIMIT}
        return Request(url, self.parse_sitemap, errback=self.failed, cb_kwargs={"depth": depth}, meta=meta)

    def parse_sitemap(self, response: Response, depth: int = 1) -> Iterator[Any]:
        """A sitemap: requests for its articles, and for the sitemaps that it leads to."""
        most = max(0, self.settings.getint("SITEMAP_URLS_MAX") - self.taken)
        given = {"articles": self.article_urls, "since": self.since or "", "most": most}
        found: Sitemap | None = self.listed(response, read_sitemap, **given)
        if found is None:
            return
        self.taken += len(found.listing.entries)
        if found.listing.entries or not found.children:
            yield from self.go_on(found.listing, response, 1, self.parse_sitemap)
        if found.children:
            self.count("listing/indexes")
        for url in found.children if depth < DEEPEST else ():
            if self.asked < MOST:
                yield self.sitemap_request(url, depth + 1)
