"""The address at which Prometheus asks, and what it is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from newscrawl.exceptions import ConfigurationError, StoreUnavailableError
from newscrawl.mongo.client import Database
from newscrawl.operations.metrics.crawls import Crawls
from newscrawl.operations.metrics.here import Here
from newscrawl.operations.metrics.sites import Sites

__all__ = ["address_of", "serving"]

ADDRESS = re.compile(r"(?:(?P<host>[\w.-]+|\[[0-9a-fA-F:.]+\]):)?(?P<port>\d{1,5})")
LOOPBACK = "127.0.0.1"
PORTS = 2**16


class Collector(Protocol):
    """What a registry asks."""

    def collect(self) -> Iterator[Metric]: ...


class Stored:
    """A collector of what stands in MongoDB: all of it, or, while MongoDB is away, that it is."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.collectors: Sequence[Collector] = ()
        with suppress(StoreUnavailableError):
            self._begin()  # what ends from here on counts

    def _begin(self) -> None:
        self.collectors = self.collectors or (Crawls(self.database), Sites(self.database))

    def collect(self) -> Iterator[Metric]:
        """Never raises: what Prometheus is not answered, it takes for a process that has ended."""
        found: list[Metric] = []
        with suppress(StoreUnavailableError):
            self._begin()
            found = [metric for collector in self.collectors for metric in collector.collect()]
        yield GaugeMetricFamily("newscrawl_mongodb_up", "Whether MongoDB answers.", bool(found))
        yield from found


@contextmanager
def serving(address: str, here: Here, database: Database | None, told: Callable[[str], None]) -> Iterator[None]:
    """Answer Prometheus at an address while the block goes on: about this process, and about all sites and runs of a database.

    Where it is, or why it cannot be, is ``told``: a port that is taken is no reason to crawl nothing.
    Raises ConfigurationError for what is no address.
    """
    host, port = address_of(address)
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    for collector in (here, Stored(database) if database is not None else None):
        if collector:
            registry.register(collector)
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        told(f"no metrics: NEWSCRAWL_METRICS is {address}, and {error.strerror or error}")
        yield
        return
    told(f"metrics at http://{address_text(host, server.server_port)}/metrics")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def address_of(text: str) -> tuple[str, int]:
    """Host and port of an address; loopback when there is no host.

    >>> address_of("9410"), address_of("[::1]:9410"), address_of("0.0.0.0:9410")
    (('127.0.0.1', 9410), ('::1', 9410), ('0.0.0.0', 9410))
    """
    found = ADDRESS.fullmatch(text)
    if not found or int(found["port"]) >= PORTS:
        raise ConfigurationError(f"NEWSCRAWL_METRICS is {text}: write it as 127.0.0.1:9410")
    return (found["host"] or LOOPBACK).strip("[]"), int(found["port"])


def address_text(host: str, port: int) -> str:
    """The same in an address of http."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
