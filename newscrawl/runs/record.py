"""What is kept of a run: collection ``runs``, one document each."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zlib import crc32

from newscrawl.items import Article
from newscrawl.runs.verdict import below, summarise

__all__ = ["FIELDS", "SCHEDULED", "Coverage", "Latency", "Run", "counts_of"]

SCHEDULED = "schedule"  # the trigger of runs that schedulers and workers begin

FIELDS = ("title", "published_at", "source", "authors", "editors", "channel", "body")
"""The fields whose finders are counted: what a site's articles have, or had until it was redesigned."""

NOW = timedelta(hours=1)  # between an article's time and its crawl: a date that is the page's own clock
LATEST = 10_000  # answers of a run whose time counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one site. Times are the server's.

    - ``trigger``: who began it: manual, retry (of dead letters), schedule.
    - ``beat_at``: when it last said that it goes on; ``ended_at``, ``verdict`` and ``reason`` are None until its end.
    - ``counts``: pages, stored, changed, unchanged, known, duplicates, spam_links, dropped, failed; listings (pages of them that were
      read); bytes as they came.
    - ``statuses``, ``failures``, ``dropped``: HTTP status, class of failure, reason -> how often; ``signs``: what stood in
      the place of pages -> how often.
    - ``fields``: field -> finder -> in how many articles; ``articles`` is of how many.
    - ``marks``: declaration -> on how many pages it matched nothing. ``shapes``: titles (different ones), title (a hash of
      the only one, if there is one), today (articles dated within an hour of their crawl), characters (of the median body).
    - ``latency``: seconds to the first byte of half of the answers, and of 95 %.
    - ``versions``: of newscrawl, Scrapy, Python, and what the site declares.
    """

    id: str
    site: str
    trigger: str
    host: str
    pid: int
    versions: Mapping[str, str]
    started_at: datetime
    beat_at: datetime
    ended_at: datetime | None = None
    verdict: str | None = None
    reason: str | None = None
    articles: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    signs: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, int] = field(default_factory=dict)
    latency: Mapping[str, float] = field(default_factory=dict)


class Coverage:
    """In how many of a run's articles each field was found, by which finder, and what the values are like."""

    def __init__(self) -> None:
        self.articles = self.today = 0
        self.finders: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
        self.titles: set[int] = set()
        self.lengths: list[int] = []

    def see(self, article: Article) -> None:
        """Count an article."""
        self.articles += 1
        for name in FIELDS:
            if getattr(article, name):
                self.finders[name][article.found_by.get(name, "-")] += 1
        self.titles.add(crc32((article.title or "").encode()) or 1)
        self.lengths.append(len(article.body or ""))
        if article.published_at and article.crawled_at:
            self.today += abs(article.crawled_at - article.published_at) < NOW

    def as_dict(self) -> dict[str, Any]:
        """``articles``, ``fields`` and ``shapes`` of a Run."""
        characters = int(median(self.lengths)) if self.lengths else 0
        only = next(iter(self.titles)) if len(self.titles) == 1 else 0
        return {
            "articles": self.articles,
            "fields": {name: dict(found) for name, found in self.finders.items()},
            "shapes": {"titles": len(self.titles), "title": only, "today": self.today, "characters": characters},
        }


class Latency:
    """How long the latest answers took to begin."""

    def __init__(self) -> None:
        self.seconds: deque[float] = deque(maxlen=LATEST)

    def as_dict(self) -> dict[str, float]:
        """Median and 95th percentile in seconds; empty before there was an answer.

        >>> latency = Latency(); latency.seconds.extend([0.1, 0.3, 0.2]); latency.as_dict()
        {'p50': 0.2, 'p95': 0.3}
        """
        ranked = sorted(self.seconds)
        return {f"p{share}": round(_rank(ranked, share), 3) for share in (50, 95)} if ranked else {}


def _rank(ranked: Sequence[float], share: int) -> float:
    """The nearest-rank percentile."""
    return ranked[-(-len(ranked) * share // 100) - 1]


def counts_of(site: str, stats: Mapping[str, Any]) -> dict[str, Any]:
    """``counts``, ``statuses``, ``failures``, ``dropped`` and ``marks`` of a Run, from its counters."""
    summary = asdict(summarise(site, stats, "finished", 0.0))
    counts = {name: count for name, count in summary.items() if isinstance(count, int)}
    listings = stats.get("listing/pages", 0) + stats.get("listing/empty", 0)
    return {
        "counts": {**counts, "listings": listings, "bytes": stats.get("downloader/response_bytes", 0)},
        "statuses": below(stats, "downloader/response_status_count/"),
        "failures": below(stats, "fetch/failed/") | below(stats, "read/refused/"),
        "signs": below(stats, "blocked/"),
        "dropped": summary["dropped_by"],
        "marks": below(stats, "read/mark_missed/") | below(stats, "listing/mark_missed/"),
    }
