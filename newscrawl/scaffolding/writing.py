"""Writes a new site: its spider and its saved pages, both or neither."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from runpy import run_path
from tempfile import mkstemp
from typing import NamedTuple

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.folders import pages_folder, spiders_folder
from newscrawl.scaffolding.naming import region_folder
from newscrawl.scaffolding.site_pages import SitePages

__all__ = ["Places", "load_spider", "places_for", "write_site"]


class Places(NamedTuple):
    """Where a site's spider and its saved pages are."""

    spider: Path
    pages: Path


def places_for(name: str, region: str, into: Path | None = None) -> Places:
    """The places of a site in the working copy, or in another folder."""
    root = into or spiders_folder()
    return Places(root / region_folder(region) / f"{name}.py", into / "pages" / name if into else pages_folder(name))


def write_site(places: Places, source: str, pages: SitePages) -> None:
    """Write both. Raises ConfigurationError, with nothing left behind, when one of them is there or cannot be written."""
    for place in places:
        if place.exists():
            raise ConfigurationError(f"{place} is there already: remove it, or give another --name")
    pages.write(places.pages)
    try:
        write_spider(places.spider, source)
    except BaseException:
        shutil.rmtree(places.pages, ignore_errors=True)
        raise


def write_spider(path: Path, source: str) -> None:
    """Write a spider's file, in a package that Scrapy finds. It is there whole or not at all."""
    package = path.parent / "__init__.py"
    made = not path.parent.exists()
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = mkstemp(prefix=f".{path.stem}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(source)
        Path(temporary).chmod(0o644)
        if not package.exists():
            package.write_text(f'"""Sites of {path.parent.name.upper().replace("_", "-")}."""\n', "utf-8")
        os.link(temporary, path)  # never over a file that is there
    except OSError as error:
        if made:
            shutil.rmtree(path.parent, ignore_errors=True)
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()


def load_spider(path: Path) -> type[NewsSpider]:
    """The spider of a file, wherever it is."""
    found = run_path(str(path), run_name=path.stem)
    kinds = [one for one in found.values() if isinstance(one, type) and one.__module__ == path.stem]
    kind: type[NewsSpider] = kinds[0]
    return kind
