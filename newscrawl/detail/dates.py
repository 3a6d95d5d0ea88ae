"""Finders of when an article appeared and when it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.byline import LINE_LIMIT, joined, labelled
from newscrawl.detail.view import View
from newscrawl.text.dates import Moment, find_moments, parse_moment

Found = Iterator[tuple[Moment | None, str]]
PUBLISHED_META = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publish_time", "og:release_date", "weibo:article:create_at",
    "weibo: article:create_at", "_pubtime", "apub:time", "date", "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "createdate", "firstcreatetime",
)  # fmt: skip
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmodified", "last-modified")
DATED_PATH = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d{1,2}(?!\d))")
SIGNATURE_LIMIT = 30  # characters of a line that is a date below a notice


def published(view: View) -> Found:
    """When it appeared: the site's selector, the byline, what is told to machines, the address, a date below the text."""
    page = view.page
    for candidate in view.selected("published"):
        yield next(find_moments(str(candidate.value), page.zone, page.now), None), "selector"
    yield from in_byline(view)
    yield from for_machines(view, PUBLISHED_META, "datePublished")
    yield from in_time_elements(view)
    yield from behind_body(view)
    for date in DATED_PATH.finditer(page.url):
        yield parse_moment("-".join(date.groups()), page.zone), "url"
    yield from in_signature(view)


def modified(view: View) -> Found:
    """When the publisher says it was changed."""
    yield from for_machines(view, MODIFIED_META, "dateModified")


def in_byline(view: View) -> Found:
    """Dates in the lines around the headline: labelled ones first, then any with a time of day, then any."""
    page, found = view.page, list[tuple[int, Moment]]()
    for block in view.head:
        if (
            block.length > LINE_LIMIT
            or (block.length > 60 and block in view.body)
            or 0 < block.length < 1.5 * block.linked
        ):
            continue
        text = joined(block).replace("\x1f", " ")
        label = any(kind == "published" for kind, _ in labelled(text))
        for told in find_moments(text, page.zone, page.now):
            found.append((0 if label else 1 if told.precision != "day" else 2, told))
    for _, told in sorted(found, key=lambda one: one[0]):
        yield told, "byline"


def behind_body(view: View) -> Found:
    """A labelled date just behind the text."""
    for block in view.behind:
        text = joined(block).replace("\x1f", " ")
        if block.length <= LINE_LIMIT and any(kind == "published" for kind, _ in labelled(text)):
            yield next(find_moments(text, view.page.zone, view.page.now), None), "behind_body"


def in_signature(view: View) -> Found:
    """A line of its own at the end of the text that is a date, as notices and letters have."""
    for block in reversed(view.body[-5:]):
        if block.length <= SIGNATURE_LIMIT:
            yield next(find_moments(block.text, view.page.zone, view.page.now), None), "signature"


def for_machines(view: View, metas: tuple[str, ...], key: str) -> Found:
    """Dates in JSON-LD and meta tags."""
    page = view.page
    for data in page.json_ld:
        if isinstance(data.get(key), str):
            yield parse_moment(data[key], page.zone, page.now), "json-ld"
    for name in metas:
        if name in page.meta:
            yield parse_moment(page.meta[name], page.zone, page.now), f"meta:{name}"


def in_time_elements(view: View) -> Found:
    """The first time element that says so in its attribute."""
    for element in view.page.root.iterfind(".//time[@datetime]"):
        yield parse_moment(element.get("datetime") or "", view.page.zone, view.page.now), "time"
