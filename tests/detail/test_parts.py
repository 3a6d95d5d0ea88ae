"""Articles in several pages: their next part, and not their neighbour."""

import pytest

from newscrawl.detail.parts import next_part
from newscrawl.page.document import Page

HERE = "http://www.qinghe.example/xinwen/5012.html"


def following(links: str, url: str = HERE, number: int = 1) -> str | None:
    return next_part(Page.parse(f"<html><body><p>一段。</p><div>{links}</div></body></html>".encode(), url), number)


@pytest.mark.parametrize(
    "words",
    [
        "下一页",
        "下页",
        "下一页>>"[:3],
        "余下全文",
        "2",
        "[2]",
        "【2】",
        "（2）"[1:2],
        "»",
        "next",
        "Next Page",
        " 下一页\n",
    ],
)
@pytest.mark.parametrize(
    ("here", "there"),
    [
        (HERE, "5012_2.html"),
        (HERE, "/xinwen/5012_2.html"),
        (HERE, "5012-2.html"),
        ("http://www.qinghe.example/n.php?id=7", "?id=7&page=2"),
        ("http://www.qinghe.example/n.php?id=7", "/n.php?page=2&id=7"),
        ("http://www.qinghe.example/2020/0318/a", "/2020/0318/a_2"),
        ("http://www.qinghe.example/xinwen/5012_1.html", "5012_2.html"),
    ],
)
def test_the_next_part_is_missed(words: str, here: str, there: str) -> None:
    assert following(f"<b>1</b> <a href='{there}'>{words}</a>", here) is not None


@pytest.mark.parametrize(
    "link",
    [
        "<a href=5013.html>下一页</a>",
        "<a href=5011.html>下一篇</a>",
        "<a href=5012_2.html>图片：第二张</a>",
        "<a href=5012_3.html>3</a>",
        "<a href=/other/5012_2.html>下一页</a>",
        "<a href=http://www.elsewhere.example/xinwen/5012_2.html>下一页</a>",
        "<a href=?page=2#comments>2</a><a href=comments.html?page=2>2</a>"[40:],
        "<a href=5012.html>1</a>",
        "<a href='javascript:next()'>下一页</a>",
        "下一页",
        "",
    ],
)
def test_another_article_is_not_taken_for_the_next_part(link: str) -> None:
    assert following(link) is None


def test_the_second_part_leads_to_the_third_and_never_back() -> None:
    links = "<a href=5012.html>1</a> <b>2</b> <a href=5012_3.html>3</a> <a href=5012.html>上一页</a> <a href=5012_3.html>下一页</a>"
    second = "http://www.qinghe.example/xinwen/5012_2.html"
    assert following(links, second, 2) == "http://www.qinghe.example/xinwen/5012_3.html"
    assert following("<a href=5012.html>1</a> <b>2</b>", second, 2) is None


def test_the_last_part_has_none() -> None:
    assert (
        following("<a href=5012.html>1</a><a href=5012_2.html>2</a>", "http://www.qinghe.example/xinwen/5012_3.html", 3)
        is None
    )


def test_a_part_that_a_listing_led_to_does_not_lead_back() -> None:
    assert following("<a href=5012_2.html>2</a>", "http://www.qinghe.example/xinwen/5012_3.html") is None


def test_a_page_that_leads_to_itself_ends_there() -> None:
    assert following(f"<a href={HERE}>下一页</a>") is None


def test_a_year_at_the_end_of_an_address_is_no_part_number() -> None:
    assert following("<a href=spring-2021.html>next</a>", "http://www.qinghe.example/spring-2020.html") is None


def test_an_article_whose_address_ends_in_a_number_is_no_part_of_another() -> None:
    assert following("<a href=t20200318_4.html>下一页</a>", "http://www.qinghe.example/t20200318_3.html") is None
