"""A listing page -> the links of its articles, and the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.listing.entries import Entry, article_entries, declared_entries
from newscrawl.listing.paging import declared_next, next_page
from newscrawl.page.document import Page

__all__ = ["Entry", "Listing", "read_listing"]


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles that a listing page links to, in its order, and the address of the page behind it, if any."""

    entries: Sequence[Entry]
    next_page: str | None


def read_listing(page: Page, article_links: str | None = None, next_link: str | None = None) -> Listing:
    """Read a listing page. Both arguments are CSS that a site declares; without it links are found by themselves."""
    entries = declared_entries(page, article_links) if article_links else article_entries(page)
    return Listing(entries, declared_next(page, next_link) if next_link else next_page(page))
