"""Whether the saved pages of a site are read as expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.expected import Difference, differences, facts, read_expected
from newscrawl.scaffolding.rereading import Rereader
from newscrawl.scaffolding.saved_pages import EXPECTED, INDEX, SavedPage, read_pages

__all__ = ["Checked", "check_site", "page_differences"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a site's saved pages. ``fault``: why they could not be compared at all."""

    site: str
    pages: int = 0
    differences: tuple[Difference, ...] = ()
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether every page is read as expected."""
        return not self.differences and not self.fault


def check_site(kind: type[NewsSpider], folder: Path, settings: Settings) -> Checked:
    """Read all saved pages of a site again."""
    try:
        pages, expected = read_pages(folder), read_expected(folder / EXPECTED)
    except ConfigurationError as error:
        return Checked(kind.name, fault=str(error))
    reader = Rereader(kind, settings, pages)
    found = [one for page in pages if not page.is_part for one in page_differences(reader, page, expected)]
    found += [
        Difference(name, "", "file", "a saved page", f"not in {INDEX}") for name in stray(folder, pages, expected)
    ]
    return Checked(kind.name, len(pages), tuple(found))


def page_differences(reader: Rereader, page: SavedPage, expected: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    """The fields of one page that are not read as expected."""
    if page.file not in expected:
        yield Difference(page.file, page.url, "page", f"to be in {EXPECTED}", "it is not")
        return
    try:
        read = facts(reader.read(page), reader.kind.timezone)
    except Exception as error:  # of the site's own code: it is one page's, and the others are looked at, too
        yield Difference(page.file, page.url, "error", None, f"{type(error).__name__}: {error}")
        return
    yield from differences(page.file, page.url, expected[page.file], read)


def stray(folder: Path, pages: list[SavedPage], expected: dict[str, dict[str, Any]]) -> list[str]:
    """Names of what has no entry in the index."""
    known = {page.file for page in pages}
    return sorted({*expected, *(path.name for path in folder.glob("*.gz"))} - known)
