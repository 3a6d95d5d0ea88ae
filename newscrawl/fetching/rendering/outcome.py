"""What came of a page that was rendered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.fetching.rendering.addon import rendering
from newscrawl.fetching.rendering.handler import FLAG
from newscrawl.fetching.rendering.wish import RENDER, Wish
from newscrawl.items import ARTICLE_PAGE, PART_OF, Article

__all__ = ["Outcome"]


class Outcome:
    """A spider middleware, next to the spider: a page without a body is a failure, and no article.

    For a site that declares "auto" it keeps whether rendering helped.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.choice = crawler, rendering(crawler).choice

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What came, without articles that rendering gave no text of."""
        if FLAG not in response.flags:
            async for each in result:
                yield each
            return
        helped = False
        async for each in result:
            helped = helped or _is_wanted(each)
            if isinstance(each, Article) and not each.body:
                self._missed(response)
            else:
                yield each
        if self.choice is not None:
            self.choice.was_rendered(Wish(*response.meta[RENDER]).kind, datetime.now(UTC), helped=helped)

    def _missed(self, response: Response) -> None:
        spider: Any = self.crawler.spider
        spider.count("render/no_body")
        spider.logger.warning("%s: rendered, and has no text", response.url)
        spider.miss(response, "no_body", passing=True, detail="rendered, and has no text")


def _is_wanted(one: Any) -> bool:
    """An article with a text, the request for its next part, or what a listing links to."""
    if isinstance(one, Request):
        return ARTICLE_PAGE in one.meta or PART_OF in one.meta
    return isinstance(one, Article) and bool(one.body)
