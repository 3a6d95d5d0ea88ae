"""A page, decoded and parsed once: what listing and detail read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from functools import cached_property, lru_cache
from html import escape, unescape
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newscrawl.exceptions import UnreadablePageError
from newscrawl.page.hidden import conceal
from newscrawl.text.charsets import decode
from newscrawl.text.disguise import undisguised
from newscrawl.text.urls import absolute_url, host_of, site_of
from newscrawl.text.whitespace import one_line

# What is larger is no article page. Each limit is at least twice what any of 438 real pages has, and keeps the worst
# page under 2 s and 200 MB (tests/page/test_document.py, docs/quality.md).
BYTES_LIMIT = 3 * 2**20  # without pictures as data:
TAGS_LIMIT = 16_000
DEEP = 40  # elements around another one
DEEP_LIMIT = 3_000  # elements deeper than that: each line knows all that it stands in
NOT_HTML = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"RIFF",
)
HTML_TYPES = re.compile(r"html|xml|text/plain|octet-stream|^\s*$", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]+")
PIECES = 400  # runs of text that are enough to tell a page's language,
CHARACTERS = 5000  # or so many of it
CHINA = ZoneInfo("Asia/Shanghai")
JSON_LD = re.compile(r"\s*application/ld\+json", re.IGNORECASE)
JSON_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$|;\s*$")
LAST_COMMA = re.compile(r",\s*([}\]])")
ARTICLE = re.compile(r"Article|Posting|Report|Review")
PICTURE = re.compile(rb"data:[\w/+.;=-]{0,80};base64,[\w+/=%]{1000,}")
LONG_TAG = re.compile(r"<[a-zA-Z][^>]{1000}")  # one may be crowded; most pages have none, which this sees much faster
CROWDED_TAG = re.compile(r"<([a-z][\w:-]*)[^<>]{1000,}>", re.IGNORECASE)  # of pictures as data: or of attributes
ATTRIBUTES_LIMIT = 200  # the parser compares each attribute of a tag with every other
FOUNDER = "<!--enpcontent-->"  # comments in which a newspapers' system encloses an article's text: made an element,
FOUNDER_TEXT = re.compile(r"<!--(/?enpcontent)-->")  # so that a selector finds it
TITLE_LIMIT = 1000  # characters; a longer one is none
MARKUP = re.compile(r"</?(?:p|br|div)\b", re.IGNORECASE)
DEEPER = etree.XPath(f"count({'/*' * DEEP}//*)")
HEAD = ("title", "base", "meta", "link")
UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "textarea")


class Page:
    """A page's tree with what all readers of it ask for. ``Page.parse`` makes one from bytes.

    - ``url``, ``base_url``: where it was fetched, and what its links are relative to.
    - ``root``: the lxml tree without comments, scripts, styles and what else nobody reads.
    - ``head``: its title, base, meta and link elements by their tag, wherever they stand.
    - ``charset``, ``charset_reason``: how it was decoded, and why so; ``source``: what came of it; ``disguised``: whether
      its words were restored (``text.disguise``).
    - ``zone``: the zone of times that name none; ``now``: the crawl's clock.
    """

    def __init__(
        self, root: etree._Element, url: str, *, zone: tzinfo | None = None, now: datetime | None = None
    ) -> None:
        self.root = root
        self.url = url
        self.charset = "utf-8"
        self.charset_reason = ""
        self.source = ""
        self.disguised = False
        self.now = now or datetime.now(UTC)
        self.json_ld = structured_data(root)
        etree.strip_elements(root, *UNSEEN, with_tail=False)
        self.head = head_of(root)
        self.language = language_of(root, self.title)
        self.zone: tzinfo = zone or (CHINA if self.language == "zh" else UTC)
        self.base_url = self._base_url()
        self._addresses: dict[str, str | None] = {}  # of hrefs: finders and markup ask for most of them twice

    @classmethod
    def parse(cls, body: bytes, url: str, content_type: str | None = None, **clock: Any) -> Page:
        """A page from the bytes as served and the HTTP header. ``clock``: zone, now. Raises UnreadablePageError."""
        refuse(body, content_type)
        body = small_enough(body)
        decoded = decode(body, content_type)
        words, disguised = undisguised(decoded.text)
        root = tree_of(FOUNDER_TEXT.sub(r"<\1>", words) if FOUNDER in words else words)
        refuse_deep(root, body.count(b"<"))
        for behind in list(root.itersiblings()):  # what stands behind a </html> that came too soon
            root.append(behind)
        conceal(root, site_of(host_of(url)))
        page = cls(root, url, **clock)
        if not any(map(str.strip, root.itertext())):
            raise UnreadablePageError("empty", "the page has no words")
        page.charset, page.charset_reason = decoded.charset, decoded.reason
        page.source, page.disguised = words, disguised
        return page

    def _base_url(self) -> str:
        href = next((href for base in self.head["base"] if (href := base.get("href")) is not None), "")
        return (href and absolute_url(href, self.url)) or self.url

    @cached_property
    def meta(self) -> dict[str, str]:
        """Contents of the meta tags by name, property or itemprop in lower case; the first of each."""
        found: dict[str, str] = {}
        for tag in self.head["meta"]:
            name = tag.get("name") or tag.get("property") or tag.get("itemprop")
            if name and (content := (tag.get("content") or "").strip()):
                found.setdefault(name.strip().lower(), content)
        return found

    @cached_property
    def itemprops(self) -> dict[str, list[etree._Element]]:
        """The elements of microdata by the names of their itemprop, in document order."""
        found: dict[str, list[etree._Element]] = {}
        if self.source and "itemprop" not in self.source:
            return found
        for element in compiled("[itemprop]")(self.root):
            for name in element.get("itemprop").split():
                found.setdefault(name, []).append(element)
        return found

    @cached_property
    def title(self) -> str:
        """The text of the title element, as far as anybody reads it; empty when there is none."""
        return "".join(self.head["title"][0].itertext())[:TITLE_LIMIT] if self.head["title"] else ""

    @property
    def article_body(self) -> str:
        """The longest text or markup that the page's JSON-LD calls an article's; empty when there is none."""
        bodies = (data.get("articleBody") for data in self.json_ld)
        return max((body for body in bodies if isinstance(body, str)), key=len, default="")

    def absolute(self, href: str) -> str | None:
        """The address that an href on this page leads to, as in ``absolute_url``."""
        if href not in self._addresses:
            self._addresses[href] = absolute_url(href, self.base_url, self.charset)
        return self._addresses[href]

    def select(self, css: str) -> list[etree._Element | str]:
        """What a CSS selector finds, in document order; strings with ``::text`` or ``::attr(name)``."""
        found = compiled(css)(self.root)
        return found if isinstance(found, list) else []


def tree_of(text: str) -> etree._Element:
    """The tree of some markup. Raises UnreadablePageError when it has no elements."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    text = text.replace("\0", "")
    if LONG_TAG.search(text):
        text = CROWDED_TAG.sub(bare_if_crowded, text)
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    if root is None:
        raise UnreadablePageError("empty", "the page has no elements")
    return root


def element_of(text: str) -> etree._Element:
    """A text, a paragraph a line, or markup, as an element without what nobody reads."""
    if not MARKUP.search(text):
        text = "".join(f"<p>{escape(unescape(line))}</p>" for line in text.splitlines())
    element = tree_of(f"<div>{text}</div>")
    etree.strip_elements(element, *UNSEEN, with_tail=False)
    return element


def refuse(body: bytes, content_type: str | None) -> None:
    """Raise UnreadablePageError for what is no HTML page at all."""
    if not body or body.isspace():
        raise UnreadablePageError("empty", "the page is empty")
    if body.startswith(NOT_HTML) or not HTML_TYPES.search((content_type or "").partition(";")[0]):
        raise UnreadablePageError(
            "not_html", f"not an HTML page: {one_line(content_type or '') or 'by its first bytes'}"
        )


def small_enough(body: bytes) -> bytes:
    """The page, without its pictures as data: where it is large. Raises UnreadablePageError for one that still is."""
    if len(body) > BYTES_LIMIT:
        body = PICTURE.sub(b"data:,", body)
    if len(body) > BYTES_LIMIT:
        raise UnreadablePageError("too_large", f"{len(body):,} bytes; a page may have {BYTES_LIMIT:,}")
    if body.count(b"<") > TAGS_LIMIT and (tags := body.count(b"<") - body.count(b"</")) > TAGS_LIMIT:
        raise UnreadablePageError("too_large", f"{tags:,} tags; a page may have {TAGS_LIMIT:,}")
    return body


def refuse_deep(root: etree._Element, most: int) -> None:
    """Raise UnreadablePageError for a page with too many nested elements; ``most`` is how many it can have at all."""
    if most > DEEP_LIMIT and (deeper := int(DEEPER(root))) > DEEP_LIMIT:
        raise UnreadablePageError("too_large", f"{deeper:,} tags inside {DEEP} others; a page may have {DEEP_LIMIT:,}")


def bare_if_crowded(tag: re.Match[str]) -> str:
    """A tag as it is, or without its attributes where there are more than any author wrote."""
    return tag[0] if len(tag[0].split(None, ATTRIBUTES_LIMIT)) <= ATTRIBUTES_LIMIT else f"<{tag[1]}>"


@lru_cache(maxsize=512)
def compiled(css: str) -> etree.XPath:
    """The XPath of a CSS selector. Raises cssselect's SelectorError for one that does not parse."""
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


def structured_data(root: etree._Element) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD, graphs and lists taken apart, articles first; broken blocks are left out."""
    scripts = (script for script in root.iter("script") if JSON_LD.match(script.get("type") or ""))
    found = [data for script in scripts for data in objects(parsed_json(script.text or ""))]
    return sorted(found, key=lambda data: not ARTICLE.search(str(data.get("@type"))))


def parsed_json(text: str) -> Any:
    """What a JSON text holds, comments around it and commas behind last values passed over; None when it is broken."""
    bare = JSON_WRAPPED.sub("", text)
    for attempt in (bare, LAST_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of some JSON-LD: lists, graphs and the entity that a page is about taken apart."""
    waiting = [data]
    while waiting:
        data = waiting.pop(0)
        if isinstance(data, list):
            waiting.extend(data)
        elif isinstance(data, dict):
            waiting += [data.get("@graph"), data.get("mainEntity")]
            yield data


def head_of(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The elements of ``HEAD`` by their tag: one search through the page for all who ask."""
    found: dict[str, list[etree._Element]] = {tag: [] for tag in HEAD}
    for element in root.iter(*HEAD):
        found[str(element.tag)].append(element)
    return found


def language_of(root: etree._Element, title: str) -> str | None:
    """zh when the page's words are Chinese; else what its html element says."""
    declared = (root.get("lang") or "").strip().lower()[:2]
    if declared == "zh" or sum(map(len, HAN.findall(title))) > len(title) / 2:
        return "zh"
    sample = "".join(islice(root.itertext(), PIECES))[:CHARACTERS]
    if sum(map(len, HAN.findall(sample))) > len(sample.split()) / 2:
        return "zh"
    return declared if declared.isalpha() else None
