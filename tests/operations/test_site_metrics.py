"""What Prometheus is told of sites and runs, from their documents."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.items import Article
from newscrawl.mongo.crawls.alerts import Alert, keep_alerts
from newscrawl.mongo.waiting.spool import Spool, spool_folder
from newscrawl.operations.metrics.crawls import Crawls, tally
from newscrawl.operations.metrics.here import Here
from newscrawl.operations.metrics.sites import Sites, last_runs, schedule
from newscrawl.runs.record import Run

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(metrics) -> dict[tuple[str, ...], float]:
    """Name of a metric, without what all have in common, and the values of its labels to its value."""
    return {
        (sample.name.removeprefix("newscrawl_"), *sample.labels.values()): sample.value
        for metric in metrics
        for sample in metric.samples
    }


def test_which_sites_are_late_and_by_how_much():
    due = {"next_at": NOW - HOUR, "claims": 0}
    records = {
        "due": {"schedule": due},
        "handed": {"schedule": {"next_at": NOW + HOUR, "waits_since": NOW - 2 * HOUR}},
        "crawled": {"schedule": due, "lease": {"until": NOW + HOUR}},
        "died": {"schedule": due, "lease": {"until": NOW - HOUR}},
        "waits": {"schedule": {"next_at": NOW + HOUR}},
        "paused": {"schedule": {"paused": True}},
        "removed": {"schedule": {"claims": 0}},
        "unscheduled": {},
    }
    metrics = told(schedule(records, NOW))
    late = {"due": 3600, "handed": 7200, "crawled": 0, "died": 3600, "waits": 0}
    assert {name[1]: seconds for name, seconds in metrics.items() if name[0] == "site_late_seconds"} == late
    assert [metrics[f"sites_{name}",] for name in ("scheduled", "paused", "due")] == [5, 1, 3]


def test_how_last_runs_went_but_not_those_of_sites_that_are_no_more():
    run = {"ended_at": NOW, "verdict": "drift"}
    known = {"last_run": run, "last_good_at": NOW - HOUR}
    records = {"county": {**known, "schedule": {"next_at": NOW}}, "by_hand": {"last_run": run}, "removed": {**known, "schedule": {"claims": 0}}}  # fmt: skip
    assert told(last_runs(records)) == {
        ("site_last_run_timestamp_seconds", "county"): NOW.timestamp(),
        ("site_last_run_timestamp_seconds", "by_hand"): NOW.timestamp(),
        ("site_last_good_run_timestamp_seconds", "county"): (NOW - HOUR).timestamp(),
        ("site_verdict", "county", "drift"): 1,
        ("site_verdict", "by_hand", "drift"): 1,
    }


def test_all_that_a_run_counts_for():
    counts = {"stored": 1, "changed": 2, "unchanged": 3, "duplicates": 4, "dropped": 5, "bytes": 6}
    run = Run(
        id="r", site="county", trigger="manual", host="h", pid=1, versions={}, started_at=NOW, beat_at=NOW, ended_at=NOW + HOUR,
        verdict="ok", counts=counts, statuses={"200": 7}, failures={"http_404": 8, "Made up!": 9},
    )  # fmt: skip
    outcomes = ("new", "changed", "unchanged", "duplicate", "dropped")
    assert tally(run) == {
        **{("articles", "county", outcome): count for count, outcome in enumerate(outcomes, 1)},
        ("response_bytes",): 6, ("responses", "200"): 7, ("failures", "http_404"): 8, ("failures", "other"): 9,
        ("runs", "ok"): 1, ("run_seconds",): 3600,
    }  # fmt: skip


@pytest.mark.mongo
def test_how_many_alerts_are_open(database):
    keep_alerts(database, {"a": Alert("drift"), "b": Alert("drift"), "c": Alert("late")}, [], NOW)
    metrics = told(Sites(database).collect())
    assert {name[1]: count for name, count in metrics.items() if name[0] == "alerts_open"} == {"drift": 2, "late": 1}


@pytest.mark.mongo
def test_what_has_not_failed_yet_is_told_as_0(database):
    """A series that begins with 1 has no increase: its first failure would be shown to nobody."""
    metrics = told(Crawls(database).collect())
    assert [metrics["failures_total", reason] for reason in ("blocked", "timeout", "http_404")] == [0, 0, 0]
    assert [metrics["responses_total", status] for status in ("200", "403")] == [0, 0]


def test_what_waits_on_this_machine_and_what_runs_here(monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSCRAWL_HOME", str(tmp_path))
    spool = Spool(spool_folder(), "county", 2**20)
    spool.append([Article(url="http://www.county.example/1.html")])
    metrics = told(Here(4, lambda: 3).collect())
    assert [metrics[name,] for name in ("slots", "slots_used", "spool_files")] == [4, 3, 1]
    assert metrics["spool_bytes",] == spool.path.stat().st_size > 0
    spool.close()
