"""Pages that somebody saved in a folder, in the place of a site: with an index, or as a browser leaves them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Request

from newscrawl.exceptions import ConfigurationError, UnreadablePageError
from newscrawl.items import Entry
from newscrawl.page.document import Page
from newscrawl.scaffolding.rereading import about_request
from newscrawl.scaffolding.saved_pages import INDEX, SavedPage, read_pages, unpacked
from newscrawl.scaffolding.visiting import NOT_SAVED, Fetch, NoPageError
from newscrawl.text.urls import absolute_url, canonical_url

__all__ = ["fetch_from", "pages_in"]

MARK = re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000}) -->")  # what browsers write on top
MARK_REACH = 4096  # bytes
ENDINGS = (".html", ".htm", ".html.gz", ".xml", ".json")
MOST = 500  # files


def pages_in(folder: Path) -> list[SavedPage]:
    """The pages of a folder. Raises ConfigurationError when there are none whose addresses are known."""
    if (folder / INDEX).is_file():
        return read_pages(folder)
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is no folder")
    files = sorted(path for path in folder.iterdir() if path.name.lower().endswith(ENDINGS))[:MOST]
    if pages := [page for path in files if (page := page_in(path))]:
        return pages
    told = f"it has no {INDEX}, and no page in it tells its address (a browser writes that on top of a page it saves)"
    raise ConfigurationError(f"{folder}: {told}")


def page_in(path: Path) -> SavedPage | None:
    """A page that a browser saved; None when it does not tell its address."""
    body = unpacked(path)
    url = address_in(body)
    at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    return SavedPage(file=path.name, url=url, body=body, callback="", saved_at=at) if url else None


def address_in(body: bytes) -> str | None:
    """Where a page says that it is from: the browser's mark, rel=canonical, og:url."""
    if mark := MARK.search(body, 0, MARK_REACH):
        return absolute_url(mark[1].decode("ascii", "replace"), "")
    try:
        page = Page.parse(body, "http://unknown.invalid/")
    except UnreadablePageError:
        return None
    links = [link.get("href") or "" for link in page.head["link"] if (link.get("rel") or "").lower() == "canonical"]
    return next((url for href in (*links, page.meta.get("og:url", "")) if (url := absolute_url(href, ""))), None)


def fetch_from(pages: Sequence[SavedPage]) -> Fetch:
    """Gives those pages, by any address that led to them, and nothing else."""
    told = [(url, page) for page in reversed(pages) for url in (page.url, *page.asked)]
    known = {canonical_url(url): page for url, page in told} | dict(told)

    async def fetch(request: Request) -> SavedPage:
        if (page := known.get(request.url) or known.get(canonical_url(request.url))) is None:
            raise NoPageError(request.url, NOT_SAVED)
        about = about_request(request)
        entry: Entry | None = about["entry"] or page.entry
        return replace(page, **{**about, "entry": entry})

    return fetch
