"""NEWSCRAWL_METRICS: what a command tells Prometheus while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scrapy.settings import Settings

from newscrawl.exceptions import MissingExtraError
from newscrawl.mongo.client import Database

__all__ = ["measured", "metrics_at"]


@contextmanager
def measured(
    settings: Settings,
    slots: int,
    used: Callable[[], int],
    told: Callable[[str], None],
    database: Database | None = None,
) -> Iterator[None]:
    """Answer Prometheus while the block goes on, if METRICS says where: ``used`` of ``slots`` crawls run in this process.

    With a ``database`` it is told of all sites and runs, too, wherever they are crawled.
    """
    if not (address := settings.get("METRICS")):
        yield
        return
    with installed():
        from newscrawl.operations.metrics.here import Here
        from newscrawl.operations.metrics.serving import serving
    with serving(address, Here(slots, used), database, told):
        yield


def metrics_at(settings: Settings) -> str:
    """Where METRICS says that Prometheus is answered. Raises ConfigurationError for what is no address."""
    with installed():
        from newscrawl.operations.metrics.serving import address_of, address_text
    return f"http://{address_text(*address_of(settings['METRICS']))}/metrics"


@contextmanager
def installed() -> Iterator[None]:
    """A missing package is an error that names the extra."""
    try:
        yield
    except ImportError:
        raise MissingExtraError("NEWSCRAWL_METRICS", "metrics") from None
