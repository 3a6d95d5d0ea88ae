"""What Prometheus is told of sites, from their documents."""

from datetime import UTC, datetime, timedelta

from newscrawl.operations.metrics.sites import last_runs, schedule

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
