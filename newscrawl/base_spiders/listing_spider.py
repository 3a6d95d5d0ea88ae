"""Sites that list their articles on pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.declarations import addresses, css
from newscrawl.base_spiders.walking_spider import WalkingSpider
from newscrawl.listing import Listing, read_listing


class ListingSpider(WalkingSpider):
    """A site that lists its articles on pages, newest first.

    A subclass declares, besides what every NewsSpider may:

    - ``start_urls``: the first page of each listing.
    - ``article_links``: CSS for the links to articles; the list that looks most like one when left out.
    - ``next_page``: CSS for the link to the next page; found by rel=next, words or numbers when left out.
    - ``allowed_domains``: those of the listings and of the articles, when some articles are on another site.

    A listing is followed for LISTING_PAGES_MAX pages, until its pages repeat, or until LISTING_STOP_AFTER pages in a row
    have nothing new; each on its own. Articles come before further listing pages. Links to sites that are not declared are not followed.
    What a listing says of an article goes with the article's request, and is evidence for its page. A page that may be no
    listing is followed all the same, and counted: ``listing/unsure``. Where a selector finds nothing, what it is for is found
    by itself, and ``listing/mark_missed/article_links`` or ``next_page`` counts it; but a ``next_page`` that the crawl has
    found before is taken at its word on a listing's last page.
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
        """The request for a page of the listing that begins at ``first``."""
        return self.walk_request(url, self.parse_listing, number, first)

    def parse_listing(self, response: Response, number: int = 1) -> Iterator[Any]:
        """A listing page: requests for its articles, and for the next page."""
        page = self.page(response, anywhere=True)
        if page is not None:
            listing = read_listing(page, self.article_links, self.next_page, self.own_addresses())
            if "article_links" in listing.missed:
                self.count("listing/mark_missed/article_links")
            following = self.following(listing)
            yield from self.go_on(replace(listing, next_page=following), response, number, self.parse_listing)

    def following(self, listing: Listing) -> str | None:
        """The next page, if any. A declared link that this crawl has found before is missing on last pages alone."""
        missed = "next_page" in listing.missed
        self.paged = self.paged or bool(listing.next_page and not missed)
        if missed and self.paged:
            return None
        if missed:
            self.count("listing/mark_missed/next_page")
        return listing.next_page
