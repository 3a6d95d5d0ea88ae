"""By which walk a site's articles can be had: from listings, or from what it has for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newscrawl.base_spiders.feed_spider import FeedSpider
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.sitemap_news_spider import SitemapNewsSpider
from newscrawl.page.document import Page
from newscrawl.scaffolding.saved_pages import SavedPage

__all__ = ["Walk", "feeds_of", "sitemaps_in", "walk_of"]

HEAD = 4096  # bytes in which a file tells what it is
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b|jsonfeed\.org/version", re.IGNORECASE)
SITEMAP = re.compile(rb"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
GZIP = b"\x1f\x8b"
FEED_TYPE = re.compile(r"(?:rss|atom)\+xml|feed\+json", re.IGNORECASE)
ROBOTS = re.compile(rb"^\s*sitemap:\s*(https?://[!-~]{1,2000})\s*$", re.IGNORECASE | re.MULTILINE)
MOST = 3  # feeds or sitemaps of a site that are looked at


class Walk(NamedTuple):
    """A base spider, and where a site declares that it starts."""

    base: type[NewsSpider]
    starts: Mapping[str, Any]

    @property
    def kind(self) -> type[NewsSpider]:
        """A spider that declares nothing more."""
        return type("NewSite", (self.base,), {"name": "new_site", **self.starts})


def walk_of(page: SavedPage) -> Walk:
    """The walk that begins at a page, by what it is."""
    head = page.body[:HEAD]
    if not HTML.search(head):
        if FEED.search(head):
            return Walk(FeedSpider, {"feeds": [page.url]})
        if SITEMAP.search(head) or (head.startswith(GZIP) and "sitemap" in page.url.lower()):
            return Walk(SitemapNewsSpider, {"sitemaps": [page.url]})
    return Walk(ListingSpider, {"start_urls": [page.url]})


def feeds_of(page: Page) -> Iterator[Walk]:
    """The feeds that a page names in its head."""
    links = [link for link in page.head["link"] if FEED_TYPE.search(link.get("type") or "")]
    urls = dict.fromkeys(url for link in links if (url := page.absolute(link.get("href") or "")))
    yield from (Walk(FeedSpider, {"feeds": [url]}) for url in list(urls)[:MOST])


def sitemaps_in(robots: bytes) -> Iterator[Walk]:
    """The sitemaps that a robots.txt names."""
    urls = dict.fromkeys(url.decode("ascii") for url in ROBOTS.findall(robots))
    yield from (Walk(SitemapNewsSpider, {"sitemaps": [url]}) for url in list(urls)[:MOST])
