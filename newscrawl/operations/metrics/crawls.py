"""Counters of all runs, whatever began them and wherever they run: what ``runs`` say since this began to look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from threading import Lock
from typing import NamedTuple

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from newscrawl.mongo.client import Database
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.crawls.runs import runs_since
from newscrawl.runs.record import Run
from newscrawl.runs.verdict import BLOCKED, VERDICTS, WORDS

__all__ = ["Crawls", "tally"]

AGAIN = timedelta(minutes=2)  # how far a look goes back behind the last one: an end may be written late
OUTCOMES = {
    "stored": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "duplicates": "duplicate",
    "dropped": "dropped",
}
STATUS = re.compile(r"(http_)?[1-5]\d\d|[a-z_]+")  # a server may answer with any number, and each would be a series


class Counted(NamedTuple):
    """A counter: what it counts, and the names of its labels."""

    text: str
    labels: tuple[str, ...] = ()


COUNTED = {
    "runs": Counted("Runs that ended, by verdict.", ("verdict",)),
    "run_seconds": Counted("Seconds that ended runs took."),
    "articles": Counted("Articles that runs came upon, by what became of them.", ("site", "outcome")),
    "responses": Counted("Answers to runs, by HTTP status.", ("status",)),
    "failures": Counted("Pages that runs could not have or read, by the reason.", ("reason",)),
    "response_bytes": Counted("Bytes that runs were answered with."),
}
Tally = Counter[tuple[str, ...]]  # a counter's name and the values of its labels


# A series that begins with 1 has no increase: the first failure of its kind would be shown to nobody.
FROM_THE_START = (
    ("run_seconds",),
    ("response_bytes",),
    *(("runs", verdict) for verdict in VERDICTS),
    *(("responses", status) for status in ("200", "304", "403", "404", "429", "500", "503")),
    *(("failures", reason) for reason in sorted({*WORDS, *BLOCKED, "http_404", "http_500"})),
)


class Crawls:
    """A collector. A run counts while it goes on, as far as its last sign of life says."""

    def __init__(self, database: Database) -> None:
        self.database, self.lock = database, Lock()
        self.since = server_time(database)
        self.counted = tallies(runs_since(database, self.since - AGAIN))
        self.total: Tally = Counter(dict.fromkeys(FROM_THE_START, 0))

    def collect(self) -> Iterator[Metric]:
        """Raises StoreUnavailableError when MongoDB does not answer."""
        with self.lock:  # two that ask at once count nothing twice
            going = self._look()
            total = dict(self.total)
        yield GaugeMetricFamily("newscrawl_runs_going", "Runs that go on.", going)
        for name, counted in COUNTED.items():
            family = CounterMetricFamily(f"newscrawl_{name}", counted.text, labels=counted.labels)
            for (counter, *labels), count in total.items():
                if counter == name:
                    family.add_metric(labels, count)
            yield family

    def _look(self) -> int:
        """Count what is new; how many runs go on."""
        now = server_time(self.database)
        runs = runs_since(self.database, self.since - AGAIN)
        latest = tallies(runs)
        for run, new in latest.items():
            before = self.counted.get(run, Counter())
            for counter, count in new.items():  # those of 0, too: a series that begins with 1 has no rate
                self.total[counter] += max(0, count - before[counter])
        self.counted, self.since = latest, now
        return sum(run.verdict is None for run in runs.values())


def tallies(runs: Mapping[str, Run]) -> dict[str, Tally]:
    """Run's id to all that it counts for."""
    return {name: tally(run) for name, run in runs.items()}


def tally(run: Run) -> Tally:
    """All that a run counts for.

    >>> from datetime import datetime
    >>> began = datetime(2026, 11, 27, 6)
    >>> run = Run(id="a-1", site="a", trigger="manual", host="h", pid=1, versions={}, started_at=began, beat_at=began,
    ...           counts={"stored": 3}, statuses={"200": 4, "977": 1})
    >>> [(*counter, count) for counter, count in tally(run).items() if count]
    [('articles', 'a', 'new', 3), ('responses', '200', 4), ('responses', 'other', 1)]
    """
    counted: Tally = Counter({("response_bytes",): run.counts.get("bytes", 0)})
    for name, outcome in OUTCOMES.items():
        counted["articles", run.site, outcome] = run.counts.get(name, 0)
    for kind, found in (("responses", run.statuses), ("failures", run.failures)):
        for name, count in found.items():
            counted[kind, name if STATUS.fullmatch(name) else "other"] += count
    if run.verdict and run.ended_at:
        counted["runs", run.verdict] = 1
        counted["run_seconds",] = round((run.ended_at - run.started_at).total_seconds())
    return counted
