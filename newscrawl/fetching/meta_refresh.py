"""Redirects that a page asks for in its own markup."""

from __future__ import annotations

import re

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
HEAD = 16_384  # bytes of a page in which its head ends


class MetaRefresh(MetaRefreshMiddleware):
    """Follows a meta refresh as Scrapy's own does, but decodes no page that has none."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request that a meta refresh asks for, or the response."""
        if not REFRESH.search(response.body, 0, HEAD):
            return response
        return super().process_response(request, response, spider)
