"""What connects to sites: Scrapy's own handler, which says why when it is not let."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.fetching.guard import ForbiddenAddressError
from newscrawl.fetching.resolver import refused

__all__ = ["Handler"]


class Handler(HTTP11DownloadHandler):
    """Downloads over http and https."""

    async def download_request(self, request: Request) -> Response:
        """The response. Raises ForbiddenAddressError for a name that the resolver refused."""
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            host = urlparse_cached(request).hostname or ""
            if address := refused(host):
                raise ForbiddenAddressError(f"{host} is at {address}, which is no public address") from None
            raise
