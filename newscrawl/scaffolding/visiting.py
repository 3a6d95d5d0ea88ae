"""A crawl that fetches the few pages that are asked for, with the project's manners, and gives them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
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
from newscrawl.runs.verdict import WORDS
from newscrawl.scaffolding.rereading import saved
from newscrawl.scaffolding.saved_pages import SavedPage

__all__ = ["Fetch", "InterruptedVisitError", "NoPageError", "visit"]

T = TypeVar("T")


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


def visit(kind: type[NewsSpider], plan: Callable[[Fetch], Awaitable[T]], settings: Settings) -> T:
    """Let ``plan`` fetch pages of a site, one after the other, as its spider's settings say, and return what it returns.

    robots.txt, delays, redirects, retries and limits are the project's; nothing is stored. Can be called once in a process.
    """
    results: list[T | Exception] = []

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

    process = AsyncCrawlerProcess(visiting_settings(settings))
    process.crawl(cast("type[NewsSpider]", type(kind.__name__, (kind,), {"start": start})))
    process.start()
    if not results:
        raise InterruptedVisitError("interrupted: nothing was written")
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0]


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
        failure = Failure(error)  # type: ignore[no-untyped-call]
        raise NoPageError(request.url, failure_line(failure)) from None
    if response.status != HTTPStatus.OK:
        raise NoPageError(request.url, f"http_{response.status}")
    return response
