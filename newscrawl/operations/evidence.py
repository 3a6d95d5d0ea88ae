"""What shows that a site is not well: a page that was read as it should be, and one that was not, as far as there are such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.mongo.articles.queries import find_articles
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.waiting.letter_queries import letters_since
from newscrawl.operations.health import Health
from newscrawl.runs.record import FIELDS

__all__ = ["Evidence", "PageRead", "evidence"]

LOOKED_AT = 200  # of a site's articles, the latest
WORDS = 80  # characters of a body


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a crawl made of a page: an article, or none, and then the ``reason``. ``words`` are the first of its body."""

    url: str
    read_at: datetime
    title: str | None = None
    published_at: datetime | None = None
    source: str | None = None
    characters: int = 0
    words: str = ""
    found_by: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The latest page from before a site's first bad run, and the worst one since; one page from any time of a site that is well."""

    good: PageRead | None = None
    bad: PageRead | None = None


def evidence(database: Database, health: Health) -> Evidence:
    """The evidence of a site."""
    since = health.first_bad.started_at if health.first_bad else None
    articles = list(find_articles(database, site=health.site, limit=LOOKED_AT))
    before = [each for each in articles if since is None or each["crawled_at"] < since]
    good = max(before, key=lambda each: (found(each), each["crawled_at"]), default=None)
    return Evidence(
        of_article(good) if good else None, bad_page(database, health.site, articles, since) if since else None
    )


def bad_page(database: Database, site: str, articles: Sequence[Document], since: datetime) -> PageRead | None:
    """The article that was read since and of which least was found, or else a page that gave none."""
    after = [each for each in articles if each["crawled_at"] >= since]
    if after:
        return of_article(min(after, key=lambda each: (found(each), -each["crawled_at"].timestamp())))
    letter = next(letters_since(database, site, since), None)
    return of_letter(letter) if letter else None


def found(article: Document) -> tuple[int, int]:
    """How many of the fields an article has, and how many of these by the site's own selectors."""
    return sum(bool(article.get(name)) for name in FIELDS), sum(by == "selector" for by in finders(article).values())


def finders(article: Document) -> dict[str, str]:
    """Field to what found it."""
    told = article.get("found_by") or {}
    return {name: told.get(name, "-") for name in FIELDS if article.get(name)}


def of_article(article: Document) -> PageRead:
    """A page that gave an article."""
    body = article.get("body") or ""
    return PageRead(
        article["url"], article["crawled_at"], article.get("title"), article.get("published_at"), article.get("source"),
        len(body), " ".join(body[: 2 * WORDS].split())[:WORDS], finders(article),
    )  # fmt: skip


def of_letter(letter: Document) -> PageRead:
    """A page that gave none."""
    return PageRead(
        letter["url"], letter["tried_at"], reason=": ".join(filter(None, (letter["reason"], letter["detail"])))
    )
