"""Archived pages are read with the marks of their day."""

from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.base_spiders import Layout, ListingSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import Article, Entry
from newscrawl.page.document import CHINA
from newscrawl.text.dates import parse_moment

SITE = "http://www.qinghe.example"
OLDEST, OLD, NEW = "第一代版面的正文，一段。", "第二代版面的正文，一段。", "如今版面的正文，一段。"
DECLARED = {
    "body": "#new",
    "title": "h1",
    "layouts": [
        Layout(until="2019-06-30", body="#old", source="i.old"),
        Layout(until="2012-12-31", body="#oldest", title="h2"),
    ],
}


def page(date: str = "", parts: str = "") -> str:
    boxes = "".join(
        f"<div id={name}><p>{words}</p></div>" for name, words in (("oldest", OLDEST), ("old", OLD), ("new", NEW))
    )
    return f"<html><head><title>青禾县开闸放水_青禾在线</title></head><body><h1>青禾县开闸放水</h1><h2>旧版标题写在这里</h2><p>{date}</p><i class=old>青禾时报</i>{boxes}{parts}</body></html>"


def read(path: str, html: str, listed: str = "", **declared: Any) -> Article:
    kind = type("Qinghe", (ListingSpider,), {"name": "q", "start_urls": [SITE], **DECLARED, **declared})
    spider = get_crawler(kind, {"ARTICLE_PARTS_MAX": 3})._create_spider()
    url = f"{SITE}{path}"
    entry = Entry(url, "", parse_moment(listed, CHINA)) if listed else None
    response = Response(url, body=html.encode(), headers={"Content-Type": "text/html"}, request=Request(url))
    (came,) = spider.parse_article(response, entry)
    if isinstance(came, Request):
        (came,) = came.callback(Response(came.url, body=html.encode(), request=came), **came.cb_kwargs)
    counts = spider.crawler.stats.get_stats()
    came.links = [key for key in counts if key.startswith("read/mark_missed/")]
    return came


@pytest.mark.parametrize(
    ("path", "date", "listed", "body"),
    [
        ("/n/1.html", "", "2020-03-18", NEW),
        ("/n/1.html", "", "2019-07-01", NEW),
        ("/n/1.html", "", "2019-06-30 23:59", OLD),
        ("/n/1.html", "", "2013-01-01 00:01", OLD),
        ("/n/1.html", "", "2012-12-31", OLDEST),
        ("/n/1.html", "2020-03-18", "2012-12-31", OLDEST),
        ("/2018/0318/1.html", "2020-03-18", "", OLD),
        ("/n/1.html", "2018-03-18", "", OLD),
        ("/n/1.html", "2012-03-18", "", OLDEST),
        ("/n/1.html", "2020-03-18", "", NEW),
        ("/n/1.html", "", "", NEW),
    ],
    ids="listed after until after_oldest oldest listed_first address page_old page_oldest page_new unknown".split(),
)
def test_a_page_is_read_with_the_marks_of_its_day(path: str, date: str, listed: str, body: str) -> None:
    article = read(path, page(date), listed)
    assert (article.body, article.found_by["body"]) == (body, "selector")
    assert article.title == ("旧版标题写在这里" if body == OLDEST else "青禾县开闸放水")
    assert article.source == ("青禾时报" if body == OLD else None)
    assert article.links == []


def test_the_parts_of_an_article_have_its_layout() -> None:
    article = read("/2018/0318/1.html", page("2018-03-18", "<a href=1.html>1</a> <a href=1_2.html>2</a>"))
    assert article.body == f"{OLD}\n{OLD}"


def test_marks_of_an_old_layout_that_are_missing_are_counted() -> None:
    article = read("/2012/0318/1.html", page().replace("oldest", "gone"))
    assert article.links == ["read/mark_missed/body"]


@pytest.mark.parametrize(
    ("layouts", "complaint"),
    [
        ({"until": "2019-06-30"}, "is no list of Layout"),
        ([{"until": "2019-06-30"}], "is no list of Layout"),
        ([Layout(body="#old")], "is no day as in 2020-03-18: ''"),
        ([Layout(until="June 2019", body="#old")], "is no day"),
        ([Layout(until="2019-06-30", bdoy="#old")], "has a Layout with bdoy, which is none of title, "),
        ([Layout(until="2019-06-30", body="#old..")], "is no CSS selector"),
        ([Layout(until="2019-06-30", body="#a"), Layout(until="2019-06-30", body="#b")], "two layouts until one day"),
    ],
)
def test_a_layout_that_cannot_be_is_refused_with_its_place(layouts: Any, complaint: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        type("Qinghe", (ListingSpider,), {"layouts": layouts})
    assert str(refused.value).startswith(f"{__name__}: Qinghe.layouts ")
    assert complaint in str(refused.value)
