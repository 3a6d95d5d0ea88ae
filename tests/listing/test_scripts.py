"""Entries and pagers that stand in scripts."""

import pytest

from newscrawl.listing import read_listing
from newscrawl.page.document import Page

SITE = "http://www.qinghe.gov.example"
LIST = "".join(f"<li><a href=./t2020031{n}_{n}.html>青禾县第{n}座提灌站开闸放水</a></li>" for n in range(5))


def read(html: str, url: str = f"{SITE}/xwzx/index.html"):
    return read_listing(Page.parse(f"<html><body><p>青禾要闻</p>{html}</body></html>".encode(), url))


def record(n: int) -> str:
    return f"<record><![CDATA[<li><a href=/art/2020/3/{n}/art_12_{n}.html>青禾县第{n}座提灌站开闸放水</a><b>2020-03-1{n}</b></li>]]></record>"


def store(numbers: range, following: str = "") -> str:
    return f"<script type='text/xml'><datastore>{following}<recordset>{''.join(map(record, numbers))}</recordset></datastore></script>"


@pytest.mark.parametrize(
    ("script", "following"),
    [
        ('createPageHTML(10, 0, "index", "html");', "index_1.html"),
        ("createPageHTML(10,3,'index','shtml');", "index_4.shtml"),
        ("createPageHTML('paging', 10, 0, 'index', 'html', 150);", "index_1.html"),
        ('var n = 0;\nvar all = 4;createPageHTML(all, n, "index", "htm", "black", 60)', "index_1.htm"),
        ('createPage(4,1,"../xwzx/list","html")', "list_2.html"),
        ('createPageHTML(10, 9, "index", "html");', None),
        ("createPageHTML('page_div', 10, 9, 'list', 'shtml', 150);", "list_10.shtml"),
        ("createPageHTML('page_div', 10, 10, 'list', 'shtml', 150);", None),
        ('createPageHTML(1, 0, "index", "html");', None),
        ('createPageHTML(all, now, "index", "html");', None),
        ("function createPageHTML(count, current, name, ext) { return name; }", None),
    ],
)
def test_a_pager_that_a_script_writes_is_missed(script: str, following: str | None) -> None:
    found = read(f"<ul>{LIST}</ul><div><script>{script}</script></div>").next_page
    assert found == (f"{SITE}/xwzx/{following}" if following else None)


def test_a_link_that_can_be_seen_is_followed_before_a_call() -> None:
    html = f"<ul>{LIST}</ul><script>createPageHTML(10, 0, 'index', 'html')</script><a href=more.html>下一页</a>"
    assert read(html).next_page == f"{SITE}/xwzx/more.html"


def options(values: list[str], chosen: int | None = None, words: str = "第{}页") -> str:
    made = [
        f"<option value='{each}'{' selected' if n == chosen else ''}>{words.format(n)}</option>"
        for n, each in enumerate(values, 1)
    ]
    return "".join(made)


PAGES = ["index.html", "index_1.html", "index_2.html"]


@pytest.mark.parametrize(
    ("choice", "following"),
    [
        (f"<select onchange='window.location=this.value'>{options(PAGES)}</select>", "index_1.html"),
        (f"<SELECT name=p onChange=\"self.location.href=this.options[this.selectedIndex].value\">{options(PAGES, 2, '{}')}", "index_2.html"),
        (f"<select onchange='location=this.value'>{options(PAGES, 3)}</select>", None),  # the last one
        (f"""<select onchange="location.href='list.asp?id=7&amp;page='+this.value">{options(['1', '2'], 1, '{}/2')}</select>""", "list.asp?id=7&page=2"),
        (f"<select onchange='sort(this.value)'>{options(PAGES)}</select>", None),
        (f"<select onchange='location=this.value'>{options(PAGES, 1, '{}月')}</select>", None),
        (f"<select>{options(PAGES)}</select>", None),
        ("<select onchange='location=this.value'><option value=/a/>青禾县政府</option><option value=/b/>沙溪县政府</option></select>", None),
    ],
)  # fmt: skip
def test_pages_that_can_be_chosen_are_missed(choice: str, following: str | None) -> None:
    assert read(f"<ul>{LIST}</ul><p>{choice}</p>").next_page == (f"{SITE}/xwzx/{following}" if following else None)


def test_of_pages_of_which_none_is_chosen_this_one_is_known_by_its_address() -> None:
    choice = f"<select onchange='location=this.value'>{options(PAGES)}</select>"
    assert read(f"<ul>{LIST}</ul><p>{choice}</p>", f"{SITE}/xwzx/{PAGES[1]}").next_page == f"{SITE}/xwzx/{PAGES[2]}"


def test_records_in_a_script_are_missed() -> None:
    found = read(f"<div id=7>{store(range(1, 9))}</div>")
    assert [entry.url for entry in found.entries] == [f"{SITE}/art/2020/3/{n}/art_12_{n}.html" for n in range(1, 9)]
    assert [entry.date.raw for entry in found.entries if entry.date] == [f"2020-03-1{n}" for n in range(1, 9)]


def test_records_of_two_lists_are_taken_for_one() -> None:
    found = read(f"<div>{store(range(1, 9))}</div><div>{store(range(20, 24))}</div>")
    assert len(found.entries) == 8


def test_the_next_group_of_records_is_missed() -> None:
    address = "/module/web/jpage/dataproxy.jsp?page=1&columnid=12"
    link = f'<nextgroup><![CDATA[<a href="{address}"></a>]]></nextgroup>'
    assert read(store(range(1, 9), link)).next_page == f"{SITE}{address}"


@pytest.mark.parametrize(
    "script", ["<recordset", "<recordset></recordset>", "<recordset><record><![CDATA[]]></record></recordset>"]
)
def test_records_that_are_none_change_nothing(script: str) -> None:
    assert len(read(f"<ul>{LIST}</ul><script type='text/xml'>{script}</script>").entries) == 5
