"""Newsrooms made by chance, and the crawls of their sites: what benchmarks.alarms judges.

0.5 to 40 articles a day, in office hours or around the clock, with rhythms of weekdays of their own, the holidays of China (with a share of
the usual work of their own), quiet spells of half a day to three days at random, days with less or more than the usual. Some tell the day of an
article alone. A site is crawled as often as it publishes, every six hours, or once a day. Its articles are of several sorts (news,
notices without a source, pictures with a few lines), and of which sorts varies from day to day; now and then a listing is an error page
with the status of a good one. None of that is the simulation's word for what the judges assume.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from newscrawl.runs.freshness import Seen
from newscrawl.runs.quiet import days_off
from newscrawl.runs.record import FIELDS, Run
from newscrawl.runs.timing import Timing

BEGIN, WARM, YEAR = datetime(2025, 7, 1, tzinfo=UTC), timedelta(weeks=8), timedelta(days=365)
END = BEGIN + WARM + YEAR
ZONE, REGION = "Asia/Shanghai", "610700"
CHINA = timedelta(hours=8)
SORTS = {"news": (0.97, 0.6, 900), "notice": (0.3, 0.1, 350), "pictures": (0.9, 0.8, 120)}
"""Sort of article: in how many a source is found, and an author; characters of half of them."""


@dataclass(frozen=True)
class Crawl:
    """A crawl: when it was, and the articles that were new in it."""

    at: datetime
    articles: tuple[Seen, ...]
    run: Run


class Newsroom:
    """A site: the times of its articles, and its crawls."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.name = f"site{seed}"
        self.a_day = math.exp(self.chance.uniform(math.log(0.5), math.log(40)))
        weekend = self.chance.choice([0.0, 0.1, 0.3, 0.8, 1.0])
        self.week = [self.chance.uniform(0.7, 1.3) * (weekend if day > 4 else 1.0) for day in range(7)]
        self.holiday = self.chance.choice([0.0, 0.2, 0.7])
        self.hours = self.chance.choice([(8, 18), (6, 23), (0, 24)])
        self.spells = self.chance.uniform(0, 0.03)  # chance a day that one begins
        self.exact = self.chance.random() > 0.3
        self.every = self.chance.choice([None, None, "6h", "1d"])
        self.sorts = [self.chance.uniform(0.3, 1), self.chance.uniform(0, 0.5), self.chance.uniform(0, 0.3)]
        self.off = days_off(REGION)
        self.times = list(self._live())

    def _live(self) -> Iterator[datetime]:
        until = BEGIN
        for number in range((WARM + YEAR).days):
            day = BEGIN + timedelta(days=number)
            if self.chance.random() < self.spells:
                until = max(until, day + timedelta(days=self.chance.uniform(0.5, 3)))
            mean = self.a_day * self._share((day + CHINA).date()) * self.chance.choice([0.6, 1, 1, 1, 1.5])
            first, last = self.hours
            at = sorted(self.chance.uniform(first, last) for _ in range(self._poisson(mean)))
            yield from (moment for hour in at if (moment := day - CHINA + timedelta(hours=hour)) > until)

    def _share(self, day: date) -> float:
        off = self.off(day)
        return self.holiday if off else self.week[0] if off is False else self.week[day.weekday()]

    def _poisson(self, mean: float) -> int:
        limit, product, count = math.exp(-mean), self.chance.random(), 0
        while product > limit:
            product *= self.chance.random()
            count += 1
        return count

    def crawls(self, times: list[datetime] | None = None, late: timedelta = timedelta(0)) -> Iterator[Crawl]:
        """Its crawls to the end of the year. ``late``: how long its listing hides what is new."""
        times = self.times if times is None else times
        timing, now, place = Timing(self.name, self.every, zone=ZONE), BEGIN, 0
        while now < END:
            first = place
            while place < len(times) and times[place] + late + timedelta(minutes=5) <= now:
                place += 1
            seen = tuple(Seen(self._told(at), now, self.exact) for at in times[first:place])
            yield Crawl(now, seen, self._run(now, seen))
            now = timing.after(now, articles=int(self.a_day * 14))

    def _told(self, at: datetime) -> datetime:
        if self.exact:
            return at
        return (at + CHINA).replace(hour=0, minute=0, second=0, microsecond=0) - CHINA

    def _run(self, now: datetime, seen: tuple[Seen, ...]) -> Run:
        day = Random(f"{self.name} {now:%F}")
        weights = [weight * day.choice([0.3, 1, 1, 2]) for weight in self.sorts]
        sorts = self.chance.choices(list(SORTS.values()), weights, k=len(seen))
        found = Counter({name: len(sorts) for name in FIELDS if name not in ("source", "authors", "editors")})
        found["source"] = sum(self.chance.random() < source for source, _, _ in sorts)
        found["authors"] = found["editors"] = sum(self.chance.random() < author for _, author, _ in sorts)
        lengths = sorted(length * math.exp(self.chance.gauss(0, 0.5)) for *_, length in sorts)
        listings = self.chance.choice([1, 1, 2, 3])
        wrong = not seen and self.chance.random() < 0.01
        return Run(
            id=f"{now:%F %T}", site=self.name, trigger="schedule", host="", pid=0, versions={}, started_at=now, beat_at=now, ended_at=now,
            verdict="ok", articles=len(seen), counts={"listings": listings},
            fields={name: {"self": count} for name, count in found.items() if count},
            marks={"article_links": 1} if wrong else {},
            shapes={
                "titles": len({self.chance.randrange(500) for _ in seen}), "title": 0,
                "today": sum(now - each.published_at < timedelta(hours=1) for each in seen),
                "characters": int(lengths[len(lengths) // 2]) if lengths else 0,
            },
        )  # fmt: skip
