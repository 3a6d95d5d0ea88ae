"""Sites that list their articles on pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.listing import read_listing
from newscrawl.text.urls import same_site


class ListingSpider(NewsSpider):
    """A site that lists its articles on pages, newest first.

    A subclass declares, besides what every NewsSpider may:

    - ``start_urls``: the first page of each listing.
    - ``article_links``: CSS for the links to articles; the list that looks most like one when left out.
    - ``next_page``: CSS for the link to the next page; found by rel=next, words or numbers when left out.

    A listing is followed for LISTING_PAGES_MAX pages, or until its pages repeat. Articles come before further listing
    pages. Links to other sites are not followed.
    """

    article_links: str | None = None
    next_page: str | None = None

    async def start(self) -> AsyncIterator[Any]:
        """The first page of each listing."""
        for url in self.start_urls:
            yield self.listing_request(url, 1)

    def listing_request(self, url: str, number: int) -> Request:
        """The request for a listing page; Scrapy's filter of seen requests ends loops."""
        return Request(url, self.parse_listing, errback=self.failed, priority=-number, cb_kwargs={"number": number})

    def parse_listing(self, response: Response, number: int) -> Iterator[Any]:
        """A listing page: requests for its articles, and for the next page."""
        page = self.page(response, anywhere=True)
        if page is None:
            return
        listing = read_listing(page, self.article_links, self.next_page)
        self.count("listing/pages" if listing.entries else "listing/empty")
        for entry in listing.entries:
            if same_site(entry.url, response.url):
                yield self.article_request(entry.url)
            else:
                self.count("listing/skipped/off_site")
        if listing.next_page and listing.entries and number < self.settings.getint("LISTING_PAGES_MAX"):
            yield self.listing_request(listing.next_page, number + 1)
