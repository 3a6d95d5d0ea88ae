"""What connects to sites: Scrapy's own handler, with an end to heads, which says why when it is not let."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.budget import turn_of
from newscrawl.fetching.guard import ForbiddenAddressError
from newscrawl.fetching.resolver import refused

__all__ = ["Handler", "LongHeadError"]

HEAD_MAX = 256 * 1024  # bytes of all headers of an answer, interim answers included; Twisted limits only a line


class LongHeadError(NewscrawlError):
    """The headers of an answer have no end. Raised by ``Protocol``."""


class Protocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol, which gives up when an answer's headers have no end."""

    head = 0

    def request(self, request: Any) -> Any:
        """Begin with a request."""
        self.head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self.head += len(data)
            if self.head > HEAD_MAX:
                self._giveUp(Failure(LongHeadError(f"headers of more than {HEAD_MAX} bytes")))  # type: ignore[no-untyped-call] # Twisted's
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call] # Twisted's


class ProtocolFactory(_LenientHTTP11ClientFactory):
    """Makes Protocols."""

    def buildProtocol(self, addr: Any) -> Protocol:  # noqa: N802, ARG002 - Twisted's name and argument
        return Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call] # Twisted's


class Handler(HTTP11DownloadHandler):
    """Downloads over http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = ProtocolFactory

    async def download_request(self, request: Request) -> Response:
        """The response, when it is the crawl's turn. Raises ForbiddenAddressError for a name that the resolver refused."""
        async with turn_of(self._crawler, request):
            return await self._download(request)

    async def _download(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            host = urlparse_cached(request).hostname or ""
            if address := refused(host):
                raise ForbiddenAddressError(f"{host} is at {address}, which is no public address") from None
            raise
