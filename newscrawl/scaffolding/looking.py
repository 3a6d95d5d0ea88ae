"""What somebody gave the address of: a list of articles, or something else that a person should be told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from newscrawl.items import Article
from newscrawl.listing import UNSURE, Listing
from newscrawl.listing.entries import article_entries
from newscrawl.listing.groups import list_around
from newscrawl.listing.links import is_home, is_listing, links_of
from newscrawl.page.blocks import Block, blocks_of
from newscrawl.page.document import Page
from newscrawl.text.urls import canonical_url

__all__ = ["SCRIPTED", "Look", "look"]

FEW_WORDS = 300  # characters of a page that shows nothing without scripts
ARTICLE_TEXT = 80  # characters of a text that make an article
SECTIONS = 3  # lists, each of another section, that make a front page
NAME = 12  # characters of a section's name
TRIES = 6  # addresses that are suggested
FEWEST = 2  # articles from which anything can be told by agreement
DAMAGE = 0.02  # share of characters that could not be decoded
INDEX = re.compile(r"/(?:index|default|home|main)\.\w+$", re.IGNORECASE)
SCRIPTED = (
    "open the page in a browser: the address of the data that its scripts fetch (developer tools, network) may be a listing in JSON",
    "--render playwright (or splash): a browser shows what its scripts make, at many times the cost of a page",
)


class Look(NamedTuple):
    """``seen``: what an address that is no listing shows, in words; empty for a listing. ``tries``: what to do about it.

    ``hidden``: its articles may be had from what the site has for machines.
    """

    seen: str = ""
    tries: tuple[str, ...] = ()
    hidden: bool = False


def look(page: Page, listing: Listing, article: Article | None) -> Look:
    """What a start page is. ``listing`` and ``article``: what it gives when it is read as the one and as the other."""
    lines = blocks_of(page.root)
    if (damaged := page.source.count("\ufffd")) > DAMAGE * max(1, len(page.source)):
        told = f"{damaged} characters that could not be decoded (as {page.charset}, {page.charset_reason})"
        return Look(told, ("is it an HTML page in a charset that browsers show?",))
    count = len(listing.entries)
    if is_front(page, lines):
        return Look(f"a front page: lists of {SECTIONS} sections and more", suggested(page, lines))
    if count >= FEWEST and listing.certainty >= UNSURE:
        return Look()
    return no_listing(page, lines, listing, article)


def no_listing(page: Page, lines: Sequence[Block], listing: Listing, article: Article | None) -> Look:
    """What a page is that has no list beyond doubt."""
    count = len(listing.entries)
    if page.root.xpath("boolean(.//input[@type='password'])") and count < SECTIONS:
        return Look("a login page: it asks for a password", ("give an address that everybody may read",))
    if article and article.title and len(article.body or "") >= ARTICLE_TEXT and listing.certainty < UNSURE:
        told = f"an article, 《{article.title}》 with {len(article.body or '')} characters of text, and no list of articles"
        return Look(told, suggested(page, lines) or ("give the address of the section that lists it",))
    words = sum(line.length for line in lines)
    if count < FEWEST and words < FEW_WORDS and "<script" in page.source.lower():
        told = f"a page that JavaScript makes: {words} characters without it"
        return Look(told, SCRIPTED, hidden=True)
    if count == 1:
        told = f"a single article, 《{listing.entries[0].title}》: a spider is proven on several"
        return Look(told, suggested(page, lines) or ("give a section that has more",))
    if is_home(page.url):
        return Look("a home page, and no list of articles on it", suggested(page, lines))
    if count:
        return Look()
    return Look(f"no list of articles among {words} characters of text", suggested(page, lines), hidden=True)


def is_front(page: Page, lines: Sequence[Block]) -> bool:
    """Whether a page shows lists of several sections, and is none of them."""
    groups = article_entries(page, lines).groups
    best = [group for group in groups if group.score > 0 and group.weight >= 1]
    if not best or best[0].paged:
        return False
    boxes: dict[object, set[str]] = {}
    for group in best:
        for entry, number in zip(group.entries, group.numbers, strict=True):
            boxes.setdefault(list_around(lines[number]), set()).add(folder_of(entry.url))
    sections = {next(iter(folders)) for folders in boxes.values() if len(folders) == 1}
    return len(sections) >= SECTIONS


def folder_of(url: str) -> str:
    """The section that an article's address names: its folders without numbers."""
    parts = urlsplit(url).path.split("/")[:-1]
    return "/".join(part for part in parts if not any(sign.isdecimal() for sign in part))


def suggested(page: Page, lines: Sequence[Block]) -> tuple[str, ...]:
    """Addresses of sections that the page links to, those around it first."""
    found = dict(sections(page, lines))
    nearest = sorted(found, key=lambda url: -shared(url, page.url))
    return tuple(f"{url} ({found[url]})" for url in nearest[:TRIES])


def shared(one: str, other: str) -> int:
    """How many characters two addresses begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def sections(page: Page, lines: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Addresses and names of what may be listings."""
    here = canonical_url(page.url)
    for link in links_of(page, lines):
        name, url = link.words.strip(), link.url
        if (
            not link.skipped
            and name
            and len(name) <= NAME
            and is_listing(url)
            and canonical_url(url) != here
            and not is_home(url)
        ):
            yield url, name
