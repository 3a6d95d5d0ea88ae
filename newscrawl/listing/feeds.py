"""A feed -> the articles that it has: RSS 0.9 to 2.0, Atom, JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import Listing
from newscrawl.listing.records import Record, as_listing
from newscrawl.page.document import CROWDED_TAG, LONG_TAG, bare_if_crowded, parsed_json
from newscrawl.text.charsets import decode
from newscrawl.text.urls import absolute_url, same_site

__all__ = ["read_feed"]

ENTRIES_LIMIT = 500  # of a feed; the newest come first
CHARACTERS_LIMIT = (
    1_000_000  # without the texts of its articles; its parser takes about a second for so many ampersands,
)
TAGS_LIMIT = 40_000  # and two for so many open tags
START = re.compile(r"<(?:[\w-]{1,20}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
DECLARATION = re.compile(r"<\?xml\b[^<>]{0,200}\?>", re.IGNORECASE)
ENTITY = re.compile(r"<!ENTITY\b|<!DOCTYPE[^>\[]{0,300}\[", re.IGNORECASE)
TEXT = re.compile(r"<(/?)(description|content:encoded|content|summary|media:\w{1,20})\b[^<>]{0,500}(?<!/)>", re.IGNORECASE)  # fmt: skip
DATES = ("published", "created", "updated")
JSON_FEED = "https://jsonfeed.org/version/"


def read_feed(
    body: bytes,
    url: str,
    content_type: str | None = None,
    *,
    own: Sequence[str] = (),
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> Listing:
    """Read a feed, broken ones too. ``own`` are other addresses of the site, should the feed be kept elsewhere.

    Its articles' texts are not read: they are on the pages. Raises UnreadablePageError for what is no feed, and for one
    that declares entities, which no feed needs and which may grow without end.
    """
    clock: dict[str, Any] = {"zone": zone, "now": now}
    text = text_of(body, content_type)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return read_json_feed(text, url, own, clock)
    found = feedparser.parse(
        BytesIO(small_enough(text).encode("utf-8", "replace")),  # a string would be taken for the name of a file
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
    )
    if not found.version and not found.entries:
        raise UnreadablePageError("not_feed", "neither RSS nor Atom nor JSON Feed")
    records = (record_of(entry) for entry in found.entries[:ENTRIES_LIMIT])
    return as_listing(records, url, following(found.feed, url), own=own, **clock)


def text_of(body: bytes, content_type: str | None) -> str:
    """The words of a feed."""
    if not body.strip():
        raise UnreadablePageError("empty", "the feed is empty")
    return decode(body, content_type).text.replace("\0", "")


def small_enough(text: str) -> str:
    """A feed as its parser shall see it: in UTF-8, without texts of articles, and with its first entries alone."""
    text = DECLARATION.sub("", text, count=1).lstrip()
    if last := next(islice(START.finditer(text), ENTRIES_LIMIT, None), None):
        text = text[: last.start()]
    text = "".join(without_texts(text))
    if ENTITY.search(text):  # anywhere: a comment above them may have what looks like an entry
        raise UnreadablePageError("entities", "the feed declares entities of its own")
    if LONG_TAG.search(text):
        text = CROWDED_TAG.sub(bare_if_crowded, text)
    if len(text) > CHARACTERS_LIMIT or text.count("<") > TAGS_LIMIT:
        raise UnreadablePageError("too_large", f"{len(text):,} characters and {text.count('<'):,} tags in a feed")
    return text


def without_texts(text: str) -> Iterator[str]:
    """A feed without what its elements of text hold. What is left open ends with the next entry."""
    place, inside = 0, ""
    for tag in re.finditer(f"{TEXT.pattern}|{START.pattern}", text, re.IGNORECASE):
        if inside and (not tag[2] or (tag[1] and tag[2].lower() == inside)):
            place, inside = tag.start(), ""
        elif not inside and tag[2] and not tag[1]:
            yield text[place : tag.end()]
            inside = tag[2].lower()
    if not inside:
        yield text[place:]


def record_of(entry: Any) -> Record:
    """An entry as its feed has it. A feed that counts clicks keeps the article's own address beside."""
    date = next((entry[name] for name in DATES if entry.get(name)), "")
    return Record(entry.get("feedburner_origlink") or entry.get("link") or "", entry.get("title") or "", date)


def following(feed: Any, url: str) -> str | None:
    """The address of the page behind this one, as paged feeds link to it (RFC 5005)."""
    links = (link.get("href") for link in feed.get("links", ()) if link.get("rel") == "next")
    return usable(next(links, None), url)


def usable(href: Any, url: str) -> str | None:
    """The address of a next page: of the same site, and not this page."""
    address = absolute_url(href, url) if isinstance(href, str) else None
    return address if address and address != url and same_site(address, url) else None


def read_json_feed(text: str, url: str, own: Sequence[str], clock: dict[str, Any]) -> Listing:
    """A JSON Feed, as https://www.jsonfeed.org/version/1.1/ describes it."""
    feed = parsed_json(text.lstrip("\ufeff"))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not str(feed.get("version", "")).startswith(JSON_FEED):
        raise UnreadablePageError("not_feed", "neither RSS nor Atom nor JSON Feed")
    records = [json_record(item) for item in items[:ENTRIES_LIMIT] if isinstance(item, dict)]
    return as_listing(records, url, usable(feed.get("next_url"), url), own=own, **clock)


def json_record(item: dict[str, Any]) -> Record:
    """An item of a JSON Feed; its id is often its address."""
    words = {name: value for name, value in item.items() if isinstance(value, str)}
    href = words.get("url") or words.get("id") or ""
    return Record(href, words.get("title", ""), words.get("date_published") or words.get("date_modified") or "")
