"""Which requests are rendered."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.fetching.blocked import Blocked
from newscrawl.fetching.rendering.addon import rendering
from newscrawl.fetching.rendering.plain import has_what_is_wanted
from newscrawl.fetching.rendering.wish import DOUBT, FRAME, RENDER, Wish

__all__ = ["RenderPages"]

VALIDATORS = ("If-None-Match", "If-Modified-Since")


class RenderPages:
    """A downloader middleware that says in a request's ``meta`` that it goes to the engine, and what is wanted there.

    Of a site that declares "auto" a page is fetched as it is, unless earlier ones had nothing then, and asked for again through the
    engine when it has nothing of what is wanted (``Choice``). The validators of a page that scripts fill are those of an empty
    frame: nothing that may be rendered is asked for with them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, addon = crawler, rendering(crawler)
        self.declared, self.choice = addon.declared, addon.choice
        spider: Any = crawler.spider
        spider.choice = self.choice  # where a stage finds it that keeps it from one crawl to the next

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Mark what is to be rendered."""
        wish = self.declared.wish(request)
        if wish is None:
            return
        for name in VALIDATORS:
            request.headers.pop(name, None)
        if RENDER not in request.meta and self._is_plain_first(wish):
            request.meta[FRAME] = True
        else:
            request.meta.pop(FRAME, None)
            request.meta[RENDER] = tuple(wish)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the request to render it when it has nothing of what is wanted."""
        wish = self.declared.wish(request)
        if self.choice is None or wish is None or RENDER in request.meta or response.status != HTTPStatus.OK:
            return response
        doubt = request.meta.pop(DOUBT, None)
        if doubt is None and has_what_is_wanted(wish.kind, response, self.crawler.spider):
            self.choice.was_enough(wish.kind)
            return response
        if not self.choice.may_help(wish.kind, datetime.now(UTC)):
            if doubt:
                Blocked.of(self.crawler).refuse(request, doubt)
            return response
        self.crawler.stats.inc_value(f"render/auto/{wish.kind}")
        return request.replace(meta={**request.meta, RENDER: tuple(wish)}, dont_filter=True)

    def _is_plain_first(self, wish: Wish) -> bool:
        choice: Any = self.choice
        return choice is not None and bool(choice.is_plain_first(wish.kind, datetime.now(UTC)))
