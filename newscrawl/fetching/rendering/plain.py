"""Whether a page has what it was fetched for without being rendered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scrapy.http import Response

from newscrawl.detail import read_detail
from newscrawl.detail.marks import Marks
from newscrawl.exceptions import UnreadablePageError
from newscrawl.items import Article
from newscrawl.listing import read_listing
from newscrawl.page.document import Page

__all__ = ["has_what_is_wanted"]


def has_what_is_wanted(kind: str, response: Response, site: Any) -> bool:
    """Whether a listing page has articles, and an article page a text. What is no HTML at all, rendering does not change."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    try:
        page = Page.parse(response.body, response.url, content_type, now=datetime.now(UTC))
    except UnreadablePageError as error:
        return error.reason != "empty"
    if kind == "listing":
        return bool(read_listing(page, site.article_links, site.next_page, site.own_addresses()).entries)
    return bool(read_detail(page, Article(url=response.url), Marks(body=site.body)).body)
