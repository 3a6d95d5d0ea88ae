"""Listings that come as JSON, JSONP and records of markup, as systems write them."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import Listing
from newscrawl.listing.json_entries import ENTRIES_LIMIT, read_json_listing
from newscrawl.listing.paths import parse_path, values_at

SITE = "http://www.qinghe.example"
TITLES = ("青禾县三座提灌站开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工")


def read(data: Any, **given) -> Listing:
    body = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()
    now = datetime(2020, 3, 20, 4, tzinfo=UTC)
    return read_json_listing(body, f"{SITE}/api/list.json", "application/json", now=now, **given)


def told(listing: Listing) -> list[tuple[str, str, str]]:
    return [
        (one.url.removeprefix(SITE), one.title, one.date.at.isoformat() if one.date else "") for one in listing.entries
    ]


def rows(url: str = "url", title: str = "title", date: str = "date", at: Any = "2020-03-18 09:41:05") -> list[dict]:
    return [{"id": n, url: f"/n/{n}00.html", title: words, date: at} for n, words in enumerate(TITLES)]


WANTED = [(f"/n/{n}00.html", words, "2020-03-18T01:41:05+00:00") for n, words in enumerate(TITLES)]
TEXT = json.dumps({"code": 0, "data": {"list": rows()}}, ensure_ascii=False)


@pytest.mark.parametrize(
    "data",
    [
        rows(),
        {"code": 0, "msg": "ok", "data": {"total": 3, "list": rows()}},
        {
            "menu": [{"name": f"栏目{n}", "url": f"/c/{n}/"} for n in range(9)],
            "result": {"rows": rows("docPubUrl", "doc_title", "docRelTime")},
        },
        {"articles": rows("link", "Title", "pubDate", 1584495665)},
        {"articles": rows("href", "name", "ctime", 1584495665000)},
        {"data": json.dumps({"list": rows()})},
        f"callback({TEXT})",
        f"/**/jQuery1102_158449 && jQuery1102_158449({TEXT});\n",
        f"var news = {TEXT};",
        f"\ufeff  {TEXT}",
        TEXT.encode("gbk"),
        {"list": [7, None, "x", *rows(), {"url": None, "title": "无"}, {"url": ["/a"], "title": "无"}]},
    ],
    ids="list nested trs seconds milliseconds twice jsonp jquery variable bom gbk mixed".split(),
)
def test_entries_are_found_by_themselves(data: Any) -> None:
    assert told(read(data)) == WANTED


def test_entries_are_where_a_site_says() -> None:
    data = {
        "hot": rows(),
        "page": [
            {"docs": [{"doc": one} for one in rows("a", "b", "c")[:2]]},
            {"docs": [{"doc": rows("a", "b", "c")[2]}]},
        ],
    }
    fields = {"url": "doc.a", "title": "doc.b", "date": "doc.c"}
    assert told(read(data, entries="page[*].docs[*]", fields=fields)) == WANTED
    assert told(read(data, entries="page[1].docs", fields=fields)) == WANTED[2:]
    assert told(read(data, entries="nosuch.docs", fields=fields)) == []


def test_an_address_may_be_made_of_what_an_entry_has() -> None:
    fields = {"url": "/detail/{id}.html?c={date}"}
    data = [{"id": 7, "title": TITLES[0], "date": "2020-03-18"}, {"title": TITLES[1], "date": "2020-03-18"}]
    assert [one.url for one in read(data, entries="[*]", fields=fields).entries] == [
        f"{SITE}/detail/7.html?c=2020-03-18"
    ]


@pytest.mark.parametrize(
    ("behind", "following"),
    [("list.json?p=2", f"{SITE}/api/list.json?p=2"), ("http://www.elsewhere.example/", None), ("list.json", None), (7, None), (None, None)],
)  # fmt: skip
def test_the_next_page_is_where_a_site_says(behind: Any, following: str | None) -> None:
    assert read({"rows": rows(), "page": {"next": behind}}, following="page.next").next_page == following


LIS = [
    f"<li><a href='/n/{n}00.html'>{words}</a><span>2020-03-18 09:41:05</span></li>" for n, words in enumerate(TITLES)
]
RECORDS = "".join(f"<record><![CDATA[\n{li}]]></record>" for li in LIS)


@pytest.mark.parametrize(
    "data",
    [LIS, {"total": 3, "records": LIS}, {"html": ["".join(LIS)]}, f"<?xml version='1.0' encoding='utf-8'?><datastore><recordset>{RECORDS}</recordset></datastore>"],
    ids="list records one xml".split(),
)  # fmt: skip
def test_records_of_markup_are_a_listing(data: Any) -> None:
    assert told(read(data)) == WANTED


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "not_json"),
        ("<html><body>登录</body></html>", "not_json"),
        ("callback()", "not_json"),
        ('{"a": 1', "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"a":' * 100_000, "not_json"),
        (f"[{'9' * 5000}]", "not_json"),
        (" " * (3 * 2**20) + "[1]", "too_large"),
    ],
)
def test_what_is_no_json_is_refused_with_a_word(body: str, reason: str) -> None:
    with pytest.raises(UnreadablePageError) as refused:
        read(body)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "made",
    [
        lambda: "[" + ",".join(["[[[[[]]]]]"] * 250_000) + "]",
        lambda: "<x>" + "<record><![CDATA[" * 150_000,
        lambda: json.dumps([{"url": "/n/1001.html", "title": "x" * 10_000}] * 290),
        lambda: json.dumps({"a": [{"b": json.dumps([n])} for n in range(50_000)]}),
    ],
    ids="lists records titles packed".split(),
)
def test_hostile_json_takes_little_time(made: Callable[[], str]) -> None:
    body = made()
    before = process_time()
    with suppress(UnreadablePageError):
        assert len(read(body).entries) < 2
    assert process_time() - before < 4


@pytest.mark.parametrize("path", ["", ".", "a..b", "a.", "[", "a[x]", "a[-1]", "a b", "a[1]b"])
def test_a_path_that_cannot_be(path: Any) -> None:
    with pytest.raises(ValueError, match="is no path"):
        parse_path(path)


def test_a_path_leads_nowhere_where_nothing_is() -> None:
    data = {"a": [{"b": 1}, {"c": 2}, 3]}
    found = [values_at(data, path) for path in ("a[*].b", "a[9].b", "a.b", "x", "a[0].b.c", "[0]", None)]
    assert found == [[1], [], [], [], [], [], [data]]


@pytest.mark.parametrize(
    "row",
    [{"url": "/n/{}.html", "title": "第{}号通知已经印发"}, "<li><a href='/n/{}.html'>第{}号通知已经印发</a></li>"],
)
def test_no_more_than_so_many_are_read(row) -> None:
    each = [
        {name: text.format(n) for name, text in row.items()} if isinstance(row, dict) else row.format(n, n)
        for n in range(2 * ENTRIES_LIMIT)
    ]
    assert len(read({"list": each}).entries) == ENTRIES_LIMIT
