"""A crawl that fetches the few pages that are asked for, with the project's manners, and gives them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, TypeVar, cast

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.failures import failure_line
from newscrawl.fetching.identity import check_identity
from newscrawl.runs.verdict import WORDS
from newscrawl.scaffolding.rereading import saved
from newscrawl.scaffolding.saved_pages import SavedPage

__all__ = ["NOT_SAVED", "Fetch", "InterruptedVisitError", "NoPageError", "Plan", "visit", "visit_each"]

T = TypeVar("T")
NOT_SAVED = "not among the saved pages"  # the reason why a page is not to be had where nothing is fetched


class NoPageError(NewscrawlError):
    """A page could not be had; ``reason`` is a word, as in ``fetch/failed/…``. Raised by a ``Fetch``."""

    def __init__(self, url: str, line: str) -> None:
        self.reason = line.partition(":")[0]
        super().__init__(f"{url}: {WORDS.get(self.reason, line.replace('_', ' '))}")


class InterruptedVisitError(NewscrawlError):
    """A visit was interrupted by a signal. Raised by ``visit``."""

    exit_code = 130


Fetch = Callable[[Request], Awaitable[SavedPage]]
"""Gives the page of a spider's request. Raises NoPageError."""
Plan = Callable[[Fetch], Awaitable[T]]
"""Fetches pages, and makes something of them."""


def visit(kind: type[NewsSpider], plan: Plan[T], settings: Settings) -> T:
    """Let ``plan`` fetch pages of a site, and return what it returns; as ``visit_each`` for one site. Raises its errors."""
    (result,) = visit_each([(kind, plan)], settings)
    if isinstance(result, Exception):
        raise result
    return result


def visit_each(visits: Sequence[tuple[type[NewsSpider], Plan[T]]], settings: Settings) -> list[T | Exception]:
    """Let each plan fetch pages of its site, one after the other, as the site's settings say: its results, or its errors.

    robots.txt, delays, redirects, retries and limits are the project's; nothing is stored. Can be called once in a process.
    """
    check_identity(settings)
    results: list[T | Exception] = []
    process = AsyncCrawlerProcess(visiting_settings(settings))

    async def visit_all() -> None:
        from twisted.internet import reactor  # only once Scrapy has installed the right one

        try:
            for kind, plan in visits:
                before = len(results)
                await process.crawl(visitor(kind, plan, results))
                if len(results) == before:
                    break
        finally:
            if reactor.running:
                reactor.stop()  # type: ignore[misc] # typed as a module of functions

    task = asyncio.get_event_loop().create_task(visit_all())
    process.start(stop_after_crawl=False)
    if task.done() and not task.cancelled():
        task.result()
    if len(results) < len(visits):
        raise InterruptedVisitError("interrupted: nothing was written")
    return results


def visitor(kind: type[NewsSpider], plan: Plan[T], results: list[T | Exception]) -> type[NewsSpider]:
    """A site's spider that does what a plan says, and no more; what comes of it is added to the results."""

    async def start(self: NewsSpider) -> AsyncIterator[Any]:
        async def fetch(request: Request) -> SavedPage:
            response = await fetched(self, request)
            return saved(response, request, at=datetime.now(UTC).replace(microsecond=0))

        try:
            results.append(await plan(fetch))
        except Exception as error:  # whatever it is: the caller gets it
            results.append(error)
        return
        yield

    return cast("type[NewsSpider]", type(kind.__name__, (kind,), {"start": start}))


def visiting_settings(settings: Settings) -> Settings:
    """The same settings, without what stores and what looks into the store."""
    quiet = settings.copy()
    quiet.setdict({"ITEM_PIPELINES": {}, "SPIDER_MIDDLEWARES": {}}, priority="cmdline")
    return quiet


async def fetched(spider: NewsSpider, request: Request) -> Response:
    """The page of a request. Raises NoPageError."""
    try:
        response = await spider.crawler.engine.download_async(request)
    except asyncio.CancelledError:
        raise
    except Exception as error:
        failure = Failure(error)  # type: ignore[no-untyped-call] # Twisted's
        raise NoPageError(request.url, failure_line(failure)) from None
    if response.status != HTTPStatus.OK:
        raise NoPageError(request.url, f"http_{response.status}")
    return response
