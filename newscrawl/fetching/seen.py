"""Which requests were made already."""

from __future__ import annotations

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter

from newscrawl.items import ARTICLE_PAGE


class SeenRequests(RFPDupeFilter):
    """Filters requests that were made already, but lets one through that was redirected to itself, or to an article.

    A site that strips tracking parameters by a redirect, or that adds a session, answers with an address that counts as the
    one that was asked for. The redirect is the request under way then, not a second one; REDIRECT_MAX_TIMES ends a loop.
    A second address that is redirected to an article is kept with it once it was followed, and costs nothing from then on.
    """

    def request_seen(self, request: Request) -> bool:
        """Whether the request is to be dropped."""
        return super().request_seen(request) and not self._continues(request)

    def _continues(self, request: Request) -> bool:
        own, before = self._fingerprint(request), request.meta.get("redirect_urls", ())
        return bool(before) and (
            ARTICLE_PAGE in request.meta or own in (self._fingerprint(request.replace(url=url)) for url in before)
        )
