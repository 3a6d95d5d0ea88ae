"""What lists for machines say of articles, as a listing: feeds, sitemaps and JSON have an address, a title and a date each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from html import unescape
from typing import NamedTuple

from newscrawl.items import Entry
from newscrawl.listing import Listing
from newscrawl.listing.links import is_home
from newscrawl.page.document import CHINA, HAN
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.urls import URL_LIMIT, absolute_url, canonical_url, host_of, site_of
from newscrawl.text.whitespace import one_line

__all__ = ["Record", "as_listing", "title_of"]

TITLE_LIMIT = 300  # characters; a longer one is a text
DATE_LIMIT = 60
TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)


class Record(NamedTuple):
    """An article as a list for machines has it: words as they stand there."""

    href: str
    title: str = ""
    date: str = ""


def as_listing(
    records: Iterable[Record],
    url: str,
    following: str | None = None,
    *,
    own: Sequence[str] = (),
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> Listing:
    """The records as a listing: each article once, in their order, without those of other sites.

    ``url`` is the list's own address; ``own`` are others of the site, as a list may be kept elsewhere. ``zone`` is that of
    dates that name none: that of China for Chinese titles, UTC for others, when left out.
    """
    records = [one._replace(title=title_of(one.title)) for one in records if one.href.strip()]
    sites = {site_of(host_of(one)) for one in (url, *own)}
    zone = zone or zone_of(one.title for one in records)
    entries: dict[str, Entry] = {}
    skipped: Counter[str] = Counter()
    for one in records:
        address = absolute_url(one.href.strip(), url)
        if reason := why_skipped(one.href, address, sites):
            skipped[reason] += 1
        elif address and not is_home(address):
            entry = Entry(address.partition("#")[0], one.title, date_of(one.date, zone, now))
            entries.setdefault(canonical_url(address), entry)
    return Listing(list(entries.values()), following, float(bool(entries)), skipped)


def why_skipped(href: str, address: str | None, sites: set[str]) -> str:
    """Why a record is of no article of the site, in a word for the counters; empty when it may be."""
    if address is None:
        return "too_long" if len(href) > URL_LIMIT else "no_address"
    return "" if site_of(host_of(address)) in sites else "off_site"


def title_of(text: str) -> str:
    """The words of a title, which may be markup.

    >>> title_of("<b>西乡</b>&nbsp;质量 &amp; 兴县 "), title_of("5 < 6 & 7")
    ('西乡 质量 & 兴县', '5 < 6 & 7')
    """
    return (one_line(unescape(TAG.sub("", text[: 4 * TITLE_LIMIT]))) or "")[:TITLE_LIMIT]


def date_of(text: str, zone: tzinfo, now: datetime | None) -> Moment | None:
    """A record's date; None when it tells none that can be."""
    return parse_moment(text, zone, now) if text and len(text) <= DATE_LIMIT else None


def zone_of(titles: Iterable[str]) -> tzinfo:
    """The zone of times that name none: China's when most titles are Chinese."""
    chinese = [bool(HAN.search(title)) for title in titles if title]
    return CHINA if sum(chinese) > len(chinese) / 2 else UTC
