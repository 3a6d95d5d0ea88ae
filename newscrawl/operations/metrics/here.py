"""What a scheduler or a worker knows of itself and its machine, without MongoDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric

from newscrawl.mongo.waiting.spool import size_of, spool_folder, spooled_files

__all__ = ["Here"]


class Here:
    """A collector. ``slots``: crawls at once; ``used``: how many there are."""

    def __init__(self, slots: int, used: Callable[[], int]) -> None:
        self.slots, self.used = slots, used

    def collect(self) -> Iterator[Metric]:
        """Never raises."""
        yield InfoMetricFamily("newscrawl_build", "What runs here.", {"version": version("newscrawl")})
        yield GaugeMetricFamily("newscrawl_slots", "Crawls that may run at once in this process.", self.slots)
        yield GaugeMetricFamily("newscrawl_slots_used", "Crawls that run now in this process.", self.used())
        files = spooled_files(spool_folder())
        yield GaugeMetricFamily("newscrawl_spool_files", "Files of articles that wait for MongoDB.", len(files))
        yield GaugeMetricFamily("newscrawl_spool_bytes", "Bytes of them.", sum(map(size_of, files)))
