"""A spider's file declares what was proposed, and runs no word of a page."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.base_spiders import ListingSpider
from newscrawl.base_spiders.systems import DedeCmsSpider
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.scaffolding.naming import check_name, check_region, region_in
from newscrawl.scaffolding.site_pages import SitePages
from newscrawl.scaffolding.spider_file import spider_source
from newscrawl.scaffolding.writing import Places, load_spider, write_site

DECLARED = {"name": "elbe_bote", "region": "DE-SN", "start_urls": ["https://elbe-bote.example/lokales/"]}
ALL = DECLARED | {
    "article_links": "h2.teaser > a", "next_page": "a[rel='next']", "body": 'article[data-x="1"] > p', "canonical": (r"//m\.", "//www."),
    "download_slot_delay": 5,
}  # fmt: skip
HOSTILE = [
    'x"""\nimport os\nos.system("touch x")\n"""',
    "'''\n__import__('os')\n'''",
    "\\",
    '"',
    "\x00\x1b]0;title\x07",
    "\u2028\u202e县\r\nclass Other: pass",
    '{name!r} %s {0} """',
    "县" * 5000,
    "# comment\n\tpass",
]


def test_a_file_reads_as_a_person_would_write_it() -> None:
    assert (
        spider_source(ListingSpider, ALL, "Elbe-Bote")
        == '''\
from newscrawl.base_spiders import ListingSpider


class ElbeBote(ListingSpider):
    """Elbe-Bote."""

    name = "elbe_bote"
    region = "DE-SN"
    start_urls = ["https://elbe-bote.example/lokales/"]

    article_links = "h2.teaser > a"
    next_page = "a[rel='next']"

    body = 'article[data-x="1"] > p'

    canonical = ("//m\\\\.", "//www.")
    download_slot_delay = 5
'''
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_of_a_page_becomes_code(words: str, tmp_path: Path) -> None:
    declared = DECLARED | {"start_urls": ["http://a.example/", words], "body": words, "article_links": words}
    source = spider_source(DedeCmsSpider, declared, words)
    (kind,) = [node for node in ast.parse(source).body if not isinstance(node, ast.ImportFrom)]
    assert [type(node).__name__ for node in kind.body if not isinstance(node, ast.Expr)] == ["Assign"] * 5
    (tmp_path / "a.py").write_text(source, "utf-8")
    for command in (["format", "--check"], ["check", "--select", "A,B,E,F,I,N,S,W", "--ignore", "E501"]):
        assert (
            subprocess.run([sys.executable, "-m", "ruff", *command, tmp_path], cwd=Path(__file__).parents[2]).returncode
            == 0
        )


@settings(max_examples=200)
@given(st.text(), st.text(), st.text())
def test_values_come_back_as_they_were_declared(about: str, url: str, css: str) -> None:
    declared = DECLARED | {"start_urls": [url, "b"], "body": css}
    (kind,) = [
        node for node in ast.parse(spider_source(ListingSpider, declared, about)).body if isinstance(node, ast.ClassDef)
    ]
    told = {node.targets[0].id: ast.literal_eval(node.value) for node in kind.body if isinstance(node, ast.Assign)}
    assert told == {name: value for name, value in declared.items() if value}


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(NewscrawlError, match="nothing else"):
        spider_source(ListingSpider, DECLARED | {"body = 1\n    evil": "x"})


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1a",
        "a-b",
        "A",
        "class",
        "match",
        "a b",
        "../a",
        "a.b",
        "青禾",
        "x" * 51,
        "__init__",
        "a__b",
        "a_",
        "qinnan_daily",
    ],
)
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError):
        check_name(name, ["qinnan_daily"])


def test_a_name_whose_pages_are_saved_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="remove it"):
        check_name("qinnan_daily", [])


@pytest.mark.parametrize("region", ["", "61", "990000", "6107240", "de-sn", "../x", "610724\n"])
def test_a_region_that_cannot_be_is_refused(region: str) -> None:
    with pytest.raises(ConfigurationError):
        check_region(region)


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("网站标识码：6107240001 陕ICP备12003421号", "610724"),
        ("陕公网安备 61072402000012号", "610724"),
        ("<a>陕ICP备12003421号-1</a>", "610000"),
        ("公网安备 99072402000012号", None),
        ("电话 6107240001", None),
    ],
)
def test_a_region_is_told_by_registration_numbers(words: str, region: str | None) -> None:
    assert (found := region_in([words])) == found
    assert (found[0] if found else None) == region


def test_a_site_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    places = Places(tmp_path / "de_sn" / "elbe_bote.py", tmp_path / "pages" / "elbe_bote")
    (tmp_path / "de_sn").write_text("in the way")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_site(places, "x = 1\n", SitePages())
    assert not places.pages.exists()
    (tmp_path / "de_sn").unlink()
    write_site(places, spider_source(ListingSpider, DECLARED), SitePages())
    assert load_spider(places.spider).start_urls == DECLARED["start_urls"]
    with pytest.raises(ConfigurationError, match="already"):
        write_site(places, "x = 1\n", SitePages())
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")) == [
        "de_sn/__init__.py", "de_sn/elbe_bote.py", "pages/elbe_bote/expected.json", "pages/elbe_bote/index.json",
    ]  # fmt: skip
    assert "x = 1" not in places.spider.read_text()
