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
      declares its links and they are there, 0 without entries.
    - ``skipped``: how many links among them were left out, by reason: off_site, javascript, too_long, file.
    - ``end``: whether it says itself that it has no articles, as an empty list in JSON does.
    - ``missed``: which of the site's selectors found nothing that is there: article_links, next_page.
    """

    entries: Sequence[Entry]
    next_page: str | None
    certainty: float
    skipped: Mapping[str, int]
    missed: tuple[str, ...] = ()
    end: bool = False


def read_listing(
    page: Page, article_links: str | None = None, next_link: str | None = None, own: Sequence[str] = ()
) -> Listing:
    """Read a listing page. ``article_links`` and ``next_link`` are CSS that a site declares; without it links are found by themselves.

    Articles are those of the page's own site, and of the sites of ``own``, addresses that the site declares.

    So they are where a selector finds nothing, if that is sure enough: a site that has a new layout loses no news.
    """
    unpack_records(page)
    lines = blocks_of(page.root)
    declared = declared_entries(page, article_links, lines, own) if article_links else None
    following, general = declared_next(page, next_link) if next_link else None, next_page(page)
    missed = ("next_page",) if next_link and general and not following else ()
    following = following or general
    if declared and (declared.entries or declared.skipped):
        return Listing(declared.entries, following, float(bool(declared.entries)), declared.skipped, missed)
    found = article_entries(page, lines, own)
    sure = certainty(found.groups, lines, paged=following is not None)
    missed = ("article_links", *missed) if declared else missed
    if declared and sure < UNSURE:
        return Listing((), following, 0.0, {}, missed)
    return Listing(found.entries, following, sure, found.skipped, missed)
