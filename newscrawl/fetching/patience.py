"""Leaves a host alone that does not answer."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.fetching.failures import class_of
from newscrawl.fetching.overrun import OVERRUN
from newscrawl.fetching.untried import UntriedError

__all__ = ["Patience"]

DOWN = frozenset(
    ["dns", "refused", "unreachable", "timeout", "no_answer", "cut", "tls"]
)  # classes of failure that are a host's
FAULT = 500  # from here on a status is the server's own fault

logger = logging.getLogger(__name__)


class Patience:
    """A downloader middleware that asks a host for nothing more in this run when HOST_FAILURES_MAX pages in a row failed.

    It comes before robots.txt, so that it sees what has become of a page in the end, retries included. ``Retry`` and ``Blocked``
    say what they see.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.stats, self.most = crawler.stats, crawler.settings.getint("HOST_FAILURES_MAX")
        self.failures: Counter[str] = Counter()
        self.alone: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise UntriedError for a host that is left alone."""
        if _host(request) in self.alone:
            raise UntriedError("left_alone", "its host does not answer")

    def process_response(self, request: Request, response: Response) -> Response:
        """The response."""
        if response.status >= FAULT or response.status in OVERRUN:
            self.failed(request)
        else:
            self.failures.pop(_host(request), None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count it."""
        if class_of(exception) in DOWN:
            self.failed(request)

    def failed(self, request: Request) -> None:
        """Count a page that the host did not give."""
        host = _host(request)
        self.failures[host] += 1
        if self.failures[host] >= self.most > 0:
            self.leave(request, f"failed {self.most} times in a row")

    def leave(self, request: Request, why: str) -> None:
        """Ask a host for nothing more in this run."""
        host = _host(request)
        if host not in self.alone:
            self.alone.add(host)
            self.stats.inc_value("fetch/hosts_left_alone")
            logger.warning("%s %s: it is asked for nothing more in this run", host, why)


def _host(request: Request) -> str:
    return urlparse_cached(request).netloc
