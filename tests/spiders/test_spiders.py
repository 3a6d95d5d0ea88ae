"""Written once, run for every site: its file declares and nothing else, and its saved pages are read as expected."""

import ast
import inspect
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.scaffolding.checking import page_differences, stray
from newscrawl.scaffolding.expected import read_expected
from newscrawl.scaffolding.folders import pages_folder
from newscrawl.scaffolding.rereading import Rereader
from newscrawl.scaffolding.saved_pages import EXPECTED, SavedPage, read_pages

LINES = 40
SETTINGS = Settings()
SETTINGS.setmodule("settings.development")
LOADER = SiteLoader.from_settings(SETTINGS)
SITES = sorted(LOADER.list())
PAGES = [(site, page) for site in SITES for page in read_pages(pages_folder(site)) if not page.is_part]


def kind_of(site: str) -> type[NewsSpider]:
    kind = LOADER.load(site)
    assert issubclass(kind, NewsSpider)
    return kind


@cache
def read_once(site: str) -> tuple[Rereader, dict[str, dict[str, Any]]]:
    folder = pages_folder(site)
    return Rereader(kind_of(site), SETTINGS, read_pages(folder)), read_expected(folder / EXPECTED)


def test_all_can_be_loaded() -> None:
    assert LOADER.broken == {}


@pytest.mark.parametrize("site", SITES)
def test_a_site_is_declarations(site: str) -> None:
    kind = kind_of(site)
    path = Path(inspect.getfile(kind))
    assert path.stem == site
    assert kind.__name__.lower() == site.replace("_", "")
    code = path.read_text("utf-8")
    assert len(code.splitlines()) <= LINES
    (declared,) = [node for node in ast.parse(code).body if not isinstance(node, ast.Import | ast.ImportFrom)]
    assert isinstance(declared, ast.ClassDef)
    assert all(isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) for node in declared.body)


@pytest.mark.parametrize("site", SITES)
def test_its_pages_are_saved(site: str) -> None:
    folder = pages_folder(site)
    pages, expected = read_pages(folder), read_expected(folder / EXPECTED)
    assert stray(folder, pages, expected) == []
    assert {page.callback for page in pages} > {"parse_article"}
    assert sum("body" in told for told in expected.values()) >= 3


@pytest.mark.parametrize(("site", "page"), [pytest.param(*one, id=f"{one[0]}-{one[1].file}") for one in PAGES])
def test_a_page_reads_as_expected(site: str, page: SavedPage) -> None:
    reader, expected = read_once(site)
    assert list(page_differences(reader, page, expected)) == []
