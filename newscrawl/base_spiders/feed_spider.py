"""Sites that have feeds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response

from newscrawl.base_spiders.declarations import addresses
from newscrawl.base_spiders.walking_spider import WalkingSpider
from newscrawl.listing.feeds import read_feed


class FeedSpider(WalkingSpider):
    """A site that has feeds of its articles: RSS 0.9 to 2.0, Atom, JSON Feed.

    A subclass declares, besides what every NewsSpider may:

    - ``feeds``: the addresses of the feeds.
    - ``allowed_domains``: those of the feeds and of the articles, when the site keeps its feeds elsewhere.

    What a feed says of an article, title and date, is evidence for its page, as that of a listing is; texts come from the
    pages. A broken feed is read as far as it goes, in whatever charset it is. Feeds with pages (RFC 5005) are followed as
    listings are. A feed has the latest articles only: for the rest, and for what was published while no crawl ran, combine
    it, as in ``class QinnanDaily(FeedSpider, ListingSpider)``.
    """

    starts = ("feeds",)
    checks = {"feeds": addresses}

    feeds: list[str] = []

    async def start(self) -> AsyncIterator[Any]:
        """The feeds."""
        for url in self.feeds:
            yield self.walk_request(url, self.parse_feed, 1, url)
        async for each in super().start():
            yield each

    def parse_feed(self, response: Response, number: int = 1) -> Iterator[Any]:
        """A feed, or a page of one: requests for its articles, and for the next page."""
        if feed := self.listed(response, read_feed):
            yield from self.go_on(feed, response, number, self.parse_feed)
