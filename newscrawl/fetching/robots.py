"""robots.txt, as RFC 9309 has it."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.fetching.budget import slow_down
from newscrawl.fetching.compression import HEAD
from newscrawl.fetching.failures import class_of
from newscrawl.fetching.resolver import refused
from newscrawl.fetching.untried import UntriedError

__all__ = ["Robots"]

AGENT = "newscrawl"  # the name that the rules are looked up for, and the first word of the User-Agent
MOST = 512 * 1024  # bytes that are read of a file; the RFC asks for 500 KiB at least
DAY = 86_400.0  # seconds: more than that nobody means to wait from one page to the next
PRIORITY = 1000
FORBIDDEN = "Forbidden by robots.txt"
TOO_MANY, FAULT = 429, 500
STOPPED = "download_stopped"  # Scrapy's flag of an answer that was cut off on purpose

logger = logging.getLogger(__name__)


class Robots:
    """A downloader middleware that obeys robots.txt with its Crawl-delay, Request-rate and Visit-time.

    A file that is not there (4xx) forbids nothing. One that cannot be had (5xx, 429, no answer, a redirect to where no crawl may
    go) forbids everything for as long as it cannot be had: nothing else is asked of the host in this run (section 2.3.1.4).
    Of a file that is large the head is read, and the rest is not fetched (section 2.5).
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler, self.stats = crawler, crawler.stats
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.rules: dict[str, asyncio.Future[Any]] = {}
        self.taken: WeakKeyDictionary[Request, int] = WeakKeyDictionary()  # bytes of files that are on their way
        crawler.signals.connect(self._received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for what is forbidden, UntriedError for what may not be asked for now."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        origin = "{0.scheme}://{0.netloc}".format(urlparse_cached(request))
        if origin not in self.rules:
            self.rules[origin] = asyncio.ensure_future(self._fetch(origin))
        rules = await asyncio.shield(self.rules[origin])  # whoever gives up waiting does not give up for the others
        if rules is None:
            return
        if not rules.can_fetch(request.url, AGENT):
            self.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest(FORBIDDEN)
        if (visits := rules.visit_time(AGENT)) and not _within(visits, datetime.now(UTC)):
            raise UntriedError("hours", "robots.txt asks for other hours")

    async def _fetch(self, origin: str) -> Any:
        """The rules of a host; None when it has none. Raises UntriedError when they cannot be had."""
        self.stats.inc_value("robotstxt/request_count")
        meta = {"dont_obey_robotstxt": True, HEAD: MOST + 1, "download_maxsize": 0}
        gzip = {"Accept-Encoding": "gzip"}  # of which a head can be had
        request = Request(f"{origin}/robots.txt", priority=PRIORITY, headers=gzip, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except UntriedError:  # which holds for the pages as well
            raise
        except Exception as error:
            return self._failed(origin, error)
        self.stats.inc_value("robotstxt/response_count")
        if response.status == TOO_MANY or response.status >= FAULT:
            raise self._unreachable(origin, f"http_{response.status}")
        return self._read(response, request) if 200 <= response.status < 300 else None

    def _received(self, data: bytes, request: Request) -> None:
        """Fetch no more of a file than is read of it."""
        if HEAD not in request.meta:
            return
        self.taken[request] = self.taken.get(request, 0) + len(data)
        if self.taken[request] > MOST:
            raise StopDownload(fail=False)

    def _failed(self, origin: str, error: Exception) -> None:
        """Nothing for a file that was not found in so many redirects. Raises UntriedError for others."""
        why = class_of(error)
        if why == "redirects":
            return
        if why == "forbidden" and refused(urlsplit(origin).hostname or ""):
            raise error  # the pages are where no crawl may go, too
        raise self._unreachable(origin, why) from None

    def _unreachable(self, origin: str, why: str) -> UntriedError:
        self.stats.inc_value(f"robotstxt/unreachable/{why}")
        logger.warning("%s/robots.txt: %s: nothing is asked for until it can be had", origin, why)
        return UntriedError("robots_unreachable", "robots.txt cannot be had")

    def _read(self, response: Response, request: Request) -> Any:
        rules = ProtegoRobotParser(_lines(response), None).rp
        rate = rules.request_rate(AGENT)
        # A fraction, of numbers that may be longer than a float takes.
        between = Fraction(rate.seconds, rate.requests) if rate else 0
        asked = float(min(DAY, max(rules.crawl_delay(AGENT) or 0, between)))
        if asked > 0:
            if asked > self.longest:
                self.stats.inc_value("robotstxt/delay_capped")
            slow_down(self.crawler, request, min(asked, self.longest))
            self.stats.max_value("robotstxt/delay", asked)
        return rules


def _lines(response: Response) -> bytes:
    """The whole lines at the head of a file: half a rule is another rule."""
    head: bytes = response.body[:MOST]
    whole = len(response.body) <= MOST and STOPPED not in response.flags
    return head if whole else head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]


def _within(visits: Any, now: datetime) -> bool:
    """Whether it is one of the hours (in UTC) in which a site may be visited; they may span midnight."""
    start, end, time = visits.start_time, visits.end_time, now.time()
    return bool(start <= time <= end if start <= end else time >= start or time <= end)
