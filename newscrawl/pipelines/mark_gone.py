"""Marks articles whose pages are gone."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import article_id
from newscrawl.mongo.articles.addresses import Visited
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.pipelines.skip_known import REVISIT, refuse_to_skip_nothing, visit
from newscrawl.text.urls import canonical_url

__all__ = ["MarkGone"]

MISSING = frozenset([404, 410])
NOT_MODIFIED = 304
ANSWERED = frozenset([200, NOT_MODIFIED])
FEW = 2  # missing pages that prove nothing against a site,
MANY = 0.2  # and the share of visits from which on the site is what has changed

logger = logging.getLogger(__name__)


class MarkGone:
    """A spider middleware that marks an article as gone whose page was missing twice, a day apart (``mongo.articles.gone``).

    What was missing once is asked for again, whether a listing still links to it or not. When many pages are missing at
    once, or none answers, it is the site that is being rebuilt or is down: then none is marked, and ``gone/held`` counts them.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.missing: set[str] = set()
        self.unchanged: set[str] = set()
        self.answered = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        refuse_to_skip_nothing(crawler)
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first requests, and those for pages that were missing."""
        self.connection = await connect(self.crawler)
        self.connection.last.append(self._end)
        spider: Any = self.crawler.spider
        suspects = await self.connection.patiently(
            partial(self.connection.gone.suspects, spider.name, datetime.now(UTC))
        )
        async for each in start:
            yield each
        ids = [article_id(canonical_url(url)) for url in suspects]
        known = await self.connection.patiently(partial(self.connection.addresses.visited, ids)) if ids else {}
        for url, identity in zip(suspects, ids, strict=True):
            if identity in known:
                yield visit(spider.article_request(url), known[identity])

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same as came."""
        async for each in result:
            yield each
        before: Visited | None = response.meta.get(REVISIT)
        if before is not None and response.status in MISSING:
            self.missing.add(before.id)
        elif response.status in ANSWERED:
            self.answered += 1
            if before is not None and response.status == NOT_MODIFIED:
                self.unchanged.add(before.id)

    async def _end(self, reason: str) -> None:
        now = datetime.now(UTC)
        with suppress(StoreUnavailableError):
            unmark = partial(self.connection.gone.unmark, self.unchanged, now)
            await self.connection.patiently(unmark, without=lambda: None)
        if reason == "finished" and self.missing:
            await self._mark(now)

    async def _mark(self, now: datetime) -> None:
        if not self.answered or len(self.missing) > max(FEW, MANY * (len(self.missing) + self.answered)):
            self.stats.inc_value("gone/held", len(self.missing))
            logger.warning("%d articles are missing at once: none is marked as gone", len(self.missing))
            return
        with suppress(StoreUnavailableError):  # it has been told, and the next crawl sees it again
            mark = partial(self.connection.gone.mark, self.missing, now)
            self.stats.inc_value("gone/marked", await self.connection.patiently(mark, without=lambda: 0))
