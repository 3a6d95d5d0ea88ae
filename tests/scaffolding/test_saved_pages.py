"""The folder of a site's saved pages: what comes out is what went in, what is broken is named, and it is written whole."""

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo.truth import truths
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import Entry
from newscrawl.scaffolding.expected import read_expected
from newscrawl.scaffolding.folders import pages_folder, write_folder
from newscrawl.scaffolding.saved_pages import EXPECTED, INDEX, NAME, SavedPage, file_name, packed, read_pages
from newscrawl.scaffolding.site_pages import SitePages, known_pages
from newscrawl.text.dates import Moment

URL = "http://www.qinghe.example/a/1203.html"
SAVED_AT = datetime(2020, 3, 20, 4, 0, tzinfo=UTC)
ENTRY = Entry(URL, "青禾县三座提灌站开闸放水", Moment(datetime(2020, 3, 19, 16, 0, tzinfo=UTC), "day", "2020-03-20"))
PAGE = SavedPage(
    file="00_1203.html.gz", url=URL, body="<p>青禾".encode("gbk"), callback="parse_article", content_type="text/html",
    saved_at=SAVED_AT, entry=ENTRY, given={"number": 2}, about={"listing": URL}, asked=(URL + "?a=1",),
)  # fmt: skip
RECORD = {"file": "a.html", "url": URL}


def saved(folder: Path, *records: object) -> Path:
    (folder / "a.html").write_bytes(b"<p>a")
    (folder / INDEX).write_text(json.dumps(records))
    return folder


def test_pages_come_back_as_they_were_saved(tmp_path: Path) -> None:
    write_folder(tmp_path / "site", packed([PAGE]))
    assert read_pages(tmp_path / "site") == [PAGE]
    assert packed([PAGE]) == packed(read_pages(tmp_path / "site"))


@given(st.text())
def test_the_name_of_a_file_is_no_way_out_of_its_folder(words: str) -> None:
    for url in (f"http://a.example/{words}", f"http://a.example/{quote(words)}", f"http://a.example/x?{words}"):
        name = file_name(7, url, words)
        assert NAME.fullmatch(name)
        assert name.startswith("07_")
        assert Path(name).name == name


@pytest.mark.parametrize(
    "record",
    [
        {**RECORD, "file": "../a.html"},
        {**RECORD, "file": "/etc/hostname"},
        {**RECORD, "file": "b.html"},
        {**RECORD, "file": 7},
        {**RECORD, "url": "file:///etc/hostname"},
        {**RECORD, "saved_at": "yesterday"},
        {**RECORD, "entry": {"date": {"at": "?"}}},
        {"url": URL},
        "a.html",
        7,
    ],
    ids=str,
)
def test_a_broken_index_is_refused_by_name(tmp_path: Path, record: object) -> None:
    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        read_pages(saved(tmp_path, record))


def test_an_index_needs_no_more_than_a_file_and_its_address(tmp_path: Path) -> None:
    (page,) = read_pages(saved(tmp_path, {**RECORD, "entry": {"title": "青禾", "date": "2020-03-20"}}))
    assert (page.body, page.entry.title, page.entry.date.precision) == (b"<p>a", "青禾", "day")


def test_a_folder_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, {"a": b"1", "b": b"2"})
    with pytest.raises(ConfigurationError):
        write_folder(folder, {"a": b"3", "no/such/place": b"4"})
    write_folder(tmp_path / "other", {"c": b"5"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1", "b": b"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site"]
    write_folder(folder, {"a": b"3"})
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_page_that_is_saved_again_keeps_its_file_and_leaves_the_others(tmp_path: Path) -> None:
    other = SavedPage(file="", url=URL + "?b", body=b"2", callback="parse_article", saved_at=SAVED_AT)
    site = SitePages().with_page(PAGE, {"title": "a"}).with_page(other, {"title": "b"})
    site.write(tmp_path / "site")
    again = known_pages(tmp_path / "site").with_page(PAGE, {"title": "c"})
    assert [page.file for page in again.pages] == ["01_1203.html.gz", "00_1203.html.gz"]
    assert again.expected == {"00_1203.html.gz": {"title": "c"}, "01_1203.html.gz": {"title": "b"}}


def test_what_is_expected_of_the_demo_sites_is_the_truth() -> None:
    known = {truth.canonical_url: truth for truth in truths()}
    articles = [
        told
        for site in {truth.site for truth in known.values()}
        for told in read_expected(pages_folder(site) / EXPECTED).values()
        if "body" in told
    ]
    assert len(articles) >= 15
    for told in articles:
        truth = known[told["canonical_url"]]
        found = told["title"], told.get("published_at"), told.get("source"), tuple(told.get("authors", ()))
        assert found == (truth.title, truth.published, truth.source, truth.authors)
