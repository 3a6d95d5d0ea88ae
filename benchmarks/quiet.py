"""How often a site is called quiet that is well, and how soon one that has stopped: ``python -m benchmarks.quiet``.

Fifty simulated sites over twelve months, looked at every six hours: 0.5 to 40 articles a day, in office hours or around the clock, with
rhythms of weekdays of their own, the holidays of China (with a share of the usual work of their own), quiet spells of half a day to three days at
random, days with twice the usual. None of that is the simulation's word for what the judge assumes. Then each site stops at a random
time, and it is measured how many articles were missed until that is told.
"""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from newscrawl.runs.quiet import WEEKS, days_off, quiet

SITES, MONTHS, LOOK = 50, 12, timedelta(hours=6)
BEGIN, WARM = datetime(2025, 7, 1, tzinfo=UTC), timedelta(weeks=8)
ZONE, REGION = "Asia/Shanghai", "610700"
CHINA = timedelta(hours=8)


class Site:
    """A newsroom, made by chance: ``times`` of its articles, and how many it publishes on a usual day."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.a_day = math.exp(self.chance.uniform(math.log(0.5), math.log(40)))
        weekend = self.chance.choice([0.0, 0.1, 0.3, 0.8, 1.0])
        self.week = [self.chance.uniform(0.7, 1.3) * (weekend if day > 4 else 1.0) for day in range(7)]
        self.holiday = self.chance.choice([0.0, 0.2, 0.7])
        self.hours = self.chance.choice([(8, 18), (6, 23), (0, 24)])
        self.spells = self.chance.uniform(0, 0.03)  # chance a day that one begins
        self.off = days_off(REGION)
        self.times = list(self._live())

    def _live(self) -> Iterator[datetime]:
        until = BEGIN
        for number in range(int((WARM + timedelta(days=366 * MONTHS // 12)).days)):
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


def judged(times: list[datetime], now: datetime) -> bool:
    """Whether a site whose articles these are is called quiet at a time."""
    seen = times[: bisect_right(times, now)]
    since = seen[-1] - WEEKS if seen else now
    return quiet([at for at in seen if at >= since], now, ZONE, days_off(REGION)) is not None


def main() -> None:
    alarms, missed, hours = 0, [], []
    for seed in range(SITES):
        site, was = Site(seed), False
        end = BEGIN + WARM + timedelta(days=365)
        now = BEGIN + WARM
        while now < end:
            is_quiet = judged(site.times, now)
            alarms += is_quiet and not was
            was, now = is_quiet, now + LOOK
        stop = BEGIN + WARM + timedelta(days=site.chance.uniform(60, 300))
        before, now = [at for at in site.times if at <= stop], stop
        while not judged(before, now) and now < stop + timedelta(days=120):
            now += LOOK
        missed.append(bisect_right(site.times, now) - bisect_right(site.times, stop))
        hours.append((now - stop) / timedelta(hours=1))
    print(f"false alarms: {alarms} in {SITES * MONTHS} site-months: {alarms / SITES / MONTHS:.3f} a site and month")
    print(
        f"a site that stopped is told after {statistics.median(hours):.0f} h (median; slowest tenth {sorted(hours)[-5]:.0f} h)"
    )
    print(f"when it would have published {statistics.median(missed):.0f} articles more (median)")


if __name__ == "__main__":
    main()
