"""A listing that a site's scripts fetch as JSON, JSONP or records of markup -> the articles that it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import Listing, read_listing
from newscrawl.listing.paths import unwrapped, values_at
from newscrawl.listing.records import Record, as_listing
from newscrawl.page.document import BYTES_LIMIT, Page
from newscrawl.text.charsets import decode
from newscrawl.text.urls import absolute_url, same_site

__all__ = ["FIELDS", "read_json_listing"]

ENTRIES_LIMIT = 1000
DEEPEST, BROADEST = 6, 2000  # levels at which a list of articles is looked for, and values of each
SAMPLE = 50  # values that tell whether a list is one of articles
BEFORE = 300  # characters before the JSON: the name of a callback, of a variable, a comment
RECORD = re.compile(r"<record>\s*<!\[CDATA\[", re.IGNORECASE)  # of Hanweb, in XML
NAME = re.compile(r"\{(\w{1,40})\}")
FIELDS = {
    "url": "url link href docpuburl puburl docurl arturl articleurl newsurl infourl detailurl linkurl weburl pageurl pcurl shareurl".split(),
    "title": "title doctitle arttitle articletitle newstitle infotitle listtitle showtitle headline subject name".split(),
    "date": "pubtime pubdate publishtime publishdate publishedat published docreltime docpubtime releasetime releasedate displaytime showtime infodate date time datetime createtime createdate createdat ctime inputtime updatetime".split(),
}  # fmt: skip
"""What systems call the parts of an entry, the likeliest name first; capitals, hyphens and underscores aside."""


def read_json_listing(
    body: bytes,
    url: str,
    content_type: str | None = None,
    *,
    entries: str | None = None,
    fields: Mapping[str, str] | None = None,
    following: str | None = None,
    own: Sequence[str] = (),
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> Listing:
    """Read a listing in JSON or JSONP. What a site declares:

    - ``entries``: the path to them; the list that most looks like one of articles when left out.
    - ``fields``: url, title and date to the names or paths that they have in an entry, or a template of an address, as
      ``"/detail/{id}.html"``; those that are usual when left out.
    - ``following``: the path to the address of the next page.

    Entries that are markup, as in Hanweb's records, are read as a listing page. Raises UnreadablePageError for what is
    neither.
    """
    if len(body) > BYTES_LIMIT:
        raise UnreadablePageError("too_large", f"{len(body):,} bytes of JSON; {BYTES_LIMIT:,} are read")
    text = decode(body, content_type).text.strip("\ufeff \t\r\n")
    clock: dict[str, Any] = {"zone": zone, "now": now}
    if text.startswith("<") and (records := [one.partition("]]>")[0] for one in RECORD.split(text)[1:]]):
        return read_markup(records, url, **clock)
    data = json_of(text)
    behind = next((one for one in values_at(data, following) if isinstance(one, str)), None) if following else None
    address = absolute_url(behind, url) if behind else None
    after = address if address and same_site(address, url) and address != url else None
    found = list(flattened(values_at(data, entries))) if entries else likely(data)
    if markup := [one for one in found if isinstance(one, str) and "<" in one]:
        return replace(read_markup(markup, url, **clock), next_page=after)
    each = (record_of(one, fields or {}) for one in found[:ENTRIES_LIMIT] if isinstance(one, dict))
    listing = as_listing(each, url, after, own=own, **clock)
    return replace(
        listing, end=not found and any(one == [] for one in (values_at(data, entries) if entries else lists_in(data)))
    )


def json_of(text: str) -> Any:
    """What a JSON text holds, also as the argument of a callback or the value of a variable."""
    start = re.search(r"[\[{]", text[:BEFORE])
    if start is None or text.startswith("<"):
        raise UnreadablePageError("not_json", "neither JSON nor JSONP")
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start.start())[0]
    except (ValueError, RecursionError) as error:
        raise UnreadablePageError("not_json", f"neither JSON nor JSONP: {error}") from None


def flattened(values: Sequence[Any]) -> Iterator[Any]:
    """Values, and those of lists among them."""
    for one in map(unwrapped, values):
        yield from one if isinstance(one, list) else [one]


def likely(data: Any) -> list[Any]:
    """The list that has the most entries with dates, or else the most entries; the first of several."""
    return max(lists_in(data), key=entries_in, default=[])


def lists_in(data: Any) -> Iterator[list[Any]]:
    """The lists inside of some data, level by level."""
    level = [data]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for one in map(unwrapped, level[:BROADEST]):
            if isinstance(one, list):
                yield one
            below += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
        level = below


def entries_in(values: Sequence[Any]) -> tuple[int, int]:
    """How many of a list's first values could be articles with a date, and how many could be articles."""
    some = values[:SAMPLE]
    records = [record_of(one, {}) for one in some if isinstance(one, dict)]
    named = [one for one in records if one.href and one.title]
    markup = sum(isinstance(one, str) and "<a " in one for one in some)
    return sum(bool(one.date) for one in named) + markup, len(named) + markup


def record_of(entry: Mapping[str, Any], fields: Mapping[str, str]) -> Record:
    """An entry with what it calls its address, title and date."""
    names = {re.sub(r"[_-]", "", name.lower()): name for name in entry}
    told = {}
    for field, usual in FIELDS.items():
        known = [entry[names[name]] for name in usual if name in names]
        told[field] = declared(entry, fields[field]) if field in fields else next(filter(None, map(words, known)), "")
    return Record(told["url"], told["title"], told["date"])


def declared(entry: Mapping[str, Any], name: str) -> str:
    """What a site's name, path or template for a field makes of an entry; empty when something is missing."""
    if "{" not in name:
        return next(map(words, values_at(entry, name)), "")
    parts = {one: words(entry.get(one)) for one in NAME.findall(name)}
    return NAME.sub(lambda found: parts[found[1]], name) if all(parts.values()) else ""


def words(value: Any) -> str:
    """A text or a number as text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value) if abs(value if isinstance(value, int) else 0) < 10**18 else ""


def read_markup(records: Sequence[str], url: str, **clock: Any) -> Listing:
    """Records of markup as the listing page that they are put into."""
    html = f"<html><body><div>{''.join(records[:ENTRIES_LIMIT])}</div></body></html>"
    listing = read_listing(Page.parse(html.encode("utf-8", "replace"), url, "text/html", **clock))
    return replace(listing, next_page=None)
