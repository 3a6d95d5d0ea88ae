"""The pages by which a repair is proven: the saved ones, and those of today, each with what it should give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.listing import UNSURE
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.live import first_page
from newscrawl.scaffolding.proving import Case
from newscrawl.scaffolding.repairing import declared_marks
from newscrawl.scaffolding.rereading import Outcome, Rereader, spider_of
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.saving import Fetched, fetch_whole
from newscrawl.scaffolding.site_pages import SitePages, at
from newscrawl.scaffolding.visiting import Fetch, NoPageError, Plan
from newscrawl.text.claims import speaks_of
from newscrawl.text.urls import canonical_url

__all__ = ["cases_plan", "undeclared"]

ARTICLES = 6  # of today: half of them saved ones, where they are there still


def undeclared(kind: type[NewsSpider]) -> type[NewsSpider]:
    """The same site, with all that its class declares of pages found by itself."""
    return type(kind.__name__, (kind,), dict.fromkeys(declared_marks(kind)))


def cases_plan(kind: type[NewsSpider], site: SitePages, settings: Settings) -> Plan[tuple[list[Case], list[str]]]:
    """Fetch a listing and articles, and say what they should give; and in words what could not be had."""

    async def plan(fetch: Fetch) -> tuple[list[Case], list[str]]:
        spider = spider_of(undeclared(kind), settings)
        cases, failed = [Case(page, (site.expected or {}).get(page.file, {})) for page in site.pages], []
        start = await first_page(spider, fetch)
        listing = Rereader(type(spider), settings).read(start)
        if listing.articles and sure(listing):
            cases.append(Case(start, facts(listing, kind.timezone), fresh=True))
        known = {canonical_url(request.url): request for request in [*listing.articles, *again(spider, site)]}
        first = [canonical_url(request.url) for request in again(spider, site)]
        for url in dict.fromkeys([*first, *known]):
            if sum(case.fresh and case.page.callback == "parse_article" for case in cases) >= ARTICLES:
                break
            try:
                cases += article_cases(await fetch_whole(spider, fetch, known[url]), site, kind)
            except NoPageError as error:
                failed.append(str(error))
        return cases, failed

    return plan


def sure(listing: Outcome) -> bool:
    """Whether the general reader is sure of a list."""
    return float(listing.counts.get("listing/certainty/least", 1)) >= UNSURE


def again(spider: NewsSpider, site: SitePages) -> Iterator[Any]:
    """Requests for saved articles: of these it is known what they should give."""
    articles = [page for page in site.pages if page.callback == "parse_article"][: ARTICLES // 2]
    for page in articles:
        yield spider.article_request(
            page.asked[0] if page.asked else page.url, **({"entry": page.entry} if page.entry else {})
        )


def article_cases(found: Fetched, site: SitePages, kind: type[NewsSpider]) -> Iterator[Case]:
    """A page of today with its truth: what is expected of it where it is saved; else what is read of it without declarations."""
    known = {at(page): page for page in site.pages}
    saved = known.get(at(found.page))
    truth = (site.expected or {}).get(saved.file, {}) if saved else {}
    article, entry = found.outcome.article, found.page.entry
    if not truth and article and entry and speaks_of(entry.title, article.title or ""):
        truth = facts(found.outcome, kind.timezone)
    if truth:
        yield from (Case(page, told, fresh=True) for page, told in with_parts(found, truth))


def with_parts(found: Fetched, truth: dict[str, Any]) -> Iterable[tuple[SavedPage, dict[str, Any]]]:
    """A page with its truth, and the further pages of its article."""
    return [(found.page, truth), *((part, {}) for part in found.parts)]
