"""The pages of a site that a spider is proposed from: a listing, the page behind it, and a few of its articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from scrapy import Request
from scrapy.settings import Settings

from newscrawl.base_spiders.epaper_spider import EpaperSpider
from newscrawl.base_spiders.json_listing_spider import JsonListingSpider
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.systems import Recognised, recognise
from newscrawl.exceptions import NewscrawlError, UnreadablePageError
from newscrawl.items import Article
from newscrawl.listing import read_listing
from newscrawl.page.document import Page
from newscrawl.scaffolding.looking import SCRIPTED, Look, look
from newscrawl.scaffolding.rereading import Outcome, Rereader, about_request, requests_of, spider_of
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.saving import Fetched, fetch_whole, useless
from newscrawl.scaffolding.visiting import NOT_SAVED, Fetch, NoPageError
from newscrawl.scaffolding.walks import Walk, calls_in, edition_at, feeds_of, sitemaps_in, walk_of

__all__ = ["Gathered", "NoListingError", "gather", "listing_walk", "parsed"]

ARTICLES = 5  # that are shown and saved,
TRIES = 9  # of so many that are asked for
FEWEST = 2  # that prove a walk
UNLISTED = "declare entries and entry_fields by hand, as the docstring of JsonListingSpider says: its entries may have numbers for addresses"


class NoListingError(NewscrawlError):
    """An address shows no list of articles. ``look`` says what it shows, and what to try. Raised by ``gather``."""

    def __init__(self, url: str, seen: Look) -> None:
        super().__init__(f"{url} shows {seen.seen}")
        self.look = seen


@dataclass(slots=True)
class Gathered:
    """What was fetched. ``missed``: address and reason of each listed page that gave no article.

    ``instead``: what the address shows, when the articles are had in another way than from there.
    """

    start: SavedPage
    walk: Walk
    system: Recognised | None = None
    listings: list[SavedPage] = field(default_factory=list)
    articles: list[Fetched] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    instead: str = ""

    @property
    def pages(self) -> list[SavedPage]:
        """All pages."""
        return [*self.listings, *(page for one in self.articles for page in (one.page, *one.parts))]

    @property
    def feeds(self) -> list[str]:
        """The feeds that the listing's page names."""
        if self.walk.base is not ListingSpider:
            return []
        return [url for walk in feeds_of(parsed(self.start)) for url in walk.starts["feeds"]]

    @property
    def base(self) -> type[NewsSpider]:
        """The base spider of its walk; that of its system, when one was recognised whose sites are walked so."""
        system = self.system.system if self.system else None
        return system if system and issubclass(system, self.walk.base) else self.walk.base

    @property
    def kind(self) -> type[NewsSpider]:
        """A spider that declares where it starts, and nothing more."""
        return self.walk._replace(base=self.base).kind


def listing_walk(url: str) -> Walk:
    """The walk that is tried first."""
    return Walk(ListingSpider, {"start_urls": [url]})


def parsed(page: SavedPage) -> Page:
    """The page of saved bytes. Raises UnreadablePageError."""
    return Page.parse(page.body, page.url, page.content_type, now=page.saved_at)


async def gather(fetch: Fetch, url: str, settings: Settings) -> Gathered:
    """Fetch what a proposal needs. Raises NoListingError, and NoPageError for the start page alone."""
    start = await fetch((await requests_of(spider_of(listing_walk(url).kind, settings)))[0])
    walk = walk_of(start)
    if walk.base is not ListingSpider:
        return await begun(start, walk, fetch, settings)
    try:
        refuse_others(start, settings)
    except NoListingError as error:
        if error.look.hidden and (found := await for_machines(start, fetch, settings)):
            return replace(found, instead=error.look.seen)
        if (edition := edition_at(start.url)) and (found := await proven(start, edition, fetch, settings)):
            return found
        raise
    return await begun(start, walk, fetch, settings)


async def begun(start: SavedPage, walk: Walk, fetch: Fetch, settings: Settings) -> Gathered:
    """What a walk gives that begins at a page. Raises NoListingError when it gives no article."""
    request = (await requests_of(spider_of(walk.kind, settings)))[0]
    found = Gathered(replace(start, **about_request(request)), walk)
    found.listings.append(found.start)
    found.system = recognise(readable_ones(found))
    await follow(found, fetch, settings)
    found.system = recognise(readable_ones(found)) or found.system
    if not found.articles:
        why = found.missed[0][1] if found.missed else "none is listed"
        hint = UNLISTED if walk.base is JsonListingSpider else "look at one with newscrawl extract URL"
        raise NoListingError(start.url, Look(f"no article that could be read: {why}", (hint,)))
    return found


def readable_ones(found: Gathered) -> list[Page]:
    """The pages that are HTML: only these are made by a system."""
    listings = found.listings if found.walk.base in (ListingSpider, EpaperSpider) else []
    return [parsed(page) for page in [*listings, *(one.page for one in found.articles)]]


async def proven(start: SavedPage, walk: Walk, fetch: Fetch, settings: Settings) -> Gathered | None:
    """What a walk gives that begins at a page; None when that proves nothing."""
    try:
        found = await begun(start, walk, fetch, settings)
    except (NoPageError, NoListingError):
        return None
    return found if len(found.articles) >= FEWEST else None


async def for_machines(start: SavedPage, fetch: Fetch, settings: Settings) -> Gathered | None:
    """What a site gives by its feeds and sitemaps, whose listing shows nothing."""
    async for walk in machine_walks(start, fetch):
        with suppress(NoPageError):
            first = await fetch((await requests_of(spider_of(walk.kind, settings)))[0])
            if found := await proven(first, walk, fetch, settings):
                return found
    return None


async def machine_walks(start: SavedPage, fetch: Fetch) -> AsyncIterator[Walk]:
    """The data that a page's scripts fetch, the feeds that it names, and the sitemaps that its robots.txt names."""
    page = Page.parse(start.body + b"<p>.", start.url, start.content_type)  # one without any word is a page, too
    for walk in (*calls_in(page), *feeds_of(page)):
        yield walk
    try:
        robots = await fetch(Request(urljoin(start.url, "/robots.txt")))
    except NoPageError:
        return
    for walk in sitemaps_in(robots.body):
        yield walk


def refuse_others(start: SavedPage, settings: Settings) -> None:
    """Raise NoListingError for a start page that lists no articles."""
    try:
        page = parsed(start)
    except UnreadablePageError as error:
        raise NoListingError(start.url, unreadable(start, error)) from None
    found = Gathered(start, walk_of(start), recognise([page]))
    seen = look(page, read_listing(page), article_of(found, settings))
    if seen.seen:
        raise NoListingError(page.url, seen)


def unreadable(start: SavedPage, error: UnreadablePageError) -> Look:
    """What is no HTML page with words."""
    if error.reason == "empty" and b"<script" in start.body.lower():
        return Look("a page that JavaScript makes: no words without it", SCRIPTED, hidden=True)
    return Look(f"no page of articles: {error}", ("give the address of a section's page",))


def article_of(found: Gathered, settings: Settings) -> Article | None:
    """The article of a start page, if it is one."""
    page = replace(found.start, callback="parse_article", given={}, about={})
    return Rereader(found.kind, settings).read(page).article


async def follow(found: Gathered, fetch: Fetch, settings: Settings) -> None:
    """Fetch the page behind the listing, and articles until there are enough."""
    reader, spider = Rereader(found.kind, settings), spider_of(found.kind, settings)
    outcome: Outcome = reader.read(found.start)
    requests = list(outcome.articles)
    for request in outcome.further[:1]:
        try:
            found.listings.append(await fetch(request))
        except NoPageError as error:
            found.missed.append((request.url, str(error)))
        else:
            requests += reader.read(found.listings[-1]).articles
    tried = 0
    for request in requests:
        if len(found.articles) >= ARTICLES or tried >= TRIES:
            break
        try:
            one = await fetch_whole(spider, fetch, request)
        except NoPageError as error:
            if error.reason != NOT_SAVED:
                tried += 1
                found.missed.append((request.url, str(error)))
            continue
        tried += 1
        keep(found, one)


def keep(found: Gathered, one: Fetched) -> None:
    """Add an article, or what was no article to what was missed."""
    if why := one.outcome.nothing or useless(one):
        found.missed.append((one.page.url, why))
    else:
        found.articles.append(one)
