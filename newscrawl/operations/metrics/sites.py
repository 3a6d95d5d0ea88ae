"""How sites are: when they were crawled and with which verdict, which are late, and of which operators were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.crawls.alerts import open_alerts
from newscrawl.mongo.crawls.schedules import is_removed, lateness, schedule_records

__all__ = ["Sites"]


class Sites:
    """A collector."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def collect(self) -> Iterator[Metric]:
        """Raises StoreUnavailableError when MongoDB does not answer."""
        records, now = schedule_records(self.database), server_time(self.database)
        yield from schedule(records, now)
        yield from last_runs(records)
        alerts = Counter(alert.state for alert in open_alerts(self.database).values())
        yield by_label("newscrawl_alerts_open", "Alerts that were told and are not mended.", "state", alerts)


def schedule(records: Mapping[str, Document], now: datetime) -> Iterator[Metric]:
    """Which sites are in the schedule, and how late they are."""
    schedules = {site: each.get("schedule", {}) for site, each in records.items()}
    scheduled = [site for site, each in schedules.items() if each.get("next_at")]
    late = {site: lateness(records[site], now) for site in scheduled}
    paused, due = (
        sum(bool(each) for each in some)
        for some in ([each.get("paused") for each in schedules.values()], late.values())
    )
    yield GaugeMetricFamily("newscrawl_sites_scheduled", "Sites in the schedule.", len(scheduled))
    yield GaugeMetricFamily("newscrawl_sites_paused", "Sites that are left out of the schedule.", paused)
    yield GaugeMetricFamily("newscrawl_sites_due", "Sites that are due, and that nobody crawls.", due)
    yield by_label("newscrawl_site_late_seconds", "Since when a site has been due, and nobody crawls it.", "site", late)


def last_runs(records: Mapping[str, Document]) -> Iterator[Metric]:
    """When each site's last run ended and its last good one, and the verdict of the last; not of sites that are no more."""
    records = {site: each for site, each in records.items() if not is_removed(each)}
    runs = {site: each["last_run"] for site, each in records.items() if "last_run" in each}
    ended = {site: run["ended_at"].timestamp() for site, run in runs.items()}
    good = {site: each["last_good_at"].timestamp() for site, each in records.items() if "last_good_at" in each}
    told = "When a site's last run ended"
    yield by_label("newscrawl_site_last_run_timestamp_seconds", f"{told}.", "site", ended)
    yield by_label("newscrawl_site_last_good_run_timestamp_seconds", f"{told} that was ok.", "site", good)
    verdicts = GaugeMetricFamily(
        "newscrawl_site_verdict", "1 for the verdict of a site's last run.", labels=["site", "verdict"]
    )
    for site, run in runs.items():
        verdicts.add_metric([site, run["verdict"]], 1)
    yield verdicts


def by_label(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    """A gauge with a value for each of a label's."""
    family = GaugeMetricFamily(name, text, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family
