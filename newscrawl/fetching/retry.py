"""Asks again for what failed, where that is worth it, and gives a host that is overrun its time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from random import uniform
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils.response import response_status_message

from newscrawl.fetching.block_signs import Sign
from newscrawl.fetching.blocked import Blocked
from newscrawl.fetching.budget import budget_of, has_ended, slot_of, slow_down
from newscrawl.fetching.failures import class_of
from newscrawl.fetching.overrun import OVERRUN, retry_after
from newscrawl.fetching.patience import Patience

__all__ = ["Retry"]

# How often a page is asked for again, by class of failure; RETRY_TIMES is the most. What is not here is not worth it: the
# certificate, the size and the encoding of a page are the same a moment later.
AGAIN = {"dns": 1, "refused": 1, "unreachable": 1, "broken": 1, "timeout": 2, "no_answer": 2, "cut": 2}
LOOK = 1.0  # seconds after which a request that waits looks whether the crawl has been told to end
FASTEST, SLOWEST = 0.5, 60.0  # seconds between two requests to a host that was overrun, at the least and at the most
IN_ALL = 4  # times RETRY_AFTER_MAX that a host is waited for in a run


class Retry:
    """A downloader middleware that repeats requests after RETRY_BACKOFF seconds, and after twice as many each further time.

    An answer 429 or 503 is the host's, not the page's: all that is asked of it waits as long as its Retry-After says, or else
    as the request does, and from then on twice as long from one request to the next. What asks for more than RETRY_AFTER_MAX, or
    for four times as much in all, is left alone (``Patience``). One that shows a challenge is not asked again, and a wall that is still
    there in the end is one (``Blocked``).
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler, self.times = crawler, settings.getint("RETRY_TIMES")
        self.waited: defaultdict[str, float] = defaultdict(float)  # seconds, by slot
        self.statuses = frozenset(map(int, settings.getlist("RETRY_HTTP_CODES")))
        self.backoff, self.longest = settings.getfloat("RETRY_BACKOFF"), settings.getfloat("RETRY_AFTER_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request again, or the response."""
        if request.meta.get("dont_retry") or response.status not in self.statuses:
            return response
        if response.status not in OVERRUN:
            return await self._again(request, response_status_message(response.status), self.times) or response
        sign = self._sign(request, response)
        useless = self._overrun(request, response) or (sign and sign.kind == "challenge")
        again = await self._again(request, response_status_message(response.status), 0 if useless else self.times)
        if again is None and sign:
            Blocked.of(self.crawler).refuse(request, sign)
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request again, or None."""
        word = class_of(exception)
        if request.meta.get("dont_retry") or word not in AGAIN:
            return None
        return await self._again(request, word, min(AGAIN[word], self.times))

    def _sign(self, request: Request, response: Response) -> Sign | None:
        """A challenge or a wall; that there was an error the status says itself."""
        sign = Blocked.of(self.crawler).sign(request, response)
        return sign if sign and sign.kind in ("challenge", "wall") else None

    def _overrun(self, request: Request, response: Response) -> bool:
        """Let the host rest; True when it wants to rest longer than a run can wait."""
        self.crawler.stats.inc_value("fetch/overrun")
        seconds = retry_after(response)
        if seconds is not None and seconds > self.longest:
            return self._leave(request)
        slot, key = slot_of(self.crawler, request), self.crawler.engine.downloader.get_slot_key(request)
        self.waited[key] += budget_of(request).pause(self._backoff(request) if seconds is None else seconds)
        if self.waited[key] > IN_ALL * self.longest:
            return self._leave(request)
        if slot and slot.delay < SLOWEST:
            slow_down(self.crawler, request, min(max(2 * slot.delay, FASTEST), SLOWEST))
        return False

    def _leave(self, request: Request) -> bool:
        if patience := self.crawler.get_downloader_middleware(Patience):
            patience.leave(request, "asks to be left alone")
        return True

    async def _again(self, request: Request, reason: str, times: int) -> Request | None:
        spider: Any = self.crawler.spider
        again = get_retry_request(request, spider=spider, reason=reason, max_retry_times=times)
        wait = self._backoff(request) if again else 0
        while wait > 0 and not has_ended(self.crawler):
            await asyncio.sleep(min(wait, LOOK))
            wait -= LOOK
        return again

    def _backoff(self, request: Request) -> float:
        """Seconds, more for each time that it was asked for, and never the same for two of them."""
        times: int = request.meta.get("retry_times", 0)
        return self.backoff * 2.0**times * uniform(0.75, 1.25)  # noqa: S311 - no secret
