"""Sites that list their articles on pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.declarations import addresses, css
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.items import LISTING
from newscrawl.listing import UNSURE, Listing, read_listing


class ListingSpider(NewsSpider):
    """A site that lists its articles on pages, newest first.

    A subclass declares, besides what every NewsSpider may:

    - ``start_urls``: the first page of each listing.
    - ``article_links``: CSS for the links to articles; the list that looks most like one when left out.
    - ``next_page``: CSS for the link to the next page; found by rel=next, words or numbers when left out.

    A listing is followed for LISTING_PAGES_MAX pages, until its pages repeat, or until LISTING_STOP_AFTER pages in a row
    have nothing new; each on its own. Articles come before further listing pages. Links to other sites are not followed.
    What a listing says of an article goes with the article's request, and is evidence for its page. A page that may be no
    listing is followed all the same, and counted: ``listing/unsure``. Where a selector finds nothing, what it is for is found
    by itself, and ``listing/mark_missed/article_links`` or ``next_page`` counts it; but a ``next_page`` that the crawl has
    found before is taken at its word on a listing's last page.

    Its requests say in their ``meta`` what they are (``items.ARTICLE_PAGE``, ``items.LISTING``): spider middlewares of the
    store half drop those for articles that are stored and for pages behind the last new one, and add one to begin where a
    crawl was cut off, with another ``number``.
    """

    starts = ("start_urls",)
    checks = {"start_urls": addresses, "article_links": css, "next_page": css}

    article_links: str | None = None
    next_page: str | None = None
    paged = False  # whether this crawl has found a next page as it is declared

    async def start(self) -> AsyncIterator[Any]:
        """The first page of each listing."""
        for url in self.start_urls:
            yield self.listing_request(url, 1, url)
        async for each in super().start():
            yield each

    def listing_request(self, url: str, number: int, first: str) -> Request:
        """The request for a page of the listing that begins at ``first``; Scrapy's filter of seen requests ends loops."""
        given, meta = {"number": number}, {LISTING: first}
        return Request(url, self.parse_listing, errback=self.failed, priority=-number, cb_kwargs=given, meta=meta)

    def parse_listing(self, response: Response, number: int = 1) -> Iterator[Any]:
        """A listing page: requests for its articles, and for the next page."""
        page = self.page(response, anywhere=True)
        if page is None:
            return
        listing = read_listing(page, self.article_links, self.next_page)
        self.count("listing/pages" if listing.entries else "listing/empty")
        self.tell(listing, response.url)
        for entry in listing.entries:
            yield self.article_request(entry.url, entry=entry)
        following = self.following(listing)
        if following and listing.entries and number < self.settings.getint("LISTING_PAGES_MAX"):
            yield self.listing_request(following, number + 1, response.meta.get(LISTING, response.url))

    def following(self, listing: Listing) -> str | None:
        """The next page, if any. A declared link that this crawl has found before is missing on last pages alone."""
        missed = "next_page" in listing.missed
        self.paged = self.paged or bool(listing.next_page and not missed)
        if missed and self.paged:
            return None
        if missed:
            self.count("listing/mark_missed/next_page")
        return listing.next_page

    def tell(self, listing: Listing, url: str) -> None:
        """Count and log what a developer should know of a listing page: how sure it is, and what it left out."""
        for reason, count in listing.skipped.items():
            self.count(f"listing/skipped/{reason}", count)
        self.crawler.stats.min_value("listing/certainty/least", round(listing.certainty, 2))
        if "article_links" in listing.missed:
            self.count("listing/mark_missed/article_links")
        words = "%s: %d articles, certainty %.2f"
        self.logger.debug(words, url, len(listing.entries), listing.certainty)
        if listing.entries and listing.certainty < UNSURE:
            self.count("listing/unsure")
            self.logger.warning(f"{words}: it may be no listing", url, len(listing.entries), listing.certainty)
