"""Pages that are none of the site's own are taken for failures, whatever their status says."""

from __future__ import annotations

from typing import Self
from zlib import crc32

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.block_signs import Sign, sign_of, words_of
from newscrawl.fetching.patience import Patience
from newscrawl.fetching.rendering.wish import FRAME
from newscrawl.items import ARTICLE_PAGE
from newscrawl.text.claims import speaks_of

__all__ = ["Blocked", "BlockedError"]

JUDGED = frozenset([*range(200, 300), 401, 403, 405, 412, 418, 468, 521])  # others say by themselves what they are
SAME = 3  # addresses that gave one and the same page


class BlockedError(NewscrawlError):
    """A wall, a login, an error page or a parked domain in the place of a page. Raised by ``Blocked``."""


class Blocked:
    """A downloader middleware that raises BlockedError for a page with a sign (``block_signs``), and for one that is the same for every address.

    Nothing is tried against it: no other name, no cookie, no second request. ``Patience`` leaves a host alone that blocks on.
    What the listing's title speaks of is an article, whatever else is on its page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seen: dict[int, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, if it is one."""
        if "dont_obey_robotstxt" in request.meta or response.status not in JUDGED:
            return response
        sign = sign_of(response.body, lambda name: _header(response, name)) or self._same_page(request, response)
        if sign is None or _is_the_article(request, response):
            return response
        self.crawler.stats.inc_value(f"blocked/{sign.kind}")
        if patience := self.crawler.get_downloader_middleware(Patience):
            patience.failed(request)
        raise BlockedError(f"{sign.kind}: {sign.evidence}")

    def _same_page(self, request: Request, response: Response) -> Sign | None:
        """The third and later addresses of articles that give byte for byte what others gave, and not what they were listed as."""
        if not request.meta.get(ARTICLE_PAGE) or FRAME in request.meta or not response.body:
            return None
        addresses = self.seen.setdefault(crc32(response.body), set())
        if len(addresses) < SAME:
            addresses.add(response.url)
        return Sign("same_page", f"the page of {SAME} addresses") if len(addresses) == SAME else None


def _is_the_article(request: Request, response: Response) -> bool:
    """Whether the page has words of the title that a listing gave of it."""
    entry = request.cb_kwargs.get("entry")
    title = "".join(entry.title.split()) if entry else ""
    return bool(title) and speaks_of(title, words_of(response.body))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
