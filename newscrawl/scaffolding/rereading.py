"""What a spider's own callbacks make of saved pages: the one way in which they are read again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from inspect import signature
from typing import Any, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings, Settings
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import ARTICLE_PAGE, LISTING, PART_OF, SERVED_AT, Article, Entry
from newscrawl.scaffolding.saved_pages import SavedPage

__all__ = ["Outcome", "Rereader", "about_request", "requests_of", "saved", "spider_of"]

ABOUT = (ARTICLE_PAGE, LISTING, PART_OF)  # what is kept of a request's meta


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page gave: an article, or the requests for articles and for further listing pages; else why nothing.

    ``missing``: the address of a part of the article that is not saved. ``counts``: what the spider counted meanwhile.
    """

    article: Article | None = None
    articles: tuple[Request, ...] = ()
    further: tuple[Request, ...] = ()
    missing: str | None = None
    counts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """What the page says of the articles that it lists."""
        return [request.cb_kwargs.get("entry") or Entry(request.url) for request in self.articles]

    @property
    def unmatched(self) -> list[str]:
        """The declarations that found nothing, so that the general reader had to."""
        return sorted(key.rpartition("/")[2] for key in self.counts if "/mark_missed/" in key)

    @property
    def nothing(self) -> str:
        """Why it gave nothing, in a few words; empty when it gave something."""
        if self.article or self.articles or self.further:
            return ""
        refused = [key.rpartition("/")[2] for key in self.counts if key.startswith("read/refused/")]
        return f"refused: {refused[0]}" if refused else "no articles are listed" if self.listing else "nothing"

    @property
    def listing(self) -> bool:
        """Whether it was read as a listing page."""
        return not self.article and any(key.startswith("listing/") for key in self.counts)


class Rereader:
    """Reads saved pages of one site, each for itself: the order makes no difference.

    ``pages`` are all that is saved: the further pages of an article are found among them by their addresses.
    """

    def __init__(self, kind: type[NewsSpider], settings: BaseSettings, pages: Iterable[SavedPage] = ()) -> None:
        self.kind, self.settings = kind, settings
        self.known = {url: page for page in pages for url in (page.url, *page.asked)}

    def read(self, page: SavedPage) -> Outcome:
        """What the spider makes of a page. An error in the spider's own code is raised as it is."""
        spider = spider_of(self.kind, self.settings)
        request = request_for(page, spider)
        found = list(request.callback(answer(page, request), **request.cb_kwargs))  # type: ignore[misc] # a callback is set
        article, missing = None, None
        while found and isinstance(found[0], Request) and PART_OF in found[0].meta:
            if (part := self.known.get(found[0].url)) is None:
                article, missing = found[0].cb_kwargs["article"], found[0].url
                break
            found = list(found[0].callback(answer(part, found[0]), **found[0].cb_kwargs))  # type: ignore[misc] # a callback is set
        requests = [one for one in found if isinstance(one, Request) and PART_OF not in one.meta]
        return Outcome(
            article=article or next((one for one in found if isinstance(one, Article)), None),
            articles=tuple(one for one in requests if ARTICLE_PAGE in one.meta),
            further=tuple(one for one in requests if ARTICLE_PAGE not in one.meta),
            missing=missing,
            counts=spider.crawler.stats.get_stats(),
        )


def spider_of(kind: type[NewsSpider], settings: BaseSettings) -> NewsSpider:
    """A spider without a crawl: it counts, and nothing else of Scrapy's is there."""
    crawler = Crawler(kind, cast("Settings", settings))
    crawler.stats = MemoryStatsCollector(crawler)
    spider = kind.from_crawler(crawler)
    spider.logger.logger.setLevel(logging.ERROR)  # what it warns of is counted
    return spider


def request_for(page: SavedPage, spider: NewsSpider) -> Request:
    """The request that a page answers, as the spider would have made it."""
    callback = getattr(spider, page.callback, None)
    if callback is None or not page.callback.startswith("parse_"):
        raise ConfigurationError(f"{page.file}: {spider.name} has no callback {page.callback!r} to read it")
    takes = signature(callback).parameters
    given = {name: value for name, value in page.given.items() if name in takes}
    if "entry" in takes and page.entry:
        given["entry"] = page.entry
    asked = [*page.asked, page.url]
    meta: dict[str, Any] = {**({ARTICLE_PAGE: asked[0]} if page.callback == "parse_article" else {}), **page.about}
    meta |= {SERVED_AT: page.saved_at, "redirect_urls": asked[:-1]}
    return Request(page.url, callback, cb_kwargs=given, meta=meta)


def answer(page: SavedPage, request: Request) -> Response:
    """The response that a page was. A part of an article was served when the part was."""
    headers = Headers({"Content-Type": page.content_type} if page.content_type else {})
    kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
    request.meta.setdefault(SERVED_AT, page.saved_at)
    return kind(page.url, headers=headers, body=page.body, request=request)


def saved(response: Response, request: Request, *, at: datetime) -> SavedPage:
    """A page to save, of the response to a spider's request; its file has no name yet."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    asked = list(dict.fromkeys([request.url, *(response.meta.get("redirect_urls") or ())]))
    return SavedPage(
        file="",
        url=response.url,
        body=response.body,
        content_type=content_type,
        saved_at=at,
        asked=tuple(url for url in asked if url != response.url),
        **about_request(request),
    )


def about_request(request: Request) -> dict[str, Any]:
    """What a saved page keeps of the request that it answers."""
    entry = request.cb_kwargs.get("entry")
    return {
        "callback": request.callback.__name__ if request.callback else "",
        "entry": entry if isinstance(entry, Entry) else None,
        "given": {name: value for name, value in request.cb_kwargs.items() if isinstance(value, int | str | float)},
        "about": {name: request.meta[name] for name in ABOUT if name in request.meta},
    }


async def requests_of(spider: NewsSpider) -> list[Request]:
    """The requests that a spider starts with."""
    return [one async for one in spider.start() if isinstance(one, Request)]
