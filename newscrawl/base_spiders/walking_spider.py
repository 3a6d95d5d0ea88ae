"""What base spiders share that go through lists of articles, page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.answers import header, served_at
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import UnreadablePageError
from newscrawl.items import LISTING, LISTING_END
from newscrawl.listing import UNSURE, Listing

Read = TypeVar("Read")


class WalkingSpider(NewsSpider):
    """A site with lists of articles, of which each page leads to the next.

    Requests say in their ``meta`` what they are (``items.ARTICLE_PAGE``, ``items.LISTING``): spider middlewares of the
    store half drop those for articles that are stored and for pages behind the last new one, and add one to begin where a
    crawl was cut off, with another ``number``. Articles come before further pages.
    """

    def walk_request(
        self, url: str, callback: Callable[..., Iterator[Any]], number: int, first: str, **given: Any
    ) -> Request:
        """The request for a page of the list that begins at ``first``; Scrapy's filter of seen requests ends loops."""
        given, meta = {"number": number, **given}, {LISTING: first}
        return Request(url, callback, errback=self.failed, priority=-number, cb_kwargs=given, meta=meta)

    def go_on(
        self, listing: Listing, response: Response, number: int, callback: Callable[..., Iterator[Any]]
    ) -> Iterator[Any]:
        """What comes of a page: requests for its articles, and for the next page."""
        self.count("listing/pages" if listing.entries else "listing/empty")
        self.tell(listing, response.url)
        if listing.end and number > 1:
            response.meta[LISTING_END] = True
        for entry in listing.entries:
            yield self.article_request(entry.url, entry=entry)
        if listing.next_page and listing.entries and number < self.settings.getint("LISTING_PAGES_MAX"):
            first = response.meta.get(LISTING, response.url)
            yield self.walk_request(listing.next_page, callback, number + 1, first)

    def listed(self, response: Response, read: Callable[..., Read], **given: Any) -> Read | None:
        """What a reader of lists for machines finds; None for what is none, which is counted and logged."""
        zone = ZoneInfo(self.timezone) if self.timezone else None
        clock: dict[str, Any] = {"zone": zone, "now": served_at(response)}
        content_type = header(response, "Content-Type")
        try:
            return read(response.body, response.url, content_type, own=self.own_addresses(), **clock, **given)
        except UnreadablePageError as error:
            self.refuse(response, error)
            return None

    def tell(self, listing: Listing, url: str) -> None:
        """Count and log what a developer should know of a page: how sure it is, and what it left out."""
        for reason, count in listing.skipped.items():
            self.count(f"listing/skipped/{reason}", count)
        self.crawler.stats.min_value("listing/certainty/least", round(listing.certainty, 2))
        words = "%s: %d articles, certainty %.2f"
        self.logger.debug(words, url, len(listing.entries), listing.certainty)
        if listing.entries and listing.certainty < UNSURE:
            self.count("listing/unsure")
            self.logger.warning(f"{words}: it may be no listing", url, len(listing.entries), listing.certainty)
