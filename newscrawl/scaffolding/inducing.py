"""Declarations for what the general reader is not sure of, by agreement over several pages of a site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from scrapy.settings import Settings

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.items import Article, Entry
from newscrawl.listing import UNSURE
from newscrawl.listing.links import shape
from newscrawl.scaffolding.gathering import Gathered, parsed
from newscrawl.scaffolding.rereading import Outcome, Rereader
from newscrawl.scaffolding.selectors import dated, holders, links_to, shared_selectors
from newscrawl.text.whitespace import squash

__all__ = ["Induced", "induced"]

FEWEST = 3  # pages that have to agree
LABEL = 12  # characters that an element may have besides a value
RECURRING = 0.6  # share of the articles on which a line stands that is none of theirs
SHORTEST = 8  # characters of such a line
CUT = "….. "  # how a listing ends a title that it cuts
FIGURES = re.compile(r"\d\d?\D\d\d?\b")  # of a day: 昨日 may be a word of an article
NOT_THE_PAGE = frozenset(["listing", "url"])  # what a date is found by that its page does not show
CHINA = ZoneInfo("Asia/Shanghai")


class Induced(NamedTuple):
    """A declaration, and why it is made."""

    name: str
    css: str
    why: str


Right = Callable[[Article, Entry], bool | None]
"""Whether an article agrees with what a listing says of it; None when that says nothing."""


def induced(kind: type[NewsSpider], found: Gathered, settings: Settings) -> Iterator[Induced]:
    """The declarations without which a spider's pages disagree, and with which all of them agree."""
    reader = Reading(kind, found, settings)
    if issubclass(kind, ListingSpider) and "article_links" not in vars(kind):
        yield from links(reader)
    if len(found.articles) >= FEWEST:
        yield from agreeing(
            reader, "title", same_title, lambda page, entry: holders(page, [entry.title], len(entry.title) + LABEL)
        )
        yield from agreeing(
            reader, "published", same_day, lambda page, entry: dated(page, [entry.date.at] if entry.date else [])
        )
        yield from recurring(reader)


class Reading:
    """What a spider makes of the gathered pages, with other declarations."""

    def __init__(self, kind: type[NewsSpider], found: Gathered, settings: Settings) -> None:
        self.kind, self.found, self.settings = kind, found, settings
        self.read: dict[str, list[Article]] = {}

    def reader(self, declared: Mapping[str, Any]) -> Rereader:
        return Rereader(type(self.kind.__name__, (self.kind,), dict(declared)), self.settings, self.found.pages)

    def articles(self, **declared: str) -> list[Article]:
        """The articles, as many as there are pages."""
        if (key := repr(declared)) not in self.read:
            reader = self.reader(declared)
            self.read[key] = [reader.read(one.page).article or Article() for one in self.found.articles]
        return self.read[key]

    def listings(self, **declared: str) -> list[Outcome]:
        """The listing pages."""
        reader = self.reader(declared)
        return [reader.read(page) for page in self.found.listings]

    @property
    def entries(self) -> list[Entry]:
        """What the listing says of each article."""
        return [one.page.entry or Entry("") for one in self.found.articles]


def links(reading: Reading) -> Iterator[Induced]:
    """The links of a list that the general reader is not sure of: those like the ones that led to articles."""
    before = reading.listings()
    if min(float(one.counts.get("listing/certainty/least", 1)) for one in before) >= UNSURE:
        return
    proven = {shape(one.page.asked[0] if one.page.asked else one.page.url) for one in reading.found.articles}
    wanted = [{entry.url for entry in outcome.entries if shape(entry.url) in proven} for outcome in before]
    pages = [parsed(page) for page in reading.found.listings]
    for css in shared_selectors(links_to(*one) for one in zip(pages, wanted, strict=True)):
        if [{entry.url for entry in outcome.entries} for outcome in reading.listings(article_links=css)] == wanted:
            count = len(wanted[0])
            yield Induced("article_links", css, f"the list is unlike others, and its {count} links lead to articles")
            return


def agreeing(reading: Reading, name: str, right: Right, places: Callable[[Any, Entry], Any]) -> Iterator[Induced]:
    """A selector with which all articles agree with the listing, when some do not without it."""
    told = [entry for entry in reading.entries if right(Article(), entry) is not None]
    wrong = [not ok for ok in agreements(reading, right)]
    if len(told) < FEWEST or not any(wrong):
        return
    pages = [parsed(one.page) for one in reading.found.articles]
    for css in shared_selectors(places(*one) for one in zip(pages, reading.entries, strict=True)):
        if all(agreements(reading, right, **{name: css})):
            yield Induced(
                name, css, f"{sum(wrong)} of {len(wrong)} articles do not say what the listing says without it"
            )
            return


def agreements(reading: Reading, right: Right, **declared: str) -> list[bool]:
    """Whether each article agrees with what the listing says of it."""
    return [right(*one) is not False for one in zip(reading.articles(**declared), reading.entries, strict=True)]


def same_title(article: Article, entry: Entry) -> bool | None:
    """Whether a headline is the listing's, or begins with it where that is cut; None when the listing has none."""
    listed = squash(entry.title)
    if not listed:
        return None
    found = squash(article.title or "")
    return found.startswith(listed) if entry.title.endswith(tuple(CUT.strip())) else found == listed


def same_day(article: Article, entry: Entry) -> bool | None:
    """Whether an article's page says that it is of the listing's day; None when the listing tells none in figures.

    What a page says by itself is believed, whatever its listing says: that has the words of its articles, too.
    """
    if entry.date is None or not FIGURES.search(entry.date.raw):
        return None
    how = article.found_by.get("published_at")
    if article.published_at is None or how in NOT_THE_PAGE:
        return False
    day = entry.date.at.astimezone(CHINA).date()
    return how != "selector" or article.published_at.astimezone(CHINA).date() == day


def recurring(reading: Reading) -> Iterator[Induced]:
    """A part of article pages to leave out: it is read as text, and is the same on most of them."""
    before = reading.articles()
    counts = Counter(
        line for article in before for line in set((article.body or "").split("\n")) if len(line) >= SHORTEST
    )
    common = [line for line, count in counts.items() if count >= max(FEWEST, RECURRING * len(before))]
    if not common:
        return
    own = [[line for line in (article.body or "").split("\n") if line not in common] for article in before]
    pages = [parsed(one.page) for one in reading.found.articles]
    for css in shared_selectors(holders(page, [common[0]], len(common[0]) + LABEL) for page in pages):
        if [(article.body or "").split("\n") for article in reading.articles(remove=css)] == own:
            yield Induced(
                "remove", css, f"the same line is on {counts[common[0]]} of {len(before)} articles: {common[0][:30]}"
            )
            return
