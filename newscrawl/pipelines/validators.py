"""What it takes to ask whether a listing has changed, instead of reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.mongo.crawls.sites import Listing
from newscrawl.text.validators import sendable

__all__ = ["NOT_MODIFIED", "unless_unchanged", "validators"]

NOT_MODIFIED = 304
WHOLE = timedelta(days=1)  # a listing is read so often all the same: servers err, and so do readers of listings


def validators(response: Response, due: datetime | None, now: datetime) -> dict[str, Any]:
    """Those of a listing's first page, and until when they may be sent: until the first of its articles is ``due`` for a visit."""
    found = {"etag": _header(response, "ETag"), "last_modified": _header(response, "Last-Modified")}
    if not any(found.values()):
        return {}
    asked = [*response.meta.get("redirect_urls", ()), response.url][0]
    return {**found, "asked": asked, "whole_at": min(due or now + WHOLE, now + WHOLE)}


def unless_unchanged(request: Request, listing: Listing, now: datetime) -> Request:
    """The request for a listing's first page as a question whether it has changed, where that may be asked.

    It may when the listing was walked to its end from this very address (a newspaper's is another one each day), and none of its
    articles is to be visited. An answer 304 comes to no callback.
    """
    asked = {"If-None-Match": listing.etag, "If-Modified-Since": listing.last_modified}
    headers = {name: value for name, value in asked.items() if value}
    if listing.asked != request.url or listing.page or listing.whole_at is None or listing.whole_at <= now:
        return request
    meta = {**request.meta, "handle_httpstatus_list": [NOT_MODIFIED]}
    callback = _unless_304(request.callback)  # type: ignore[arg-type] # a listing's has one
    return request.replace(headers={**request.headers, **headers}, meta=meta, callback=callback)


def _unless_304(callback: Callable[..., Iterable[Any]]) -> Callable[..., Iterable[Any]]:
    @wraps(callback)  # its name tells what the request is for
    def asked(response: Response, **given: Any) -> Iterable[Any]:
        return [] if response.status == NOT_MODIFIED else callback(response, **given)

    return asked


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return sendable(value.decode("latin-1")) if value else None
