"""Keeps which pages gave no article, so that not every crawl tries them again, and that what may pass is tried again.

With the letter goes the page, where one was served, so that a later version can read it again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import ARTICLE_PAGE, PART_OF, REVISIT, Article, Missed, article_id
from newscrawl.mongo.waiting.dead_letters import Letter
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.pipelines.revisits import Revisits
from newscrawl.pipelines.served import served
from newscrawl.pipelines.store import Refused
from newscrawl.pipelines.validate import REQUIRED
from newscrawl.text.urls import canonical_url

__all__ = ["KeepMissed"]

TRIES = 100  # in a crawl, of what was missed by accident, the latest first; a site that blocks misses thousands


class KeepMissed:
    """A spider middleware that knows what became of each article page of a crawl.

    ``letters`` are the pages of earlier crawls that gave no article, ``decided`` the addresses of this crawl whose article
    is stored, or was dropped, or is kept as missing: nothing of them is lost when the crawl dies. What an accident kept
    from being had is asked for again when it is due (``Revisits``), whether a listing still links to it or not.

    A page is kept with its letter when MongoDB refused its article, when it has no headline or no text, when it was refused
    as unreadable, and when this program failed on it; not what repeats another article, and not what was never served.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.revisits = Revisits.of(crawler.settings)
        self.letters: dict[str, Letter] = {}
        self.decided: set[str] = set()
        self.failed: list[Missed] = []
        for handler, signal in (
            (self._stored, signals.item_scraped),
            (self._dropped, signals.item_dropped),
            (self._stumbled, signals.item_error),
            (self._stumbled, signals.spider_error),
            (self._filtered, signals.request_dropped),
        ):
            crawler.signals.connect(handler, signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> Any:
        """The crawl's spider, which the store half knows only by its name, its article requests and what it missed."""
        return self.crawler.spider

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first requests, and those for what was missed by accident and is due."""
        self.connection = await connect(self.crawler)
        self.connection.last.append(self._end)
        letters = partial(self.connection.dead_letters.of, self.spider.name)
        self.letters = await self.connection.patiently(letters)
        async for each in start:
            yield each
        for letter in islice(self._due(), TRIES):
            self.stats.inc_value("keep_missed/tried_again")
            yield self.spider.article_request(letter.url)

    def _due(self) -> Iterator[Letter]:
        now = datetime.now(UTC)
        for letter in list(self.letters.values()):
            if letter.passing and self.revisits.due(letter.first_at, letter.tried_at, now):
                yield letter

    async def process_spider_output(
        self,
        response: Response,  # noqa: ARG002 - Scrapy names its arguments
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        """The same as came."""
        async for each in result:
            yield each
        with suppress(StoreUnavailableError):  # the crawl ends, which has been told
            await self._keep()

    async def _keep(self) -> None:
        """Write what was missed, and only then count it as decided."""
        by_spider: list[Missed] = getattr(self.spider, "missed", [])  # Scrapy's own, as of scrapy shell, has none
        missed, self.failed = [*by_spider, *self.failed], []
        by_spider.clear()
        if not missed:
            return
        site, now = self.spider.name, datetime.now(UTC)
        pages = await served(missed) if self.connection.dead_pages.most else {}

        async def add() -> bool:
            if pages:
                await self.connection.dead_pages.add(site, pages)
            await self.connection.dead_letters.add(site, missed, now)
            return True

        if not await self.connection.patiently(add, without=lambda: False):
            self.failed = [one._replace(answer=None) for one in missed]  # pages would fill the memory meanwhile
            return
        if pages:
            self.stats.inc_value("keep_missed/pages", len(pages))
        self.stats.inc_value("keep_missed/kept", len(missed))
        self.decided.update(map(_address, (one.url for one in missed)))

    async def _end(self, reason: str) -> None:  # noqa: ARG002 - whatever it is
        await self._keep()

    async def _stored(self, item: Article, response: Any) -> None:  # noqa: ARG002 - signals name their arguments
        await self._settle(self._decide(response))

    async def _dropped(self, item: Article, response: Any, exception: Exception) -> None:
        if self.connection.ending:
            return
        if isinstance(exception, Refused):
            self._miss(response, "refused", exception.reason, passing=False, stored=True)
        elif missing := [name for name in REQUIRED if not getattr(item, name)]:
            self._miss(response, "no_article", f"no {', '.join(missing)}", passing=False)
        else:  # a copy, whose address is kept with the article that it repeats
            await self._settle(self._decide(response))

    def _stumbled(self, response: Any, failure: Failure) -> None:
        """A page or an article that this program failed on: a later version of it may not."""
        detail = " ".join(f"{type(failure.value).__name__}: {failure.value}".split())
        self._miss(response, "error", detail, passing=True, stored=True)

    def _filtered(self, request: Request) -> None:
        """A second request for one page: the first one's article counts."""
        self.decided.update(map(_address, _led_from(request)))

    def _decide(self, response: Any) -> list[str]:
        addresses = [_address(url) for url in _led_from(getattr(response, "request", None), stored=True)]
        self.decided.update(addresses)
        return addresses

    async def _settle(self, addresses: Iterable[str]) -> None:
        """Keep that what earlier crawls missed gave an article now."""
        settled = [address for address in addresses if address in self.letters]
        if not settled:
            return

        async def settle() -> None:
            await self.connection.dead_letters.settle(settled, datetime.now(UTC))
            await self.connection.dead_pages.drop(settled)

        with suppress(StoreUnavailableError):
            await self.connection.patiently(settle)

    def _miss(self, response: Any, reason: str, detail: str, *, passing: bool, stored: bool = False) -> None:
        answer = response if isinstance(response, Response) else None
        led = _led_from(getattr(response, "request", None), stored=stored)
        self.failed += [Missed(url, reason, passing, detail, answer) for url in led]


def _led_from(request: Request | None, *, stored: bool = False) -> list[str]:
    """The address that a listing gave of the article that a request is for; none of an article that is ``stored``, unless asked for."""
    meta = request.meta if request and (stored or REVISIT not in request.meta) else {}
    return [meta[name] for name in (ARTICLE_PAGE, PART_OF) if name in meta][:1]


def _address(url: str) -> str:
    return article_id(canonical_url(url))
