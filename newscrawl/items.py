"""The Article: the one thing that all rooms know. docs/item.md is made from the fields declared here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from newscrawl.text.dates import Moment

__all__ = [
    "ARTICLE_PAGE",
    "GOES_ON",
    "LISTING",
    "LISTING_END",
    "PART_OF",
    "REVISIT",
    "SERVED_AT",
    "Article",
    "Attachment",
    "Copy",
    "Entry",
    "Image",
    "Link",
    "Missed",
    "Place",
    "article_id",
]

# What a request's meta says of it to who decides whether it is made.
ARTICLE_PAGE = "article_page"  # the address that a listing gives of the article, whatever redirects lead to
PART_OF = "part_of"  # the same, on requests for the further pages of an article
REVISIT = "revisit"  # what is known of the article, when it is stored and only visited again
LISTING = "listing"  # the address at which the listing begins, or the template of its addresses
GOES_ON = (
    "goes_on"  # set on a request for a listing page that belongs to the one before, as pages of a day's newspaper do
)
LISTING_END = "listing_end"  # set on the response to one that says that nothing is behind it
SERVED_AT = "served_at"  # when the page was served, of one that was kept and is read again


class Entry(NamedTuple):
    """What a listing page says of an article: its address, its title, and the date beside it, if any."""

    url: str
    title: str = ""
    date: Moment | None = None


class Missed(NamedTuple):
    """A page that a listing gives as an article's and that gave none. ``passing``: it may give one soon.

    ``reason`` is a word, ``detail`` a line; ``answer`` is Scrapy's response, of a page that was served and could not be kept.
    """

    url: str
    reason: str
    passing: bool
    detail: str = ""
    answer: Any = None


def article_id(canonical_url: str) -> str:
    """The ``_id`` of an article in MongoDB: 128 bits of BLAKE2b of its canonical URL, as 32 hex digits.

    >>> article_id("http://www.example.com/a.html")
    '21c3d5dd23bdb7f50886319f7be848ba'
    """
    return blake2b(canonical_url.encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class Link:
    """One link of an article, or a line that was planted without one or added to a copy (``url`` is empty), and what was decided about it."""

    url: str
    text: str
    position: str = ""  # head, tail, between (paragraphs), inside (a sentence), hidden (from readers), aside (among the text, on a line that is none of it)
    verdict: str = ""  # editorial, navigation, attachment, spam; refused when its address is none
    rule: str = ""  # the rule that decided
    evidence: str = ""  # what it saw: a word, a style, a number of sites


@dataclass(slots=True)
class Image:
    """A picture of the article, with the words below it."""

    url: str
    caption: str = ""


@dataclass(slots=True)
class Attachment:
    """A file that the article offers: pdf, doc, xls, zip and the like."""

    url: str
    title: str = ""


@dataclass(slots=True)
class Place:
    """A place that the article speaks of. ``code`` is GB/T 2260, ``evidence`` the words that named it."""

    code: str
    name: str
    evidence: str = ""


@dataclass(slots=True)
class Copy:
    """The article that this one repeats: its ``_id`` and site, the rule that told, and what it saw.

    ``likeness``, ``added`` and ``cut`` were measured when the two met; should an earlier copy turn up later, only ``id`` and
    ``site`` are changed to it.
    """

    id: str
    site: str
    rule: str  # same_content, near_content, same_title
    likeness: float = 1.0  # share of five-character runs that both have, of all that either has
    added: list[str] = field(default_factory=list)  # sentences that the copy has and its origin has not
    cut: list[str] = field(default_factory=list)  # and the reverse


def described(default: Any, group: str, meaning: str, by: str, example: object) -> Any:
    """A dataclass field that carries its line of docs/item.md. A ``default`` that is a type is called for each item."""
    metadata = {"group": group, "meaning": meaning, "by": by, "example": example}
    if isinstance(default, type):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(slots=True, kw_only=True)
class Article:
    """A news article. Times are aware and in UTC, text is NFC, and what is missing is None or empty."""

    url: str = described(
        "", "identity", "The address that was fetched.", "walk", "http://www.xinlinghua.example/jishuzixun/1203.html"
    )
    canonical_url: str = described(
        "", "identity", "The one address of the article, without tracking parameters.", "detail",
        "http://www.xinlinghua.example/jishuzixun/1203.html",
    )  # fmt: skip
    addresses: list[str] = described(
        list, "identity", "Ids (as `_id`) of the addresses under which it was met: its own, as fetched, as listings link to it; 50 at most.",
        "walk", ["3c0ee8b8d9dbce2d7e0ed0e2b6c6ad9a"],
    )  # fmt: skip
    site: str = described("", "identity", "The name of the site's spider.", "walk", "xin_linghua")
    region: str = described("", "identity", "The site's own region: GB/T 2260 or ISO 3166-2.", "walk", "610700")

    title: str | None = described(
        None, "words", "The headline, without the site's name.", "detail", "西乡县签署质量兴县合作协议"
    )
    subtitle: str | None = described(
        None, "words", "The line above or below the headline.", "detail", "七个方面达成合作"
    )
    summary: str | None = described(None, "words", "The publisher's own summary.", "detail", "双方就质量兴县签署协议。")
    body: str | None = described(
        None, "words", "The text: paragraphs joined by a newline.", "detail", "第一段。\n第二段。"
    )
    body_html: str | None = described(
        None, "words", "The text in a small, safe subset of HTML.", "detail", "<p>第一段。</p>\n<p>第二段。</p>"
    )
    language: str | None = described(None, "words", "ISO 639-1 code of the text's language.", "detail", "zh")

    authors: list[str] = described(list, "people", "Who wrote it: 记者, 作者, 通讯员.", "detail", ["魏玮"])
    editors: list[str] = described(list, "people", "Who edited it: 责任编辑, 编辑.", "detail", ["李晓"])
    source: str | None = described(
        None, "people", "The medium that it came from, as the page says it: 来源.", "detail", "领花厂家"
    )
    source_url: str | None = described(
        None, "people", "The address that the source's name links to.", "detail", "http://www.qinnandaily.example/"
    )
    publisher: str | None = described(
        None, "people", "The site's own name, as its pages tell it.", "detail", "新领花资讯网"
    )

    channel: str | None = described(None, "place", "The section of the site: 栏目.", "detail", "技术资讯")
    breadcrumbs: list[str] = described(
        list, "place", "The way from the home page to the section.", "detail", ["首页", "技术资讯"]
    )
    keywords: list[str] = described(list, "place", "The publisher's own keywords.", "detail", ["质量兴县", "西乡"])
    read_count: int | None = described(
        None, "place", "How often the page says it was read: 阅读, 浏览次数.", "detail", 312
    )

    published_at: datetime | None = described(
        None, "time", "When it was published, in UTC.", "detail", "2020-03-20T04:20:59+00:00"
    )
    published_precision: str | None = described(
        None, "time", "What the page told of it: second, minute, hour, day, month.", "detail", "second"
    )
    published_raw: str | None = described(None, "time", "The words that told it.", "detail", "2020-03-20 12:20:59")
    modified_at: datetime | None = described(
        None, "time", "When the publisher says it was changed, in UTC.", "detail", "2020-03-21T01:00:00+00:00"
    )
    crawled_at: datetime | None = described(
        None, "time", "When the page was read, in UTC.", "walk", "2020-03-20T04:35:02+00:00"
    )

    images: list[Image] = described(
        list, "media", "Pictures: url, caption.", "detail", [{"url": "http://…/1.jpg", "caption": "签约现场"}]
    )
    attachments: list[Attachment] = described(
        list, "media", "Files: url, title.", "detail", [{"url": "http://…/1.pdf", "title": "附件1：名单"}]
    )
    links: list[Link] = described(
        list, "links", "Every link of the article, and every line that was planted without one or added to a copy (its url is empty): url, text, position, verdict, rule, evidence.",
        "strip_spam_links",
        [{"url": "http://…", "text": "铝板厂家", "position": "tail", "verdict": "spam", "rule": "commercial_phrase", "evidence": "厂家"}],
    )  # fmt: skip
    link_hosts: list[str] = described(
        list, "links", "Hosts of other sites that it links to.", "strip_spam_links", ["www.lvban.example"]
    )
    unstripped_html: str | None = described(
        None, "links", "`body_html` as it was read, when planted links or lines were taken out of it.", "strip_spam_links",
        "<p>第一段。</p>\n<p><a href=\"http://…\">铝板厂家</a></p>",
    )  # fmt: skip
    suspect: bool = described(
        False, "links", "So much of it looks planted that nothing was taken out.", "strip_spam_links", False
    )  # fmt: skip
    disguised: bool = described(
        False, "links", "Its page had disguised its words as traditional characters with their sound in brackets; they are restored.",
        "detail", False,
    )  # fmt: skip
    regions: list[Place] = described(
        list, "where", "Places it speaks of: code, name, evidence.", "tag_regions",
        [{"code": "610724", "name": "西乡县", "evidence": "西乡"}],
    )  # fmt: skip

    content_hash: str | None = described(
        None, "likeness", "Fingerprint of the normalised text: equal for exact copies.", "store",
        "9f2b4cbb0d2f4d0e8f3a5d2c7b1e6a90",
    )  # fmt: skip
    title_hash: str | None = described(
        None, "likeness", "Fingerprint of the normalised title and the day.", "store", "17c1c3aa3f0b5f5e2a6f6e0c9d3f1b42"
    )  # fmt: skip
    signature: bytes | None = described(
        None, "likeness", "What near copies are told by; None for a text that is too short for it.", "store", "<261 bytes>"
    )  # fmt: skip
    story_id: str | None = described(
        None, "likeness", "The `_id` of the story's head, which all articles of the story share.", "store",
        "3c0ee8b8d9dbce2d7e0ed0e2b6c6ad9a",
    )  # fmt: skip
    copy_of: Copy | None = described(
        None, "likeness", "The article that this one repeats: id, site, rule, likeness, added, cut. None for a story's head.",
        "store",
        {"id": "3c0ee8b8…", "site": "qinghe_portal", "rule": "near_content", "likeness": 0.91, "added": ["铝板厂家直销"], "cut": []},
    )  # fmt: skip

    found_by: dict[str, str] = described(
        dict, "provenance", "Field name to the finder that found it.", "loader",
        {"title": "headline", "published_at": "byline"},
    )  # fmt: skip
    etag: str | None = described(
        None, "provenance", "The page's ETag, to ask whether it has changed; of an article on one page only.", "walk", '"5e74-1a2b"'
    )  # fmt: skip
    last_modified: str | None = described(
        None, "provenance", "The same with the page's Last-Modified, as the server wrote it.", "walk",
        "Fri, 20 Mar 2020 04:21:03 GMT",
    )  # fmt: skip
    extractor: str = described("", "provenance", "The version that read the page.", "loader", "newscrawl 0.1.0")

    @property
    def id(self) -> str:
        """The ``_id`` of the article's document."""
        return article_id(self.canonical_url)
