"""A listing page -> the links of its articles, and the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newscrawl.items import Entry
from newscrawl.listing.certainty import certainty
from newscrawl.listing.entries import article_entries, declared_entries
from newscrawl.listing.paging import declared_next, next_page
from newscrawl.listing.scripts import unpack_records
from newscrawl.page.blocks import blocks_of
from newscrawl.page.document import Page

__all__ = ["UNSURE", "Entry", "Listing", "read_listing"]

UNSURE = 0.4  # a lower certainty is that of pages without a list


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page gives.

    - ``entries``: the articles that it links to, in its order; ``next_page``: the address of the page behind it, if any.
    - ``certainty``: how sure it is that the entries are articles, as ``listing.certainty`` measures it; 1 where a site
      declares its links, 0 without entries.
    - ``skipped``: how many links among them were left out, by reason: off_site, javascript, too_long, file.
    """

    entries: Sequence[Entry]
    next_page: str | None
    certainty: float
    skipped: Mapping[str, int]


def read_listing(page: Page, article_links: str | None = None, next_link: str | None = None) -> Listing:
    """Read a listing page. Both arguments are CSS that a site declares; without it links are found by themselves."""
    unpack_records(page)
    lines = blocks_of(page.root)
    found = declared_entries(page, article_links, lines) if article_links else article_entries(page, lines)
    following = declared_next(page, next_link) if next_link else next_page(page)
    sure = float(bool(found.entries)) if article_links else certainty(found.groups, lines, paged=following is not None)
    return Listing(found.entries, following, sure, found.skipped)
