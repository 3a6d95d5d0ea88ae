"""The links of a page: what each says, where it stands, and whether it could lead to an article of the site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.page.blocks import CELL_END, Block
from newscrawl.page.document import Page
from newscrawl.text.urls import URL_LIMIT, canonical_url, same_site
from newscrawl.text.whitespace import one_line

DIGITS = re.compile(r"\d+")
SLUG = re.compile(r"[\w%]+(?:-[\w%]+){2,}")
ARTICLE_PATH = re.compile(r"\d{3,}|/\d+/|[?&]\w*id=\w+|\.s?html?$|/[\w-]+-[\w-]+-[\w-]+", re.IGNORECASE)
LISTING_PATH = re.compile(
    r"/(?:index|list|default|node)[_-]?\d*\.\w+$|/list[_/-]\d+|/page/\d+|[?&](?:page|p)=\d{1,3}(?=&|$)|/$",
    re.IGNORECASE,
)
NAMED_ENTRY = re.compile(r"[?&]\w*id=\w+", re.IGNORECASE)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp[34]|apk|exe)(?:$|[?#])", re.IGNORECASE)
UNNAMED = frozenset(["li", "tr", "td", "p", "a", "body", "html"])  # items and rows alternate
VARIANT = re.compile(
    r"^(?:odd|even|first|last|on|cur|current|active|sticky|top|clearfix|cl|fl|fr)$|--|^$", re.IGNORECASE
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
DAY = re.compile(
    r"[\s\[(（【]*(?:20)?\d\d\s?[-/.年]\s?\d\d?\s?[-/.月]\s?\d\d?日?[\s\])）】]*(?:\d\d?:\d\d(?::\d\d)?\s*)?"
)
STEP = re.compile(r"[\s\W]*(?:(?:首|上一?|下一?|前一?|后一?|尾|末)[页頁]|\d{1,4})[\s\W]*")  # words of a pager's links
DEEPEST = 16  # elements around a link that make up its place
LABEL = 6  # characters that the name of a channel beside a title has at most

Said = dict[etree._Element, list[tuple[str, int]]]


class Found(NamedTuple):
    """A link as it stands in the line of the page that names it. ``place``: the elements around, innermost first."""

    url: str
    words: str
    line: int
    place: tuple[str, ...]
    skipped: str = ""  # why it leads to no article of the site: off_site, javascript, too_long, file


def links_of(page: Page, lines: Sequence[Block], own: Sequence[str] = ()) -> Iterator[Found]:
    """Every link that could lead to an article, and those whose kind is counted. ``own`` are further addresses of the site."""
    here, name, said = canonical_url(page.url), cache(name_of), said_by_links(lines)
    steps = Counter(number for texts in said.values() for words, number in texts if STEP.fullmatch(words))
    for link, texts in said.items():
        href = link.get("href") or ""
        url = page.absolute(href)
        skipped = why_skipped(href, url, page, own)
        if skipped or (url and not is_home(url) and canonical_url(url) != here):
            words, number = naming(texts, lines)
            if STEP.fullmatch(words) and (steps[number] > 1 or not DIGITS.search(words)):
                continue  # an article may be called 1, but not beside 2 in one line
            place = tuple(map(name, lines[number].around[:DEEPEST]))
            yield Found((url or "").partition("#")[0], words, number, place, skipped)


def said_by_links(lines: Sequence[Block]) -> Said:
    """What each link says in each of its lines, with their numbers."""
    said: Said = {}
    for number, line in enumerate(lines):
        for link, words in without_labels(line):
            said.setdefault(link, []).append((words, number))
    return said


def naming(texts: Sequence[tuple[str, int]], lines: Sequence[Block]) -> tuple[str, int]:
    """The line of a link that names its article: a heading, or the first that is long enough."""
    headings = [one for one in texts if lines[one[1]].tag in HEADINGS]
    return next((one for one in headings + list(texts) if len(one[0]) > LABEL), texts[0])


def without_labels(line: Block) -> Iterator[tuple[etree._Element, str]]:
    """The links of a line with their words, but for short ones beside a long one: channels, pictures, buttons."""
    cells: list[dict[etree._Element, str]] = [{}]
    for piece in line.pieces:
        if piece.text == CELL_END:
            cells.append({})
        elif piece.link is not None and not DAY.fullmatch(piece.text):
            cells[-1][piece.link] = cells[-1].get(piece.link, "") + piece.text
    for cell in cells:
        said = {link: words_of(link, one_line(text) or "") for link, text in cell.items()}
        longest = max(map(len, said.values()), default=0)
        yield from ((link, words) for link, words in said.items() if not len(words) <= LABEL < longest)


def words_of(link: etree._Element, text: str) -> str:
    """What a link says: its title attribute when its words are cut off, its image's text when it has no words."""
    full = one_line(link.get("title") or "") or ""
    if full.startswith(text.rstrip(".…")) or not text:
        text = full
    return text or next((one_line(image.get("alt") or "") or "" for image in link.iter("img")), "")


def why_skipped(href: str, url: str | None, page: Page, own: Sequence[str]) -> str:
    """Why a link leads to no article of the site, in a word for the counters; empty when it may."""
    if url is None:
        is_script = href.lstrip().lower().startswith("javascript:")
        return "javascript" if is_script else "too_long" if len(href) > URL_LIMIT else ""
    if not any(same_site(url, each) for each in (page.url, *own)):
        return "off_site"
    return "file" if FILES.search(url) else ""


def name_of(element: etree._Element) -> str:
    """Tag, id and the first telling class of an element, without numbers.

    >>> name_of(etree.fromstring('<div class="odd card card--lead" id="post-12"/>'))
    'div.card#post-'
    """
    if element.tag in UNNAMED:
        return str(element.tag)
    classes = (DIGITS.sub("", name) for name in (element.get("class") or "").split())
    telling = next((name for name in classes if not VARIANT.search(name)), "")
    return f"{element.tag!s}.{telling}#{DIGITS.sub('', element.get('id') or '')}"


def is_home(url: str) -> bool:
    """Whether an address is a site's first page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def is_listing(url: str) -> bool:
    """Whether an address looks like a listing's.

    >>> [is_listing(f"http://example.com/{path}") for path in ("?page=2", "?p=1700", "show.asp?ID=2380&page=1")]
    [True, False, False]
    """
    return bool(LISTING_PATH.search(url)) and not NAMED_ENTRY.search(url)


def is_article(url: str) -> bool:
    """Whether an address looks like an article's."""
    return bool(ARTICLE_PATH.search(url)) and not is_listing(url)


def shape(url: str) -> str:
    """An address with its numbers and its words taken for equal.

    >>> shape("http://example.com/2020/03/ferry-landing-to-reopen.html?id=12")
    'example.com/0/0/-.html?id=0'
    """
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return DIGITS.sub("0", f"{parts.netloc}{SLUG.sub('-', parts.path)}{query}")
