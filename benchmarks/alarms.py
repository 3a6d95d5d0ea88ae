"""How often a site that is well is said not to be, and how soon one that is not: ``python -m benchmarks.alarms``.

Fifty simulated sites over twelve months (benchmarks.newsroom), judged after each crawl, as newscrawl health judges them: drift, quiet, few, many, slow.
An alarm is a state that was not there at the crawl before. Then, at a random time, each site stops, loses three quarters of its
articles, has eight times as many, or shows them a day later; it is measured how long it takes until that is told.
"""

from __future__ import annotations

import statistics
from collections import Counter, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random

from benchmarks.newsroom import BEGIN, REGION, WARM, ZONE, Crawl, Newsroom
from newscrawl.runs.drift import MONTH, drift
from newscrawl.runs.drift import Seen as Read
from newscrawl.runs.freshness import Seen, happened, slow
from newscrawl.runs.quiet import WEEKS, days_off, quiet
from newscrawl.runs.record import Run
from newscrawl.runs.volume import volume

SITES, MONTHS = 50, 12
JUDGED = timedelta(hours=6)  # between two judgements, at least: what lasts shorter is not told
RUNS = 200  # as a crawl asks for
KEPT = WEEKS + timedelta(weeks=2)


class Judge:
    """What is known of a site, crawl by crawl."""

    def __init__(self) -> None:
        self.articles: deque[Seen] = deque()
        self.runs: deque[Run] = deque(maxlen=RUNS)
        self.state, self.at = "", BEGIN

    def see(self, crawl: Crawl, *, judged: bool) -> str:
        """The state of the site after a crawl; empty when it is well, or not to be judged yet."""
        self.articles.extend(crawl.articles)
        while self.articles and self.articles[0].published_at < crawl.at - KEPT:
            self.articles.popleft()
        before = list(self.runs)
        self.runs.appendleft(crawl.run)
        if not judged:
            return ""
        if self._drift(crawl.run, before):
            self.state = "drift"
        elif crawl.at - self.at >= JUDGED:
            self.at, self.state = crawl.at, self._publishing(crawl.at)
        elif self.state == "drift":
            self.state = ""
        return self.state

    def _drift(self, run: Run, before: list[Run]) -> bool:
        return bool(drift(Read.of(run), [each for each in before if run.started_at - each.started_at < MONTH], before))

    def _publishing(self, now: datetime) -> str:
        times = [happened(each) for each in self.articles]
        latest = max(times, default=now)
        if quiet([at for at in times if at >= latest - WEEKS], now, ZONE, days_off(REGION)):
            return "quiet"
        if changed := volume(times, now, ZONE, days_off(REGION)):
            return changed.state
        return "slow" if slow(self.articles) else ""


def alarms(seed: int) -> Counter[str]:
    """The alarms of a site in a year in which nothing was wrong with it."""
    judge, before, found = Judge(), "", Counter[str]()
    for crawl in Newsroom(seed).crawls():
        state = judge.see(crawl, judged=crawl.at >= BEGIN + WARM)
        if state and state != before:
            found[state] += 1
        before = state
    return found


CHANGES = ("stops", "loses three quarters", "has eight times as many", "shows them a day later")


def until_told(work: tuple[int, str]) -> float | None:
    """Hours from a change until anything is told; None when nothing is within 60 days."""
    seed, change = work
    site, chance, judge = Newsroom(seed), Random(seed), Judge()
    since = BEGIN + WARM + timedelta(days=chance.uniform(60, 300))
    for crawl in changed(site, change, since, chance):
        state = judge.see(crawl, judged=crawl.at > since)
        if crawl.at > since + timedelta(days=60):
            return None
        if state:
            return (crawl.at - since) / timedelta(hours=1)
    return None


def changed(site: Newsroom, change: str, since: datetime, chance: Random) -> Iterable[Crawl]:
    """The crawls of a site with which something is wrong from a time on."""
    before, after = ([at for at in site.times if (at > since) is later] for later in (False, True))
    if change == "stops":
        return site.crawls(before)
    if change == "loses three quarters":
        return site.crawls(before + [at for at in after if chance.random() < 0.25])
    if change == "has eight times as many":
        more = [at + timedelta(minutes=chance.uniform(0, 30)) for at in after for _ in range(7)]
        return site.crawls(sorted([*before, *after, *more]))
    return (*(crawl for crawl in site.crawls() if crawl.at <= since), *later(site, since))


def later(site: Newsroom, since: datetime) -> Iterable[Crawl]:
    """Crawls that see what is published a day later than before."""
    return (
        Crawl(
            crawl.at, tuple(each for each in crawl.articles if each.published_at > since - timedelta(days=1)), crawl.run
        )
        for crawl in site.crawls(late=timedelta(days=1))
        if crawl.at > since
    )


def main() -> None:
    with get_context("spawn").Pool() as pool:
        found = sum(pool.imap_unordered(alarms, range(SITES)), Counter[str]())
        months = SITES * MONTHS
        told = ", ".join(f"{state} {count}" for state, count in found.most_common())
        print(f"false alarms in {months} site-months: {found.total()}, or {found.total() / months:.3f} a site and month: {told}", flush=True)  # fmt: skip
        for change in CHANGES:
            hours = pool.map(until_told, [(seed, change) for seed in range(SITES)])
            known = [each for each in hours if each is not None]
            print(f"a site {change}: told in {len(known)} of {SITES} cases, after {statistics.median(known):.0f} h (median)", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
