"""A sitemap -> the articles that it has, and the sitemaps that it leads to (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from html import unescape
from itertools import chain, islice
from typing import NamedTuple

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import Listing
from newscrawl.listing.links import is_article
from newscrawl.listing.records import Record, as_listing
from newscrawl.text.charsets import decode
from newscrawl.text.urls import absolute_url, host_of, site_of

__all__ = ["BYTES_LIMIT", "Sitemap", "read_sitemap"]

BYTES_LIMIT = 50 * 2**20  # of a sitemap, as the protocol has it, packed or not
URLS_LIMIT = 50_000  # the same
PIECE = 2**16  # bytes that are unpacked and decoded at once
ENTRY_LIMIT = 2**16  # characters of one address with all that is said of it: hundreds of pictures
WORDS_LIMIT = 4000  # of one part of it
MOSTLY = 0.6  # share of addresses with numbers from which on those without are no articles
START = re.compile(r"<([\w-]{1,20}:)?(url|sitemap)(?=[\s>])", re.IGNORECASE)
ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
GZIP = b"\x1f\x8b"
OTHERS = re.compile(r"(?:^|[/_-])(?:taxonom\w*|categor\w*|post_tag|tags?|authors?|users?|images?|videos?)[-_.\d]", re.IGNORECASE)  # fmt: skip
LISTED = re.compile(r"(sitemap:\s*)?(https?://\S{1,2000})", re.IGNORECASE)


class Sitemap(NamedTuple):
    """What a sitemap gives: the articles that it has, and the addresses of further sitemaps, the newest of both first."""

    listing: Listing
    children: Sequence[str]


class Named(NamedTuple):
    """An address as a sitemap has it. ``kind`` is url, news or sitemap; ``changed`` is no date of an article, but of its page."""

    kind: str
    record: Record
    changed: str = ""


def read_sitemap(
    body: bytes,
    url: str,
    content_type: str | None = None,
    *,
    articles: str | None = None,
    since: str = "",
    most: int = URLS_LIMIT,
    own: Sequence[str] = (),
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> Sitemap:
    """Read a sitemap, an index of sitemaps, a plain list of addresses, or what robots.txt says of sitemaps; packed or not.

    ``articles`` is a pattern for the addresses of articles; without it they are told by what they look like. What is older
    than the day ``since`` (ISO 8601) is left out, and so is what is beyond the ``most`` newest. Titles and dates are those of
    Google's news tags; lastmod is that of a page. Entities are never resolved. Raises UnreadablePageError for what is no sitemap.
    """
    named = list(islice(names(text_pieces(body, content_type)), URLS_LIMIT))
    if not named:
        raise UnreadablePageError("not_sitemap", "no addresses, as sitemaps have them")
    recent = sorted((one for one in named if not "" < day_of(one) < since), key=day_of, reverse=True)
    pages = [one for one in recent if one.kind != "sitemap"]
    wanted = matching(pages, articles) if articles else articles_among(pages)
    listing = as_listing((one.record for one in wanted[:most]), url, own=own, zone=zone, now=now)
    sites = {site_of(host_of(one)) for one in (url, *own)}
    found = (absolute_url(one.record.href, url) for one in recent if one.kind == "sitemap")
    children = [one for one in found if one and site_of(host_of(one)) in sites and not OTHERS.search(one)]
    return Sitemap(listing, list(dict.fromkeys(children)))


def matching(pages: Sequence[Named], articles: str) -> list[Named]:
    """The addresses that a site's pattern finds."""
    return [one for one in pages if re.search(articles, one.record.href)]


def articles_among(pages: Sequence[Named]) -> list[Named]:
    """The addresses that look like those of articles: news as they are called, or most with numbers, and then only those."""
    if any(one.kind == "news" for one in pages):
        return [one for one in pages if one.kind == "news"]
    likely = [one for one in pages if is_article(one.record.href)]
    numbered = [one for one in likely if re.search(r"\d", one.record.href.partition("//")[2].partition("/")[2])]
    return numbered if len(numbered) > MOSTLY * len(likely) else likely


def day_of(one: Named) -> str:
    """The day of an address, in a form that can be compared; empty when it has none."""
    told = one.record.date or one.changed
    return told[:19] if re.match(r"\d{4}-\d\d-\d\d", told) else ""


def text_pieces(body: bytes, content_type: str | None) -> Iterator[str]:
    """The words of a sitemap, piece by piece, however large it is when it is unpacked."""
    pieces = unpacked(body) if body.startswith(GZIP) else slices(body)
    first = next(pieces, b"")
    charset = decode(first, content_type).charset
    decoder = codecs.getincrementaldecoder("utf-8" if charset == "ascii" else charset)("replace")
    for piece in chain([first], pieces):
        yield decoder.decode(piece)


def slices(body: bytes) -> Iterator[bytes]:
    """Bytes in pieces."""
    return (body[place : place + PIECE] for place in range(0, min(len(body), BYTES_LIMIT), PIECE))


def unpacked(body: bytes) -> Iterator[bytes]:
    """Packed bytes in pieces, as far as they can be unpacked, and no more than a sitemap may have."""
    unpacker, size = zlib.decompressobj(wbits=31), 0
    for packed in slices(body):
        waiting = packed
        while waiting and size < BYTES_LIMIT:
            try:
                piece = unpacker.decompress(waiting, PIECE)
            except zlib.error:
                return
            waiting, size = unpacker.unconsumed_tail, size + len(piece)
            yield piece


def names(pieces: Iterable[str]) -> Iterator[Named]:
    """The addresses that a sitemap names, with what it says of them."""
    pieces = iter(pieces)
    first = next(pieces, "").lstrip("\ufeff \t\r\n")
    if ENTITY.search(first):
        raise UnreadablePageError("entities", "the sitemap declares entities of its own")
    if first.startswith("<"):
        yield from marked(chain([first], pieces))
    else:
        yield from listed(chain([first], pieces))


def listed(pieces: Iterable[str]) -> Iterator[Named]:
    """Of a plain text: an address a line, or what robots.txt has of sitemaps."""
    rest = ""
    for piece in chain(pieces, ["\n"]):
        *lines, rest = f"{rest[-ENTRY_LIMIT:]}{piece}".split("\n")
        for found in filter(None, (LISTED.fullmatch(line.strip()) for line in lines)):
            yield Named("sitemap" if found[1] else "url", Record(found[2]))


def marked(pieces: Iterable[str]) -> Iterator[Named]:
    """Of markup: what stands in each url and sitemap. Read as text, so that no broken address costs those behind it."""
    rest = ""
    for piece in pieces:
        rest, place = rest + piece, 0
        while start := START.search(rest, place):
            end = rest.find(f"</{start[1] or ''}{start[2]}", start.end())
            if end < 0:
                break
            yield named(start, rest[start.end() : end])
            place = end
        rest = rest[start.start() if start else max(place, len(rest) - 40) :]
        if len(rest) > ENTRY_LIMIT:
            rest = rest[-40:]


def named(start: re.Match[str], text: str) -> Named:
    """What a url or sitemap element says. Pictures and videos have addresses of their own, under other prefixes."""
    prefix = re.escape(start[1] or "")
    href, changed = part(f"{prefix}loc", text), part(f"{prefix}lastmod", text)
    news, kind = re.search(r"<(?:[\w-]{1,20}:)?news[\s>]", text), start[2].lower()
    if kind == "sitemap" or not news:
        return Named(kind, Record(href), changed)
    told = text[news.end() :]
    title, published = part(r"(?:[\w-]{1,20}:)?title", told), part(r"(?:[\w-]{1,20}:)?publication_date", told)
    return Named("news", Record(href, title, published), changed)


def part(name: str, text: str) -> str:
    """The words of the first element of a name; empty when there is none."""
    found = re.search(rf"<{name}(?:\s[^<>]{{0,200}})?>", text, re.IGNORECASE)
    words = text[found.end() :].partition("</")[0] if found else ""
    return unescape(CDATA.sub("", words[:WORDS_LIMIT])).strip()
