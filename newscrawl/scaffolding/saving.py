"""Fetches a page of a site with all that its reading needs, and makes sure that it is what it was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scrapy import Request

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import NewscrawlError
from newscrawl.items import PART_OF
from newscrawl.listing import UNSURE, read_listing
from newscrawl.page.document import Page
from newscrawl.scaffolding.rereading import Outcome, Rereader, requests_of
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.visiting import Fetch
from newscrawl.text.claims import speaks_of
from newscrawl.text.urls import canonical_url

__all__ = ["Fetched", "NotAnArticleError", "fetch_whole", "find_request", "refuse_useless", "useless"]

UNDATED = 200  # characters of text by which a page without a date may be an article


class NotAnArticleError(NewscrawlError):
    """A page is not what it was taken for, so nothing may be expected of it. Raised by ``refuse_useless``."""


class Fetched(NamedTuple):
    """A page, the further pages of its article, and what the spider makes of them."""

    page: SavedPage
    parts: tuple[SavedPage, ...]
    outcome: Outcome


async def fetch_whole(spider: NewsSpider, fetch: Fetch, request: Request) -> Fetched:
    """Fetch the page of a request, and the further pages of its article. Raises NoPageError for the first one alone."""
    page = await fetch(request)
    parts: list[SavedPage] = []
    while True:
        outcome = Rereader(type(spider), spider.settings, [page, *parts]).read(page)
        if outcome.missing is None or len(parts) + 1 >= spider.settings.getint("ARTICLE_PARTS_MAX"):
            return Fetched(page, tuple(parts), outcome)
        further = Request(outcome.missing, spider.parse_part, meta={PART_OF: request.url})
        parts.append(await fetch(further))


async def find_request(spider: NewsSpider, url: str, pages: Sequence[SavedPage], *, listing: bool = False) -> Request:
    """The request that the spider would make for an address: to start with, or from one of its saved pages.

    An address that neither knows is taken for an article's, or for a ``listing``'s.
    """
    wanted = canonical_url(url)
    known = await requests_of(spider)
    reader = Rereader(type(spider), spider.settings, pages)
    for page in (page for page in pages if not page.is_part):
        outcome = reader.read(page)
        known += [*outcome.articles, *outcome.further]
    for request in known:
        if canonical_url(request.url) == wanted:
            return request.replace(callback=getattr(spider, request.callback.__name__), errback=None)  # type: ignore[union-attr] # it is the spider's method
    if not listing:
        return spider.article_request(url)
    first = next((one for one in known if not one.cb_kwargs.get("entry")), None)
    if first is None:
        raise NewscrawlError(f"{spider.name} has no listing pages")
    return first.replace(url=url, errback=None)


def refuse_useless(fetched: Fetched) -> None:
    """Raise NotAnArticleError for a page that gave nothing to expect of it: no article with title and text, no list."""
    if told := fetched.outcome.nothing or useless(fetched):
        raise NotAnArticleError(f"{fetched.page.url}: {told}; nothing was saved")


def useless(fetched: Fetched) -> str:
    """Why a page that was read as an article is none; empty when it may be one."""
    article, page = fetched.outcome.article, fetched.page
    if article is None:
        return ""
    if page.entry is None and (count := listed(page)):
        return f"it looks like a list of {count} articles (--listing saves it as one)"
    if missing := [name for name in ("title", "body") if not getattr(article, name)]:
        return f"it was read as an article, and has no {' and no '.join(missing)}"
    if page.entry:
        told = speaks_of(page.entry.title, f"{article.title}{article.body}")
        return "" if told or not page.entry.title else f"it does not speak of what its listing says: {page.entry.title}"
    if article.published_at is None and len(article.body or "") < UNDATED:
        told_little = f"it has no date, and {len(article.body or '')} characters of text"
        return f"{told_little}: is it an article? (save the listing that has it first)"
    return ""


def listed(page: SavedPage) -> int:
    """How many articles a page lists; 0 for one that is hardly a listing."""
    listing = read_listing(Page.parse(page.body, page.url, page.content_type, now=page.saved_at))
    return len(listing.entries) if listing.certainty >= UNSURE else 0
