"""A crawl whose pages are those that were kept with dead letters: the site's own spider and all stages, without the site."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings

from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import ARTICLE_PAGE, SERVED_AT
from newscrawl.pipelines.connection import connect
from newscrawl.pipelines.learn_lines import LearnLines

__all__ = ["KeptPages", "KnownLines", "retrying", "retrying_settings", "site_spider"]

LETTER = "letter"  # in a request's meta: the id of the letter whose page answers it


class KeptPages:
    """A downloader middleware that answers with kept pages, and lets nothing else be asked for."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response:
        """The answer as it once came."""
        connection, letter = await connect(self.crawler), request.meta.get(LETTER, "")
        page = await connection.dead_pages.page(letter) if letter else None
        if page is None:
            raise IgnoreRequest("its page is not kept")
        request.meta.update({SERVED_AT: page.at, "redirect_urls": page.asked})
        request.cb_kwargs.update({"entry": page.entry} if page.entry else {})
        headers, body = Headers(page.headers), page.body
        kind = responsetypes.from_args(headers=headers, url=page.url, body=body)
        return kind(page.url, headers=headers, body=body)


class KnownLines(LearnLines):
    """Pages that went wrong teach nothing of a site's lines."""

    async def close_spider(self) -> None:
        """Keep nothing."""


def site_spider(site: str, settings: Settings) -> type[NewsSpider]:
    """The spider of a site; one without declarations for a site that has none."""
    try:
        found = SiteLoader.from_settings(settings).load(site)
    except KeyError:
        return type("UrlSpider", (NewsSpider,), {"name": site})
    if not issubclass(found, NewsSpider):
        raise ConfigurationError(f"{site} has a spider that reads pages in its own way: its pages cannot be read again")
    return found


def retrying(spider: type[NewsSpider], letters: Mapping[str, str]) -> type[NewsSpider]:
    """The spider, which asks for the pages of letters (id to address) and for no listing."""

    async def start(self: NewsSpider) -> AsyncIterator[Any]:
        for letter, url in letters.items():
            request = self.article_request(url)
            meta = {**request.meta, ARTICLE_PAGE: url, LETTER: letter}
            yield request.replace(meta=meta, dont_filter=True)

    return cast("type[NewsSpider]", type(spider.__name__, (spider,), {"start": start}))


def retrying_settings(settings: Settings) -> Settings:
    """The same settings, but for what fetches pages and for what decides which ones."""
    stages = {
        KnownLines if str(stage).endswith(f".{LearnLines.__name__}") else stage: place
        for stage, place in settings.getdict("ITEM_PIPELINES").items()
    }
    changes = {
        "ITEM_PIPELINES": stages,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {KeptPages: 1},
        "SPIDER_MIDDLEWARES": {"newscrawl.pipelines.keep_missed.KeepMissed": 1000},
        "REVISIT_DAYS": 0,  # nothing is due
        "RUN_TRIGGER": "retry",
    }
    settings.setdict(changes, priority="cmdline")
    return settings
