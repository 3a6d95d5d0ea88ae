"""A page that could not be kept as an article, made ready to be read again later."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable
from datetime import UTC, datetime

from scrapy.http import Response

from newscrawl.items import PART_OF, SERVED_AT, Missed, article_id
from newscrawl.mongo.waiting.dead_pages import PAGE_MAX, DeadPage
from newscrawl.text.urls import canonical_url

__all__ = ["served"]

HEADERS = ("Content-Type", "ETag", "Last-Modified")  # that tell how a page is read, and whether it changed
LEVEL = 6  # of gzip: 8 MiB, the largest that a crawl fetches, take a third of a second of another thread


async def served(missed: Iterable[Missed]) -> dict[str, DeadPage]:
    """The pages of what was missed, by the ids of their letters; without those that are too large when compressed.

    An article of several pages is kept with its first one, when that is the one that failed: of a later one alone nothing
    could be made.
    """
    pages = {}
    for one in missed:
        if isinstance(one.answer, Response) and one.answer.body and not _is_part(one.answer):
            page = await asyncio.to_thread(_page, one.answer)
            if len(page.gzipped) <= PAGE_MAX:
                pages[article_id(canonical_url(one.url))] = page
    return pages


def _is_part(answer: Response) -> bool:
    return answer.request is not None and PART_OF in answer.request.meta


def _page(answer: Response) -> DeadPage:
    request = answer.request
    meta, given = (request.meta, request.cb_kwargs) if request else ({}, {})
    asked = list(dict.fromkeys([*meta.get("redirect_urls", ()), request.url if request else answer.url]))
    headers = {name: value.decode("latin-1") for name in HEADERS if (value := answer.headers.get(name))}
    at = meta.get(SERVED_AT) or datetime.now(UTC)
    return DeadPage(answer.url, asked, headers, gzip.compress(answer.body, LEVEL, mtime=0), at, given.get("entry"))
