"""The links of a listing page that lead to articles, against menus, hot lists and footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from newscrawl.items import Entry
from newscrawl.listing.dates import Dates
from newscrawl.listing.groups import Group, groups_of, unique
from newscrawl.listing.links import (
    HEADINGS,
    Found,
    Said,
    is_listing,
    links_of,
    naming,
    said_by_links,
    shape,
    why_skipped,
)
from newscrawl.page.blocks import Block
from newscrawl.page.document import Page
from newscrawl.text.urls import canonical_url

LEADS = 2  # articles that are put above a list,
BOX = 3  # in the element that is the third around its links
NOWHERE = -1  # the line of a link that no reader sees


class Entries(NamedTuple):
    """The articles of a listing page, and how many links among them lead to none of the site's, by reason.

    ``groups``, the best first, are what they were chosen from; none where a site declares its links.
    """

    entries: Sequence[Entry]
    skipped: Counter[str]
    groups: Sequence[Group] = ()


def declared_entries(page: Page, css: str, lines: Sequence[Block], own: Sequence[str] = ()) -> Entries:
    """The links that a site's selector finds."""
    said = said_by_links(lines)
    found = [declared(link, said, lines, page, own) for link in page.select(css)]
    chosen = unique(one for one in found if one.url and not one.skipped)
    shown = sorted({one.line for one in chosen if one.line != NOWHERE})
    dates = dict(zip(shown, Dates(page, lines).beside(shown), strict=True))
    entries = [Entry(one.url, one.words, dates.get(one.line)) for one in chosen]
    return Entries(entries, Counter(one.skipped for one in found if one.skipped))


def declared(link: etree._Element | str, said: Said, lines: Sequence[Block], page: Page, own: Sequence[str]) -> Found:
    """A link that a selector found; no line shows it when only its address was asked for."""
    href = (link if isinstance(link, str) else link.get("href")) or ""
    url = page.absolute(href)
    skipped = why_skipped(href, url, page, own).replace("file", "")  # a site may well name its articles so
    words, number = naming(said[link], lines) if not isinstance(link, str) and link in said else ("", NOWHERE)
    return Found(url or "", words, number, (), skipped)


def article_entries(page: Page, lines: Sequence[Block], own: Sequence[str] = ()) -> Entries:
    """The links of the group that most looks like a list of articles; none when none does."""
    links = list(links_of(page, lines, own))
    groups = groups_of((one for one in links if not one.skipped), lines, Dates(page, lines))
    best = groups[0] if groups and groups[0].score > 0 else None
    skipped = Counter(one.skipped for one in links if one.skipped and (best is None or one.place == best.place))
    if best is None:
        return Entries([], skipped)
    return Entries([*leads(groups, lines), *without_channels(best.entries)], skipped, groups)


def leads(groups: Sequence[Group], lines: Sequence[Block]) -> Iterator[Entry]:
    """Articles that stand above the list in headings of their own, in the same box: 头条."""
    best, *others = groups
    kinds, listed = {shape(entry.url) for entry in best.entries}, {canonical_url(entry.url) for entry in best.entries}
    box = lines[best.numbers[0]].around[:BOX][-1]
    for other in others:
        line = lines[other.numbers[0]]
        above = other.numbers[0] < best.numbers[0] and line.tag in HEADINGS and box in line.around
        if above and len(other.entries) <= LEADS and kinds.issuperset(shape(entry.url) for entry in other.entries):
            yield from (entry for entry in other.entries if canonical_url(entry.url) not in listed)


def without_channels(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries without the channels that are named beside each of them."""
    articles = [entry for entry in entries if not is_listing(entry.url)]
    return articles if len(articles) > len(entries) / 2 else entries
