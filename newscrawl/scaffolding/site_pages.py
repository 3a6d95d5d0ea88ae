"""The saved pages of a site and what is expected of them, as one folder that is written whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newscrawl.scaffolding.expected import read_expected
from newscrawl.scaffolding.folders import write_folder
from newscrawl.scaffolding.saved_pages import EXPECTED, INDEX, SavedPage, file_name, json_bytes, packed, read_pages
from newscrawl.text.urls import canonical_url

__all__ = ["SitePages", "known_pages"]


@dataclass(frozen=True, slots=True)
class SitePages:
    """Pages, and what is expected of each by its file's name."""

    pages: tuple[SavedPage, ...] = ()
    expected: dict[str, dict[str, Any]] | None = None

    def with_page(
        self, page: SavedPage, told: dict[str, Any] | None = None, parts: Iterable[SavedPage] = ()
    ) -> SitePages:
        """These and one more, or in the place of the one that has its address; ``parts`` are its further pages."""
        site = self._with(page, told)
        for part in parts:
            site = site._with(part, None)
        return site

    def _with(self, page: SavedPage, told: dict[str, Any] | None) -> SitePages:
        same = next((one for one in self.pages if at(one) == at(page)), None)
        file = same.file if same else file_name(self.next_number, at(page), page.content_type)
        others = tuple(one for one in self.pages if one is not same)
        expected = {name: value for name, value in (self.expected or {}).items() if name != file}
        if told is not None and not page.is_part:
            expected[file] = told
        return SitePages((*others, replace(page, file=file)), dict(sorted(expected.items())))

    @property
    def next_number(self) -> int:
        """The number of a page that is added."""
        numbers = (page.file.partition("_")[0] for page in self.pages)
        return max((int(number) for number in numbers if number.isdecimal()), default=-1) + 1

    def write(self, folder: Path) -> None:
        """Write the folder: all files or none."""
        write_folder(folder, {**packed(self.pages), EXPECTED: json_bytes(self.expected or {})})


def at(page: SavedPage) -> str:
    """The address that was asked for."""
    return canonical_url(page.asked[0] if page.asked else page.url)


def known_pages(folder: Path) -> SitePages:
    """What is saved of a site; nothing when its folder is not there."""
    if not (folder / INDEX).exists():
        return SitePages()
    return SitePages(tuple(read_pages(folder)), read_expected(folder / EXPECTED))
