"""How a site's pages of today are read, against what was expected of the saved ones: which fields are there, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import NewscrawlError
from newscrawl.scaffolding.expected import facts, read_expected
from newscrawl.scaffolding.rereading import Outcome, Rereader, requests_of, spider_of
from newscrawl.scaffolding.saved_pages import EXPECTED, SavedPage
from newscrawl.scaffolding.saving import Fetched, fetch_whole
from newscrawl.scaffolding.visiting import Fetch, NoPageError, Plan

__all__ = ["Live", "fault_of", "first_page", "live_plan", "sample"]

ARTICLES = 5
STARTS = 4  # pages at which a site begins that are tried
ALWAYS, SELDOM = (
    1.0,
    0.5,
)  # share of the saved articles that have a field, and of the live ones below which it is missing
NO_FIELDS = frozenset(["body_length", "body_hash", "missing_part", "nothing", "declared_and_not_found"])


@dataclass(frozen=True, slots=True)
class Live:
    """What was seen of a site today.

    ``coverage``: field -> on how many saved and on how many live articles it was found; ``saved``, ``read``: how many
    articles these are. ``faults``: what is worse than it was, in words.
    """

    coverage: Mapping[str, tuple[int, int]]
    saved: int
    read: int
    faults: tuple[str, ...]


def live_plan(kind: type[NewsSpider], folder: Path, settings: Settings) -> Plan[Live]:
    """Fetch a listing and a few of its articles, and compare."""

    async def plan(fetch: Fetch) -> Live:
        expected = [told for told in read_expected(folder / EXPECTED).values() if "body" in told]
        listing, articles, failed = await sample(spider_of(kind, settings), fetch)
        told = [facts(one.outcome, kind.timezone) for one in articles]
        return compared(expected, told, [*listing_faults(listing), *failed])

    return plan


async def sample(spider: NewsSpider, fetch: Fetch) -> tuple[Outcome, list[Fetched], list[str]]:
    """What the first page of a site gives, a few of its articles, and what could not be had."""
    listing = Rereader(type(spider), spider.settings).read(await first_page(spider, fetch))
    articles, failed = [], []
    for request in listing.articles[:ARTICLES]:
        try:
            articles.append(await fetch_whole(spider, fetch, request))
        except NoPageError as error:
            failed.append(str(error))
    return listing, articles, failed


async def first_page(spider: NewsSpider, fetch: Fetch) -> SavedPage:
    """The first page that is there: a newspaper may have none of today yet. Raises NoPageError."""
    *others, last = (await requests_of(spider))[:STARTS]
    for request in others:
        with suppress(NoPageError):
            return await fetch(request)
    return await fetch(last)


def listing_faults(listing: Outcome) -> list[str]:
    """What is wrong with the first page."""
    faults = [] if listing.articles or listing.further else [f"its first page lists no article: {listing.nothing}"]
    return faults + [f"{name} is declared, and finds nothing on its first page" for name in listing.unmatched]


def compared(expected: list[dict[str, Any]], told: list[dict[str, Any]], faults: list[str]) -> Live:
    """How often each field is there."""
    names = dict.fromkeys(name for one in [*expected, *told] for name in one if name not in NO_FIELDS)
    coverage = {name: (sum(name in one for one in expected), sum(name in one for one in told)) for name in names}
    for name, (saved, read) in coverage.items():
        if expected and told and saved >= ALWAYS * len(expected) and read < SELDOM * len(told):
            faults.append(f"{name} is on all {len(expected)} saved articles, and on {read} of {len(told)} live ones")
    unmatched = dict.fromkeys(name for one in told for name in one.get("declared_and_not_found", ()))
    faults += [f"{name} is declared, and finds nothing on live articles" for name in unmatched]
    if not told:
        faults.append("no article could be had")
    return Live(coverage, len(expected), len(told), tuple(faults))


def fault_of(error: Exception) -> Live:
    """A site whose first page could not be had. Raises what is no error of the site's."""
    if not isinstance(error, NewscrawlError):
        raise error
    return Live({}, 0, 0, (str(error),))
