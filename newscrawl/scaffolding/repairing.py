"""New declarations for those that no longer find what they are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree
from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import UnreadablePageError
from newscrawl.page.document import Page
from newscrawl.scaffolding.proving import LISTING_MARKS, Case, Score, prove, relevant, truth_of
from newscrawl.scaffolding.selectors import dated, holders, links_to, shared_selectors

__all__ = ["Repair", "declared_marks", "places_of", "repairs"]

MARKS = (
    "article_links", "next_page", "title", "subtitle", "summary", "body", "published", "source", "authors", "editors", "channel",
    "breadcrumbs", "keywords", "read_count",
)  # fmt: skip
JOINED = 4  # new places that are tried beside the old one
MORE = 1.3  # times the characters of a text that its element may have,
LABEL = 40  # and of other values, besides a label


@dataclass(frozen=True, slots=True)
class Repair:
    """A declaration that is wrong, and others that were tried, the best first. ``best`` is None when none is better."""

    name: str
    before: Score
    tried: tuple[Score, ...]

    @property
    def best(self) -> Score | None:
        """The one to take."""
        return self.tried[0] if self.tried and self.tried[0].good > self.before.good else None


def declared_marks(kind: type[NewsSpider]) -> dict[str, str]:
    """What the site's own class declares of its pages."""
    return {name: vars(kind)[name] for name in MARKS if vars(kind).get(name)}


def repairs(kind: type[NewsSpider], cases: Sequence[Case], settings: Settings) -> Iterator[Repair]:
    """The declarations that are wrong on a page, with what is right instead."""
    for name, css in declared_marks(kind).items():
        before = prove(kind, name, css, cases, settings)
        if before.good < 1:
            yield Repair(name, before, tuple(tried(kind, name, css, cases, settings)))


def tried(kind: type[NewsSpider], name: str, css: str, cases: Sequence[Case], settings: Settings) -> list[Score]:
    """What could be declared instead, the best first: nothing; places of the values; the old place and such a one."""
    told = relevant(name, cases)
    elements = [places_of(name, case) for case in [one for one in told if one.fresh] or told]
    others = [one for one in shared_selectors(elements) if one != css]
    scores = [prove(kind, name, one, cases, settings) for one in (None, *others)]
    newest = sorted((score for score in scores if score.css), key=lambda score: -score.by_age[True][0])[:JOINED]
    scores += [prove(kind, name, f"{css}, {score.css}", cases, settings) for score in newest]
    return sorted(scores, key=lambda score: (-score.good, score.css is not None, len(score.css or "")))


def places_of(name: str, case: Case) -> list[etree._Element]:
    """The elements of a page that hold what it should give."""
    try:
        page = Page.parse(case.page.body, case.page.url, case.page.content_type, now=case.page.saved_at)
    except UnreadablePageError:
        return []
    if name in LISTING_MARKS:
        return links_to(page, truth_of(name, case.truth))
    value = case.truth.get("published_at" if name == "published" else name)
    if not value:
        return []
    if name == "published":
        return dated(page, [datetime.fromisoformat(value[:10]).replace(hour=12, tzinfo=page.zone).astimezone(UTC)])
    if name == "body":
        return holders(
            page,
            [line.partition(" … ")[0] for line in value if not line.startswith("… ")],
            round(case.truth["body_length"] * MORE) + LABEL,
        )
    pieces = value if isinstance(value, list) else [str(value)]
    return holders(page, pieces, sum(map(len, pieces)) + LABEL)
