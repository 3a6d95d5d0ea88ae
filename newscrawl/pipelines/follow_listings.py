"""How far a listing is followed, and where its walk goes on when a crawl was cut off."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import GOES_ON, LISTING, LISTING_END
from newscrawl.mongo.crawls.sites import Listing
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.pipelines.keep_missed import KeepMissed
from newscrawl.pipelines.skip_known import LINKS, Links, refuse_to_skip_nothing
from newscrawl.pipelines.validators import NOT_MODIFIED, unless_unchanged, validators
from newscrawl.pipelines.walks import Walk

__all__ = ["FollowListings"]

WALK = "walk"  # key of a listing request's meta
OK = 200

logger = logging.getLogger(__name__)


class FollowListings:
    """A spider middleware that ends a listing's walk after LISTING_STOP_AFTER pages in a row with nothing new.

    An article counts as known when it was there before the listing's last whole walk: those that a walk which was cut off
    stored say nothing of what lies behind them. So no crawl that dies costs an article, however many are new by the next.

    The first walk of a listing goes to its end. It keeps, page by page, how far all articles are decided; when it is cut
    off the next crawl begins at the top, as always, and goes on there.

    A listing whose first page is as it was when it was walked to its end, and all of it decided, has nothing new, and no page of it
    is read: the question costs an answer 304 (``validators``).
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.stop_after = crawler.settings.getint("LISTING_STOP_AFTER")
        self.full = crawler.settings.getbool("LISTING_FULL")
        self.listings: dict[str, Listing] = {}
        self.walks: list[Walk] = []
        self.lost: set[str] = set()
        crawler.signals.connect(self._filtered, signals.request_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        refuse_to_skip_nothing(crawler)
        return cls(crawler)

    @property
    def site(self) -> str:
        """The name of the crawl's spider."""
        return self.crawler.spider.name  # type: ignore[union-attr] # a crawl has one

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first page of each listing, and those at which an unfinished walk goes on."""
        self.connection = await connect(self.crawler)
        self.connection.last.append(self._end)
        self.listings = await self.connection.patiently(partial(self.connection.sites.listings, self.site))
        async for each in start:
            for request in self._begin(each) if _is_listing(each) else [each]:
                yield request

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What came, without the request for the next page when the walk ends here."""
        gathered = [each async for each in result]
        if walk := response.meta.get(WALK):
            with suppress(StoreUnavailableError):  # the crawl ends, which has been told
                gathered = await self._go_on(walk, response, gathered)
        for each in gathered:
            yield each

    def _begin(self, request: Request) -> Iterator[Request]:
        listing = self._listing(first := request.meta[LISTING])
        known = listing.known_before is not None
        request.meta[WALK] = self._walk(first, top=True, stops=known and not self.full, keeps=not known)
        yield request if self.full else unless_unchanged(request, listing, datetime.now(UTC))
        if listing.page and not self.full:
            self.stats.inc_value("listing/resumed")
            logger.debug("%s: goes on at page %d, %s", first, listing.number, listing.page)
            meta = {**request.meta, WALK: self._walk(first, top=False, stops=False, keeps=True)}
            given = {**request.cb_kwargs, "number": listing.number}
            yield request.replace(url=listing.page, priority=-listing.number, cb_kwargs=given, meta=meta)

    async def _go_on(self, walk: Walk, response: Response, gathered: list[Any]) -> list[Any]:
        if response.status == NOT_MODIFIED:
            self.stats.inc_value("listing/not_modified")
            walk.unchanged, walk.open = True, False
            return gathered
        links: Links | None = response.meta.get(LINKS) if response.status == OK else None
        following = [each for each in gathered if _is_listing(each)]
        if links is None and not following and LISTING_END not in response.meta:
            await self._nothing_there(walk)
            return gathered
        links = links or Links(frozenset(), 0, None, None)  # a page without articles, a day without a newspaper
        goes_on = any(GOES_ON in each.meta for each in following)
        walk.see(response, gathered, links.all, nothing_new=self._nothing_new(walk, links), goes_on=goes_on)
        if walk.top and walk.read == 1 and not goes_on:
            walk.validators = validators(response, links.due, datetime.now(UTC))
        await self._keep_place(walk)
        if following and (ended := self._ended(walk)):
            logger.debug("%s: %s; %s is the last page", walk.first, ended, response.url)
            gathered, following = [each for each in gathered if each not in following], []
        for each in following:
            each.meta[WALK] = walk
        walk.open = bool(following)
        return gathered

    def _ended(self, walk: Walk) -> str | None:
        """Why a walk ends though there is a further page; None when it goes on."""
        if walk.repeated >= self.stop_after:  # paging without end: a calendar, a page number that is not looked at
            self.stats.inc_value("listing/trapped")
            return f"{walk.repeated} pages in a row list only what earlier ones did"
        if walk.stops and walk.nothing_new >= self.stop_after:
            self.stats.inc_value("listing/stopped")
            return f"nothing new on {walk.nothing_new} pages in a row"
        return None

    async def _nothing_there(self, walk: Walk) -> None:
        """A page that has no articles, or that could not be had. The place of an earlier crawl is given up then."""
        walk.open = True
        if not walk.top and not walk.read:
            self.stats.inc_value("listing/place_lost")
            self.lost.add(walk.first)
            await self._keep(walk.first, Listing())

    def _nothing_new(self, walk: Walk, links: Links) -> bool:
        before = self._listing(walk.first).known_before
        return not links.unknown and before is not None and (links.newest is None or links.newest <= before)

    async def _keep_place(self, walk: Walk) -> None:
        """Keep the last page down to which all articles are decided; the first page of a listing is no place to keep."""
        keeper = self.crawler.get_spider_middleware(KeepMissed)
        place = walk.come_to(keeper.decided if keeper else set())
        if walk.keeps and place and place.number > 1:
            listing = replace(self._listing(walk.first), page=place.url, number=place.number)
            await self._keep(walk.first, replace(listing, known_before=datetime.now(UTC)) if walk.top else listing)

    def _filtered(self, request: Request) -> None:
        """A page that was asked for in this crawl already: the listing runs in a circle, or another walk is there."""
        walk = request.meta.get(WALK)
        if walk and walk.read:
            walk.open = False

    async def _end(self, reason: str) -> None:
        """A listing is walked when all its walks have come to their end."""
        if reason != "finished":
            return
        for first in {walk.first for walk in self.walks} - self.lost:
            walks = [walk for walk in self.walks if walk.first == first]
            for walk in walks:
                await self._keep_place(walk)
            unfinished = [walk for walk in walks if walk.open or walk.undecided]
            now = datetime.now(UTC)
            if any(walk.unchanged for walk in walks):
                continue  # nothing of what is kept has changed
            if not unfinished:
                own = next((walk.validators for walk in walks if walk.top), {})
                await self._keep(first, Listing(now, **own))
            elif not any(walk.top for walk in unfinished):
                await self._keep(first, replace(self._listing(first), known_before=now))

    def _listing(self, first: str) -> Listing:
        return self.listings.get(first, Listing())

    def _walk(self, first: str, *, top: bool, stops: bool, keeps: bool) -> Walk:
        self.walks.append(walk := Walk(first, top, stops, keeps))
        return walk

    async def _keep(self, first: str, listing: Listing) -> None:
        self.listings[first] = listing
        keep = partial(self.connection.sites.keep_listing, self.site, first, listing)
        await self.connection.patiently(keep, without=lambda: None)  # the next crawl begins at a place before this one


def _is_listing(one: Any) -> bool:
    return isinstance(one, Request) and LISTING in one.meta
