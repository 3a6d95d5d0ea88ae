"""By which walk a site's articles can be had: from listings, or from what it has for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newscrawl.base_spiders.epaper_spider import EpaperSpider
from newscrawl.base_spiders.feed_spider import FeedSpider
from newscrawl.base_spiders.json_listing_spider import PAGE, JsonListingSpider
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.sitemap_news_spider import SitemapNewsSpider
from newscrawl.base_spiders.systems import recognise
from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing.editions import template_in
from newscrawl.page.document import Page
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.text.urls import same_site

__all__ = ["Walk", "calls_in", "edition_at", "feeds_of", "sitemaps_in", "walk_of"]

HEAD = 4096  # bytes in which a file tells what it is
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b|jsonfeed\.org/version", re.IGNORECASE)
SITEMAP = re.compile(rb"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
JSON = re.compile(rb"\s*(?:[\w.$]{1,80}\s*\(\s*)?[\[{]")  # or JSONP
GZIP = b"\x1f\x8b"
FEED_TYPE = re.compile(r"(?:rss|atom)\+xml|feed\+json", re.IGNORECASE)
ROBOTS = re.compile(rb"^\s*sitemap:\s*(https?://[!-~]{1,2000})\s*$", re.IGNORECASE | re.MULTILINE)
# Of the number of a page in an address; of the addresses in scripts that look like those of data.
NUMBERED = re.compile(
    r"(?:[?&](?:page|pageno|pagenum|pageindex|page_no|page_num|currentpage|curpage|p|pn)=|[_-](?=\d+\.js))(?P<n>\d{1,3})(?![\w-])",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<script\b[^>]{0,300}>(.{1,100000}?)</script", re.DOTALL | re.IGNORECASE)
CALL = re.compile(
    r"""["']((?:https?:)?/[^"'\s<>]{0,300}?(?:\.jsonp?\b|/(?:api|json|interface|rest|service)s?/|list|news|articles?|query)[^"'\s<>]{0,200})["']""",
    re.IGNORECASE,
)
PAGES = re.compile(r"\.(?:s?html?|css|png|jpe?g|gif|js)(?:$|\?)|/$", re.IGNORECASE)
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
        if JSON.match(head):
            return json_walk(page.url)
    return edition_walk(page) or Walk(ListingSpider, {"start_urls": [page.url]})


def edition_walk(page: SavedPage) -> Walk | None:
    """The walk of a newspaper's days, when a page is one of an edition and has its day in its address."""
    if (walk := edition_at(page.url)) is None:
        return None
    try:
        found = recognise([Page.parse(page.body, page.url, page.content_type)])
    except UnreadablePageError:
        return None
    return walk if found and issubclass(found.system, EpaperSpider) else None


def edition_at(url: str) -> Walk | None:
    """The walk of a newspaper's days, when an address has a day in it: its page may be one of an edition."""
    template = template_in(url)
    return Walk(EpaperSpider, {"editions": [template]}) if template and "{" not in url else None


def json_walk(url: str) -> Walk:
    """The walk of a listing in JSON: where its address has the number of a page, that is counted on.

    >>> json_walk("http://a.example/api/list?cid=3&page=1&size=20").starts
    {'json_listings': ['http://a.example/api/list?cid=3&page={page}&size=20']}
    >>> json_walk("http://a.example/news_0.json").starts
    {'json_listings': ['http://a.example/news_{page}.json'], 'first_page': 0}
    """
    if (found := NUMBERED.search(url)) is None or "{" in url:
        return Walk(JsonListingSpider, {"json_listings": [url]})
    template, first = f"{url[: found.start('n')]}{PAGE}{url[found.end('n') :]}", int(found["n"])
    return Walk(JsonListingSpider, {"json_listings": [template], **({} if first == 1 else {"first_page": first})})


def calls_in(page: Page) -> Iterator[Walk]:
    """The addresses of data that a page's scripts seem to fetch. One that ends where a number is put in is asked for its first page."""
    scripts = "\n".join(script for script in SCRIPT.findall(page.source))
    urls = (page.absolute(told + ("1" if told.endswith("=") else "")) for told in CALL.findall(scripts))
    own = dict.fromkeys(url for url in urls if url and same_site(url, page.url) and not PAGES.search(url))
    yield from map(json_walk, list(own)[:MOST])


def feeds_of(page: Page) -> Iterator[Walk]:
    """The feeds that a page names in its head."""
    links = [link for link in page.head["link"] if FEED_TYPE.search(link.get("type") or "")]
    urls = dict.fromkeys(url for link in links if (url := page.absolute(link.get("href") or "")))
    yield from (Walk(FeedSpider, {"feeds": [url]}) for url in list(urls)[:MOST])


def sitemaps_in(robots: bytes) -> Iterator[Walk]:
    """The sitemaps that a robots.txt names."""
    urls = dict.fromkeys(url.decode("ascii") for url in ROBOTS.findall(robots))
    yield from (Walk(SitemapNewsSpider, {"sitemaps": [url]}) for url in list(urls)[:MOST])
