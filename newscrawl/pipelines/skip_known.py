"""Does not fetch what is stored, unless a visit is due."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import ARTICLE_PAGE, REVISIT, article_id
from newscrawl.mongo.articles.addresses import Visited
from newscrawl.mongo.waiting.dead_letters import Letter
from newscrawl.pipelines.batches import Batcher
from newscrawl.pipelines.connection import Connection, connect
from newscrawl.pipelines.keep_missed import KeepMissed
from newscrawl.pipelines.revisits import Revisits, birth
from newscrawl.text.urls import canonical_url

__all__ = ["LINKS", "REVISIT", "Links", "SkipKnown", "refuse_to_skip_nothing", "visit"]

LINKS = "links"  # key of a listing request's meta: Links of its page
OK, NOT_MODIFIED = 200, 304
AT_ONCE = 1000  # addresses in a query: more than a listing page has, and a sitemap has 50,000
OWN_FAULT = 500  # from here on a status is the server's fault, and no answer


class Links(NamedTuple):
    """Article links of a listing page: their ids, how many that nobody knew, when the newest of the others was first seen, and
    when the first of them will be due for a visit."""

    all: frozenset[str]
    unknown: int
    newest: datetime | None
    due: datetime | None


class SkipKnown:
    """A spider middleware that looks up all article links of a page in one query, and drops those whose article is stored.

    A link whose visit is due is fetched with ETag and Last-Modified of the visit before: where nothing has changed the
    server sends no page. How many of a page's links were new goes on in its ``meta``.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats, settings = crawler, crawler.stats, crawler.settings
        self.revisits = Revisits.of(settings)
        count, seconds = settings.getint("STORE_BATCH_COUNT"), settings.getfloat("STORE_BATCH_SECONDS")
        self.visits: Batcher[str, None] = Batcher(self._keep_visits, count=count, seconds=seconds)
        crawler.signals.connect(self._dropped, signals.item_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        refuse_to_skip_nothing(crawler)
        return cls(crawler)

    @property
    def letters(self) -> Mapping[str, Letter]:
        """Pages that gave no article."""
        keeper = self.crawler.get_spider_middleware(KeepMissed)
        return keeper.letters if keeper else {}

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same as came."""
        self.connection = await connect(self.crawler)
        async for each in start:
            yield each

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What came, without requests for articles that are known and not due."""
        gathered = [each async for each in result]
        with suppress(StoreUnavailableError):  # the crawl ends, which has been told
            await self._tell(response)
            for each in await self._wanted(gathered, response):
                yield each

    async def _wanted(self, gathered: list[Any], response: Response) -> list[Any]:
        asked = {_address(each) for each in gathered if _is_article(each)}
        if not asked:
            return gathered
        found = await self._visited(list(asked))
        known = {address: _missed(self.letters[address]) for address in asked if address in self.letters} | found
        now = datetime.now(UTC)
        response.meta[LINKS] = self._links(asked, known, now)
        return [each for one in gathered if (each := self._due(one, known, now)) is not None]

    async def _visited(self, asked: Sequence[str]) -> dict[str, Visited]:
        found: dict[str, Visited] = {}
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            found |= await self.connection.patiently(partial(self.connection.addresses.visited, some))
        return found

    def _links(self, asked: Collection[str], known: Mapping[str, Visited], now: datetime) -> Links:
        seen = [visited.first_seen_at for visited in known.values()]
        visits = [(birth(one.published_at, one.first_seen_at), one.visited_at) for one in known.values()]
        visits += [(None, None)] * (len(asked) > len(known))  # what is new is visited now
        due = [self.revisits.next_due(born, visited, now) for born, visited in visits]
        first = min(filter(None, due), default=None)
        return Links(frozenset(asked), len(asked) - len(known), max(filter(None, seen), default=None), first)

    def _due(self, one: Any, known: Mapping[str, Visited], now: datetime) -> Any:
        """What is unknown as it is, what is known as a visit or, when none is due, as None."""
        before = known.get(_address(one)) if _is_article(one) else None
        if before is None:
            return one
        if not self.revisits.due(birth(before.published_at, before.first_seen_at), before.visited_at, now):
            self.stats.inc_value("skip_known/skipped" if before.id else "skip_known/missed")
            return None
        self.stats.inc_value("skip_known/due")
        return visit(one, before) if before.id else one

    async def _tell(self, response: Response) -> None:
        """Count what became of a visit, and keep it where no article comes to be stored."""
        before: Visited | None = response.meta.get(REVISIT)
        if before is None:
            return
        if _address(response) not in before.addresses:
            self.stats.inc_value("revisit/redirected")
        if response.status == NOT_MODIFIED:
            self.stats.inc_value("revisit/not_modified")
        elif response.status != OK:
            self.stats.inc_value(f"revisit/http_{response.status}")
        if OK != response.status < OWN_FAULT:
            await self.visits.put(before.id)

    async def _dropped(self, response: Any) -> None:
        """A page that gives no article any more, or a repost, whose address is one of the article that it repeats."""
        request: Request | None = getattr(response, "request", None)
        if request and REVISIT in request.meta:
            with suppress(StoreUnavailableError):
                await self.visits.put(request.meta[REVISIT].id)

    async def _keep_visits(self, ids: list[str]) -> list[None]:
        now = datetime.now(UTC)
        await self.connection.patiently(partial(self.connection.addresses.visit, ids, now))
        return [None] * len(ids)


def refuse_to_skip_nothing(crawler: Crawler) -> None:
    """Raise NotConfigured, which leaves a middleware out, where all is to be fetched."""
    if not crawler.settings.getbool("SKIP_KNOWN"):
        raise NotConfigured


def visit(request: Request, before: Visited) -> Request:
    """The request as a question whether the page has changed, where the site gave what it takes to ask that.

    A time says nothing of the page of a repost, which is at another address of the article.
    """
    own = _address(request) in (before.id, article_id(canonical_url(before.url)))
    asked = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified if own else None}
    headers = {name: value for name, value in asked.items() if value}
    meta = {**request.meta, REVISIT: before, "handle_httpstatus_list": [NOT_MODIFIED]}
    return request.replace(headers={**request.headers, **headers}, meta=meta)


def _missed(letter: Letter) -> Visited:
    return Visited("", frozenset(), letter.url, None, letter.first_at, letter.tried_at, None, None)


def _is_article(one: Any) -> bool:
    return isinstance(one, Request) and ARTICLE_PAGE in one.meta


def _address(one: Request | Response) -> str:
    return article_id(canonical_url(one.url))
