"""The links of a listing page that lead to articles, against menus, hot lists and footers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from newscrawl.page.blocks import Block, blocks_of
from newscrawl.page.document import Page
from newscrawl.text.dates import find_moments
from newscrawl.text.urls import canonical_url, host_of, same_site
from newscrawl.text.whitespace import one_line

ASIDE = re.compile(
    r"nav|menu|foot|head(?:er)?\b|side|hot|rank|crumb|link|logo|login|share|pager?\b|pages|banner|friend|tool",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
ARTICLE_PATH = re.compile(r"\d{3,}|/\d+/|[?&]\w*id=\w+|\.s?html?$|/[\w-]+-[\w-]+-[\w-]+", re.IGNORECASE)
LISTING_PATH = re.compile(
    r"/(?:index|list|default)[_-]?\d*\.\w+$|/list[_/-]\d+|/page/\d+|[?&](?:page|p)=\d{1,3}(?=&|$)|/$", re.IGNORECASE
)
NAMED_ENTRY = re.compile(r"[?&]\w*id=\w+", re.IGNORECASE)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp[34]|apk|exe)(?:$|[?#])", re.IGNORECASE)
LEVELS = 4  # ancestors that make up the place of a link
LONGEST_WORDS = 40  # characters of a link's text that count for it


class Entry(NamedTuple):
    """A link to an article as a listing page shows it: its address, its words, and the date beside it, if any."""

    url: str
    title: str
    date: str = ""


class Found(NamedTuple):
    """A link of the page, where it stands, and how much of its text counts."""

    entry: Entry
    place: tuple[str, ...]
    words: int


def declared_entries(page: Page, css: str) -> Sequence[Entry]:
    """The links that a site's selector finds."""
    found: dict[str, Entry] = {}
    for link in page.select(css):
        href = link if isinstance(link, str) else link.get("href")
        url = page.absolute(href) if href else None
        if url:
            title = "" if isinstance(link, str) else words_of(link)
            found.setdefault(canonical_url(url), Entry(url, title))
    return list(found.values())


def article_entries(page: Page) -> Sequence[Entry]:
    """The links of the group that most looks like a list of articles; empty when none does."""
    groups: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in links_of(page):
        groups[one.place].append(one)
    best = max(groups.values(), key=group_score, default=[])
    if group_score(best) <= 0:
        return []
    entries = {canonical_url(one.entry.url): one.entry for one in reversed(best)}
    listings = {url for url in entries if is_listing(url)}
    if len(listings) < len(entries) / 2:  # channels named beside each entry
        entries = {url: entry for url, entry in entries.items() if url not in listings}
    return list(entries.values())[::-1]


def links_of(page: Page) -> Iterator[Found]:
    """Every link of the page that could lead to an article of the site."""
    here = canonical_url(page.url)
    for block in blocks_of(page.root):
        for link in dict.fromkeys(piece.link for piece in block.pieces if piece.link is not None):
            url = page.absolute(link.get("href") or "")
            if not url or FILES.search(url) or not same_site(url, page.url) or canonical_url(url) == here:
                continue
            entry = Entry(url, words_of(link), date_beside(block, page))
            yield Found(entry, place_of(block, url), min(len(entry.title), LONGEST_WORDS))


def words_of(link: etree._Element) -> str:
    """What a link says: its title attribute when its words are cut off, its image's text when it has no words."""
    text = one_line("".join(link.itertext())) or ""
    full = one_line(link.get("title") or "") or ""
    if full.startswith(text.rstrip(".…")) or not text:
        text = full
    return text or next((one_line(image.get("alt") or "") or "" for image in link.iter("img")), "")


def date_beside(block: Block, page: Page) -> str:
    """The words of the date on a link's own line, if any."""
    return next((told.raw for told in find_moments(block.text, page.zone, page.now)), "") if block.length < 200 else ""


def place_of(block: Block, url: str) -> tuple[str, ...]:
    """Where a link stands: the tags and classes around it, and its host."""
    around = tuple(name_of(element) for element in block.around[:LEVELS])
    return (*around, host_of(url))


def name_of(element: etree._Element) -> str:
    """Tag, class and id of an element without numbers; items and rows without, since they alternate."""
    if element.tag in ("li", "tr", "td", "p", "a"):
        return str(element.tag)
    return DIGITS.sub("", f"{element.tag!s}.{element.get('class', '')}#{element.get('id', '')}")


def is_listing(url: str) -> bool:
    """Whether an address looks like a listing's.

    >>> [is_listing(f"http://example.com/{path}") for path in ("?page=2", "?p=1700", "show.asp?ID=2380&page=1")]
    [True, False, False]
    """
    return bool(LISTING_PATH.search(url)) and not NAMED_ENTRY.search(url)


def group_score(group: Sequence[Found]) -> float:
    """How much a group of links looks like a list of articles: its words, more with dates, less in menus."""
    if not group:
        return 0.0
    urls = {one.entry.url for one in group}
    articles = sum(bool(ARTICLE_PATH.search(url)) and not is_listing(url) for url in urls) / len(urls)
    dated = sum(bool(one.entry.date) for one in group) / len(group)
    aside = any(ASIDE.search(name) for name in group[0].place[:LEVELS])
    words = sum(max(0, one.words - 6) for one in group)
    return words * (0.2 + articles) * (1 + 2 * dated) * (0.3 if aside else 1.0)
