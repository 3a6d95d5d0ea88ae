"""Entries of a listing: their titles, their dates, and what is no entry."""

import pytest

from newscrawl.listing import read_listing
from newscrawl.page.document import Page

URL = "http://www.qinghe.example/xwzx/index.html"
TITLES = ("青禾县三座提灌站开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工", "全县道路交通安全会议召开")


def read(html: str, url: str = URL, **declared: str):
    return read_listing(Page.parse(f"<html><body>{html}</body></html>".encode(), url), **declared)


def listed(make) -> str:
    return "<ul>" + "".join(f"<li>{make(n, title)}</li>" for n, title in enumerate(TITLES)) + "</ul>"


def test_a_title_cut_off_by_dots_is_taken_from_its_attribute() -> None:
    found = read(listed(lambda n, title: f"<a href=/n/{n}00.html title='{title}'>{title[:6]}...</a>"))
    assert [entry.title for entry in found.entries] == list(TITLES)


def test_a_link_of_a_picture_is_named_by_the_picture() -> None:
    found = read(
        listed(lambda n, title: f"<a href=/n/{n}00.html><img src={n}.jpg alt='{title}'></a>") + "<p>图片新闻</p>"
    )
    assert [entry.title for entry in found.entries] == list(TITLES)


def test_the_date_beside_a_link_belongs_to_it() -> None:
    found = read(listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a><span>2020-03-1{n}</span>"))
    assert [entry.date.raw for entry in found.entries] == [f"2020-03-1{n}" for n in range(4)]


def dated(make) -> list[str | None]:
    """The days of entries that stand in a list of divs, a link and more in each."""
    boxes = "".join(
        f"<div class=item>{make(n, f'<a href=/n/{n}00.html>{title}</a>')}</div>" for n, title in enumerate(TITLES)
    )
    return [entry.date and entry.date.raw for entry in read(f"<div>{boxes}</div>").entries]


DAYS = [f"2020-03-1{n}" for n in range(4)]


def test_a_date_on_another_line_of_the_entry_is_missed() -> None:
    assert dated(lambda n, link: f"<h3>{link}</h3><p>渠水流进了麦田。</p><p>{DAYS[n]} 阅读 35</p>") == DAYS


def test_a_word_for_a_day_in_the_summary_is_taken_for_the_date_of_the_entry() -> None:
    assert dated(lambda n, link: f"<h3>{link}</h3><p>昨日,渠水流进了麦田。</p><p>{DAYS[n]} 阅读 35</p>") == DAYS
    assert dated(lambda n, link: f"<h3>{link}</h3><p>昨日,渠水流进了麦田。 {DAYS[n]}</p>") == DAYS
    assert dated(lambda _, link: f"<h3>{link}</h3><p>渠水流进了麦田。</p><p>昨天 阅读 35</p>") == ["昨天"] * 4


def test_a_date_above_the_title_is_given_to_the_entry_before() -> None:
    assert dated(lambda n, link: f"<p>{DAYS[n]}</p><h3>{link}</h3>") == DAYS


def test_a_day_that_stands_apart_from_its_month_is_missed() -> None:
    assert dated(lambda n, link: f"<div><b>1{n}</b><i>2020-03</i></div><h3>{link}</h3>") == DAYS
    assert dated(lambda n, link: f"<p>2020.03</p><p>1{n}</p><h3>{link}</h3>") == DAYS


def test_a_date_in_the_title_is_taken_for_that_of_the_entry() -> None:
    found = read(listed(lambda n, title: f"<a href=/n/{n}00.html>2019年12月1{n}日{title}</a>"))
    assert [entry.date for entry in found.entries] == [None] * 4


def test_a_date_in_the_summary_is_taken_for_that_of_the_entry() -> None:
    summary = "2019年12月18日，记者从有关部门了解到，三座提灌站同时开闸，渠水流进了沿线一万二千亩麦田，今年的春灌比往年早了六天，村民都说这是头一回，往年要等到四月。"
    assert dated(lambda _, link: f"<h3>{link}</h3><p>{summary}</p>") == [None] * 4


def test_a_date_inside_the_link_is_a_part_of_the_title() -> None:
    found = read(listed(lambda n, title: f"<a href=/n/{n}00.html><span>{DAYS[n]}</span><b>{title}</b></a>"))
    assert [(entry.title, entry.date and entry.date.raw) for entry in found.entries] == list(
        zip(TITLES, DAYS, strict=True)
    )


def test_the_summary_of_a_link_around_a_whole_card_is_its_title() -> None:
    found = read(
        listed(
            lambda n, title: (
                f"<a href=/n/{n}00.html><p>{DAYS[n]}</p><h3>{title}</h3><p>三座提灌站同时开闸，渠水流进了沿线一万二千亩麦田。</p></a>"
            )
        )
    )
    assert [entry.title for entry in found.entries] == list(TITLES)


def test_entries_whose_classes_differ_are_missed() -> None:
    kinds = ("odd first", "even", "odd card--lead", "even last")
    html = "".join(f"<div class='{kinds[n]}'><a href=/n/{n}00.html>{title}</a></div>" for n, title in enumerate(TITLES))
    assert len(read(f"<div class=list>{html}</div>").entries) == 4


def test_channels_in_brackets_are_taken_for_entries() -> None:
    found = read(listed(lambda n, title: f"[<a href=/list.php?tid={n}>本地</a>] <a href=/n/{n}00.html>{title}</a>"))
    assert [entry.title for entry in found.entries] == list(TITLES)


def test_a_short_title_in_the_next_cell_is_taken_for_a_channel() -> None:
    rows = "".join(
        f"<tr><td><a href=/n/{n}00.html>{title}</a></td><td><a href=/n/{n}01.html>春灌记</a></td></tr>"
        for n, title in enumerate(TITLES)
    )
    assert len(read(f"<table>{rows}</table>").entries) == 8


HOT = "".join(
    f"<li><a href=/h/{n}00.html>本月点击最多的第{n}条消息，标题比左边的都要长一些</a></li>" for n in range(20)
)


def test_a_hot_list_is_known_by_the_line_above_it() -> None:
    side = f"<div class=r><h3>热点新闻</h3><ul>{HOT}</ul></div>"
    assert (
        len(read(f"<div class=l>{listed(lambda n, title: f'<a href=/n/{n}00.html>{title}</a>')}</div>{side}").entries)
        == 4
    )


def test_a_pager_behind_a_list_tells_it_from_one_with_longer_titles() -> None:
    main = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>")
    hot = f"<p>青禾在线</p><div class=r><ul>{HOT[: HOT.index('<li><a href=/h/300')]}</ul></div>"
    assert len(read(f"<div class=l>{main}</div>{hot}").entries) == 3
    assert len(read(f"<div class=l>{main}</div><p><a href=i_2.html>下一页</a></p>{hot}").entries) == 4


def test_an_article_in_a_heading_above_the_list_is_missed() -> None:
    main = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>")
    lead = "<div><h2><a href=/n/900.html>渠水流进了沿线的麦田</a></h2></div>"
    assert [entry.url[-8:] for entry in read(f"<div>{lead}{main}</div>").entries] == [
        "900.html",
        *(f"{n}00.html" for n in range(4)),
    ]
    assert len(read(f"<div>{lead.replace('/n/900.html', '/zt/')}{main}</div>").entries) == 4
    assert len(read(f"<div>{lead}</div><div>{main}</div>").entries) == 4


def test_a_link_to_the_rest_of_an_article_names_it() -> None:
    found = read(
        listed(
            lambda n, title: (
                f"<h3><a href=/n/{n}00.html>{title}</a></h3><p><a href=/n/{n}00.html#more>继续阅读{title}的全文</a></p>"
            )
        )
    )
    assert [(entry.url[-8:], entry.title) for entry in found.entries] == [
        (f"{n}00.html", title) for n, title in enumerate(TITLES)
    ]


def test_a_list_without_dates_that_is_made_like_the_one_with_dates_is_a_part_of_it() -> None:
    main = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a><i>{DAYS[n]}</i>")
    other = listed(lambda n, title: f"<a href=/m/{n}00.html>{title}</a>")
    assert len(read(f"<div class=box>{main}</div><div class=box>{other}</div>").entries) == 4


def test_first_pages_of_other_offices_are_taken_for_articles() -> None:
    offices = "".join(
        f"<li><a href=http://office{n}.example.com/>青禾县某某局某某办公室网站{n}</a></li>" for n in range(30)
    )
    main = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>")
    assert (
        len(read(f"<div>{main}</div><div class=b><ul>{offices}</ul></div>", "http://www.example.com/x/").entries) == 4
    )


def test_an_article_linked_by_picture_and_words_is_one_entry() -> None:
    found = read(
        listed(
            lambda n, title: (
                f"<a href=/n/{n}00.html><img src={n}.jpg></a><a href=/n/{n}00.html?from=timeline>{title}</a>"
            )
        )
    )
    assert len(found.entries) == 4


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "#",
        "",
        "mailto:a@b.example",
        "/upload/1.pdf",
        "/1.jpg",
        "http://www.elsewhere.example/1.html",
        "index.html",
        "http://[::1",
    ],
)
def test_what_leads_to_no_article_of_the_site_is_no_entry(href: str) -> None:
    html = (
        listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>")
        + f"<ul><li><a href='{href}'>这一条不通向任何文章</a></li></ul>"
    )
    assert len(read(html).entries) == 4


@pytest.mark.parametrize(
    "html",
    [
        "<p>没有链接</p>",
        "<a href=/>首页</a>",
        "<ul><li><a href=/a/>新闻</a></li><li><a href=/b/>政务</a></li><li><a href=/c/>服务</a></li></ul>",
    ],
)
def test_a_page_without_a_list_has_no_entries(html: str) -> None:
    assert list(read(html).entries) == []


def test_a_declared_selector_wins() -> None:
    html = (
        listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>")
        + "<h2><a href=/x.html>头条</a></h2><b><a href=/p2>more</a></b>"
    )
    found = read(html, article_links="h2 > a", next_link="b > a::attr(href)")
    assert ([entry.url for entry in found.entries], found.next_page) == (
        ["http://www.qinghe.example/x.html"],
        "http://www.qinghe.example/p2",
    )


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ("<a href=i_2.html>下一页</a>", "i_2.html"),
        ("<a href=i_2.html>下页</a>", "i_2.html"),
        ("<a href=i_2.html>[下一页]</a>", "i_2.html"),
        ("<a href=i_2.html>下一頁 »</a>", "i_2.html"),
        ("<a href=i_2.html>Next</a>", "i_2.html"),
        ("<a href=i_2.html>Next page &rarr;</a>", "i_2.html"),
        ("<a href=i_2.html>Older entries</a>", "i_2.html"),
        ("<a href=i_2.html title=下一页><img src=n.gif></a>", "i_2.html"),
        ("<a href=i_2.html><img src=n.gif alt=下一页></a>", "i_2.html"),
        ("<a href=i_2.html>下一版</a>", "i_2.html"),
        ("<a href='index.html?offset=10'>加载更多</a>", "index.html?offset=10"),
        ("<a href='index.html?offset=10'>更多</a>", None),
        ("<a href=i_2.html>›</a>", "i_2.html"),
        ("<a href=i_2.html>&gt;&gt;</a>", "i_2.html"),
        ("<a rel=next href=i_2.html>2</a>", "i_2.html"),
        ("<a rel='next nofollow' href=i_2.html>continue</a>", "i_2.html"),
        ("<b>1</b> <a href=i_2.html>2</a> <a href=i_3.html>3</a>", "i_2.html"),
        ("<b>1</b> <a href=i_2.html>[2]</a> <a href=i_3.html>[3]</a>", "i_2.html"),
        ("<b>1</b> <a href=i_2.html>第2页</a> <a href=i_3.html>第3页</a>", "i_2.html"),
        ("<a href=index.html>1</a> <a href=i_2.html>2</a>", "i_2.html"),
        ("<a href='javascript:go(2)'>下一页</a>", None),
        ("<a href='javascript:go(2)'>下一页</a> <b>1</b> <a href=i_2.html>2</a> <a href=i_3.html>3</a>", "i_2.html"),
        ("<a href=http://www.elsewhere.example/2.html>下一页</a>", None),
        ("<a href=index.html>下一页</a>", None),
        ("<a href=#>下一页</a>", None),
        ("下一页", None),
        ("<a href=i_2.html>下一页的精彩内容</a>", None),
        ("<a href=i_2.html>2</a>", None),
        ("<a href=/n/2020.html>2020</a> <a href=/n/2019.html>2019</a>", None),
        ("<a href=i_0.html>上一页</a>", None),
        ("", None),
    ],
)
def test_the_link_to_the_next_page_is_misread(pager: str, following: str | None) -> None:
    html = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>") + f"<div>{pager}</div>"
    assert read(html).next_page == (f"http://www.qinghe.example/xwzx/{following}" if following else None)


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("list_1.html", "list_2.html"),
        ("list_2.html", "list_3.html"),
        ("list_4.html", "list_5.html"),
        ("list_5.html", None),
    ],
)
def test_numbers_are_counted_from_the_page_itself(url: str, following: str | None) -> None:
    links = " ".join(f"<a href=list_{n}.html>{n}</a>" for n in range(1, 6))
    html = listed(lambda n, title: f"<a href=/n/{n}00.html>{title}</a>") + f"<div>{links}</div>"
    found = read(html, f"http://www.qinghe.example/xwzx/{url}").next_page
    assert found == (f"http://www.qinghe.example/xwzx/{following}" if following else None)


def test_a_pager_in_the_rows_of_the_list_is_taken_for_entries() -> None:
    rows = "".join(f"<tr><td><a href=/n/{n}00.html>青禾县第{n}座提灌站开闸放水</a></td></tr>" for n in range(1, 6))
    pager = "<tr><td><a href=xyxw/4.htm>2</a><a href=xyxw/3.htm>3</a><a href=xyxw/4.htm>下页</a><a href=xyxw/1.htm>尾页</a></td></tr>"
    found = read(f"<table>{rows}{pager}</table>")
    assert [entry.url.rpartition("/n/")[2] for entry in found.entries] == [f"{n}00.html" for n in range(1, 6)]


def test_an_article_that_is_called_by_a_number_is_taken_for_a_pager() -> None:
    items = "".join(f"<li><a href=/n/{n}00.html>青禾县第{n}座提灌站开闸放水</a></li>" for n in range(1, 6))
    assert len(read(f"<ul>{items}<li><a href=/n/1203.html>1</a></li></ul>").entries) == 6
