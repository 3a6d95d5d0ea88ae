"""Redirects that a page asks for in its own markup."""

from __future__ import annotations

import re

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

from newscrawl.fetching.compression import HEAD

REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
WITHIN = 16_384  # bytes of a page in which its head ends


class MetaRefresh(MetaRefreshMiddleware):
    """Follows a meta refresh as Scrapy's own does, but decodes no page that has none; a robots.txt is no page."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request that a meta refresh asks for, or the response."""
        if HEAD in request.meta or not REFRESH.search(response.body, 0, WITHIN):
            return response
        return super().process_response(request, response, spider)
