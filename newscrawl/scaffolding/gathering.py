"""The pages of a site that a spider is proposed from: a listing, the page behind it, and a few of its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from scrapy.settings import Settings

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.base_spiders.systems import Recognised, recognise
from newscrawl.exceptions import NewscrawlError, UnreadablePageError
from newscrawl.listing import read_listing
from newscrawl.page.document import Page
from newscrawl.scaffolding.looking import SCRIPTED, Look, look
from newscrawl.scaffolding.rereading import Outcome, Rereader, requests_of, spider_of
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.saving import Fetched, fetch_whole
from newscrawl.scaffolding.visiting import Fetch, NoPageError

__all__ = ["Gathered", "NoListingError", "gather", "kind_for", "parsed"]

ARTICLES = 5  # that are shown and saved,
TRIES = 9  # of so many that are asked for


class NoListingError(NewscrawlError):
    """An address shows no list of articles. ``tries``: what to do about it. Raised by ``gather``."""

    def __init__(self, url: str, seen: str, tries: Iterable[str] = ()) -> None:
        super().__init__(f"{url} shows {seen}")
        self.seen, self.tries = seen, tuple(tries)


@dataclass(slots=True)
class Gathered:
    """What was fetched. ``missed``: address and reason of each listed page that gave no article."""

    start: SavedPage
    system: Recognised | None = None
    listings: list[SavedPage] = field(default_factory=list)
    articles: list[Fetched] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pages(self) -> list[SavedPage]:
        """All pages."""
        return [*self.listings, *(page for one in self.articles for page in (one.page, *one.parts))]

    @property
    def base(self) -> type[NewsSpider]:
        """The base spider of its system; that of listings when none was recognised."""
        return self.system.system if self.system else ListingSpider


def parsed(page: SavedPage) -> Page:
    """The page of saved bytes. Raises UnreadablePageError."""
    return Page.parse(page.body, page.url, page.content_type, now=page.saved_at)


def kind_for(base: type[NewsSpider], url: str) -> type[NewsSpider]:
    """A spider of a base that declares where it starts, and nothing more."""
    return type("NewSite", (base,), {"name": "new_site", "region": "", "start_urls": [url]})


async def gather(fetch: Fetch, url: str, settings: Settings) -> Gathered:
    """Fetch what a proposal needs. Raises NoListingError, and NoPageError for the start page alone."""
    spider = spider_of(kind_for(ListingSpider, url), settings)
    found = Gathered(await fetch((await requests_of(spider))[0]))
    page = readable(found.start)
    found.listings.append(found.start)
    found.system = recognise([page])
    refuse_others(found, page, settings)
    await follow(found, fetch, settings)
    if (system := recognise(map(parsed, found.pages))) and system.system is not found.base:
        found.system = system
    return found


def readable(start: SavedPage) -> Page:
    """The start page. Raises NoListingError for what is no HTML page."""
    try:
        return parsed(start)
    except UnreadablePageError as error:
        if error.reason == "empty" and b"<script" in start.body.lower():
            raise NoListingError(start.url, "a page that JavaScript makes: no words without it", SCRIPTED) from None
        raise NoListingError(
            start.url, f"no page of articles: {error}", ["give the address of a section's page"]
        ) from None


def refuse_others(found: Gathered, page: Page, settings: Settings) -> None:
    """Raise NoListingError for a start page that lists no articles."""
    article = read(found.base, replace(found.start, callback="parse_article", given={}), settings).article
    seen: Look = look(page, read_listing(page), article)
    if seen.seen:
        raise NoListingError(page.url, seen.seen, seen.tries)


def read(base: type[NewsSpider], page: SavedPage, settings: Settings) -> Outcome:
    """What a base spider makes of a page."""
    return Rereader(kind_for(base, page.url), settings).read(page)


async def follow(found: Gathered, fetch: Fetch, settings: Settings) -> None:
    """Fetch the page behind the listing, and articles until there are enough."""
    kind = kind_for(found.base, found.start.url)
    outcome, spider = Rereader(kind, settings).read(found.start), spider_of(kind, settings)
    for request in outcome.further[:1]:
        try:
            found.listings.append(await fetch(request))
        except NoPageError as error:
            found.missed.append((request.url, str(error)))
    tried = 0
    for request in outcome.articles:
        if len(found.articles) >= ARTICLES or tried >= TRIES:
            break
        try:
            one = await fetch_whole(spider, fetch, request)
        except NoPageError as error:
            tried += error.reason != "not among the saved pages"
            found.missed.append((request.url, str(error)))
            continue
        tried += 1
        keep(found, one)


def keep(found: Gathered, one: Fetched) -> None:
    """Add an article, or what was no article to what was missed."""
    article = one.outcome.article
    missing = [name for name in ("title", "body") if not article or not getattr(article, name)]
    if missing:
        found.missed.append((one.page.url, one.outcome.nothing or f"no {' and no '.join(missing)}"))
    else:
        found.articles.append(one)
