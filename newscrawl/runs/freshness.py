"""How long after their publication a site's articles are first seen, and whether that has become longer than it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

__all__ = ["Seen", "Slow", "followed", "freshness", "happened", "slow"]

LATEST = 100  # articles whose lag is told
BLOCK, BLOCKS = 20, 3  # articles that are compared with so many before, at least
LONGER, HOURS = 3.0, 2.0  # times the greatest median before, and hours more than it
# What was older when it was seen comes from an archive; what was seen longer ago is what is usual.
LONGEST = timedelta(days=7)
DAY = timedelta(days=1)
TWO = 2  # values that a percentile needs


@dataclass(frozen=True, slots=True)
class Seen:
    """When an article was published and first seen. ``exact``: its publication is known to the minute, not to the day."""

    published_at: datetime
    first_seen_at: datetime
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Slow:
    """The latest articles, of which the first was published at ``since``, were seen later than any before; in hours."""

    since: datetime
    lag: float
    before: float

    def __str__(self) -> str:
        return f"half of its latest {BLOCK} articles were seen more than {self.lag:.1f} h after they were published, before {self.before:.1f} h at most"  # fmt: skip


def happened(article: Seen) -> datetime:
    """When an article was published, as exactly as is known: of one that tells its day alone, when it was seen on that day."""
    if article.exact:
        return article.published_at
    return min(max(article.first_seen_at, article.published_at), article.published_at + DAY)


def followed(articles: Sequence[Seen]) -> bool:
    """Whether a site was crawled while it published: an archive alone says nothing of when to expect what.

    >>> at = datetime(2026, 3, 1)
    >>> followed([Seen(at, at + DAY)]), followed([Seen(at, at + 90 * DAY)])
    (True, False)
    """
    return any(article.first_seen_at - article.published_at <= LONGEST for article in articles)


def freshness(articles: Sequence[Seen]) -> dict[str, float]:
    """Hours from publication to the first visit: median and 95th percentile of the articles that were seen last."""
    lags = sorted(lag for _, lag in _lags(articles)[-LATEST:])
    if len(lags) < TWO:
        return {}
    ranked = quantiles(lags, n=20, method="inclusive")
    return {"p50": round(ranked[9], 2), "p95": round(ranked[18], 2)}


def slow(articles: Sequence[Seen]) -> Slow | None:
    """A Slow when the latest articles were seen much later after their publication than those of any time more than a week ago."""
    lags = _lags(articles)
    latest = lags[-BLOCK:]
    before = [lag for article, lag in lags if article.first_seen_at <= latest[-1][0].first_seen_at - LONGEST]
    medians = [median(block) for block in _blocks(before)]
    if len(medians) < BLOCKS:
        return None
    now, most = median(lag for _, lag in latest), max(medians)
    if now <= LONGER * most or now <= most + HOURS:
        return None
    return Slow(min(article.published_at for article, _ in latest), now, most)


def _lags(articles: Sequence[Seen]) -> list[tuple[Seen, float]]:
    """Articles and hours, those that were seen first first."""
    return [
        (article, lag / timedelta(hours=1))
        for article in sorted(articles, key=lambda one: one.first_seen_at)
        if article.exact and timedelta(0) <= (lag := article.first_seen_at - article.published_at) <= LONGEST
    ]


def _blocks(lags: Sequence[float]) -> Iterator[Sequence[float]]:
    """The last ones first; a rest is left out."""
    for end in range(len(lags), BLOCK - 1, -BLOCK):
        yield lags[end - BLOCK : end]
