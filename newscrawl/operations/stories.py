"""Who published a story when, and who copies from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from statistics import quantiles

from newscrawl.duplicates.difference import difference
from newscrawl.duplicates.shelf import head_of
from newscrawl.items import Article
from newscrawl.mongo.articles.story_queries import copies_by, copies_from, heads_of, story_of
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import to_article

__all__ = ["Telling", "Way", "tellings", "ways"]

BATCH = 500  # copies whose origins are looked up together


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of a story: what it says that the origin does not say, and the reverse."""

    article: Article
    added: tuple[str, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How often one site copies from another, and how long after it: the half and nine tenths of copies are no later.

    Lags are in hours; None where the times are not known.
    """

    copier: str
    origin: str
    articles: int
    lag_half: float | None
    lag_most: float | None
    latest: str  # address of the latest copy


def tellings(database: Database, what: str) -> list[Telling]:
    """The articles of a story, its origin first and then by time; ``what`` is the ``_id`` or an address of one of them."""
    articles = [to_article(each) for each in story_of(database, what)]
    ordered = sorted(articles, key=lambda each: (each.copy_of is not None, head_of(each).piece.order))
    return [_telling(each, ordered[0]) for each in ordered]


def _telling(article: Article, origin: Article) -> Telling:
    between = difference(article.body or "", origin.body or "")
    return Telling(article, between.added, between.cut)


def ways(database: Database, site: str) -> list[Way]:
    """From whom a site copies, and who copies from it; the most copied first."""
    pairs: dict[tuple[str, str], list[tuple[datetime | None, timedelta | None, str]]] = defaultdict(list)
    for copies in (copies_by(database, site), copies_from(database, site)):
        for each, head in _with_heads(database, copies):
            pair = (each["site"], each["copy_of"]["site"])
            if pair[0] != pair[1]:
                pairs[pair].append((each["published_at"], _lag(each, head), each["url"]))
    found = [_way(*pair, told) for pair, told in pairs.items()]
    return sorted(found, key=lambda way: (way.copier != site, -way.articles, way.copier, way.origin))


def _with_heads(database: Database, copies: Iterable[Document]) -> Iterator[tuple[Document, Document | None]]:
    waiting = iter(copies)
    while batch := list(islice(waiting, BATCH)):
        heads = heads_of(database, batch)
        yield from ((each, heads.get(each["copy_of"]["id"])) for each in batch)


def _lag(copy: Document, head: Document | None) -> timedelta | None:
    if head is None or copy["published_at"] is None or head["published_at"] is None:
        return None
    lag: timedelta = copy["published_at"] - head["published_at"]
    return lag


def _way(copier: str, origin: str, told: list[tuple[datetime | None, timedelta | None, str]]) -> Way:
    hours = sorted(lag.total_seconds() / 3600 for _, lag, _ in told if lag is not None)
    tenths = quantiles(hours, n=10, method="inclusive") if len(hours) > 1 else hours * 9
    _, _, latest = max(told, key=lambda each: (each[0] is not None, each[0] and each[0].timestamp(), each[2]))
    half, most = (round(tenths[place], 1) if tenths else None for place in (4, 8))
    return Way(copier, origin, len(told), half, most, latest)
