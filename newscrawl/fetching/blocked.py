"""Pages that are none of the site's own are taken for failures, whatever their status says."""

from __future__ import annotations

from http import HTTPStatus
from typing import NoReturn, Self, cast
from zlib import crc32

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.block_signs import Sign, is_doubtful, sign_of, words_of
from newscrawl.fetching.patience import Patience
from newscrawl.fetching.rendering.wish import DOUBT, FRAME
from newscrawl.items import ARTICLE_PAGE
from newscrawl.text.claims import speaks_of

__all__ = ["Blocked", "BlockedError"]

JUDGED = frozenset(
    [*range(200, 300), 401, 403, 405, 412, 418, 468, 521]
)  # others say by themselves what they are; Retry has 429 and 503
SAME = 3  # addresses that gave one and the same page


class BlockedError(NewscrawlError):
    """A wall, a login, an error page or a parked domain in the place of a page. Raised by ``Blocked``."""


class Blocked:
    """A downloader middleware that raises BlockedError for a page with a sign (``block_signs``), and for one that is the same for every address.

    Nothing is tried against it: no other name, no cookie, no second request. ``Patience`` leaves a host alone that blocks on.
    What the listing's title speaks of is an article, whatever else is on its page. An empty page of a site that may have to be rendered
    is judged when it is (``rendering.middleware``), unless it is a wall by its words or by a script that only walls have.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seen: dict[int, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """That of a crawl: each has one."""
        found = crawler.get_downloader_middleware(cls)
        return cast(Self, found)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, if it is one."""
        if response.status in JUDGED:
            self.judge(request, response)
        return response

    def judge(self, request: Request, response: Response) -> None:
        """Raise BlockedError for a page with a sign. A frame that is yet to be filled may leave a DOUBT."""
        request.meta.pop(DOUBT, None)
        sign = self.sign(request, response)
        if sign and FRAME in request.meta and response.status == HTTPStatus.OK and is_doubtful(sign):
            request.meta[DOUBT] = sign
        elif sign:
            self.refuse(request, sign)

    def sign(self, request: Request, response: Response) -> Sign | None:
        """The sign on a page; None for robots.txt, and for an article that a listing's title speaks of."""
        if "dont_obey_robotstxt" in request.meta:
            return None
        sign = sign_of(response.body, lambda name: _header(response, name)) or self._same_page(request, response)
        return None if sign is None or _is_the_article(request, response) else sign

    def refuse(self, request: Request, sign: Sign) -> NoReturn:
        """Count it, and raise BlockedError."""
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
