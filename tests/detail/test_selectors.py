"""What a site declares of its article pages is asked before anything that is found by itself."""

from datetime import UTC, datetime

import pytest

from newscrawl.detail import read_detail
from newscrawl.detail.marks import Marks
from newscrawl.items import Article
from newscrawl.page.document import Page

URL = "http://www.qinghe.example/1.html"
DECLARED = {
    "title": ("沙河渠修好了", "沙河渠修好了"),
    "subtitle": ("比往年早六天", "比往年早六天"),
    "summary": ("沙河渠的闸门换了。", "沙河渠的闸门换了。"),
    "published": ("二 2019-05-06 07:08 三", datetime(2019, 5, 5, 23, 8, tzinfo=UTC)),
    "source": ("沙河文摘", "沙河文摘"),
    "authors": ("王五", ["王五"]),
    "editors": ("赵六", ["赵六"]),
    "channel": ("沙河", "沙河"),
    "breadcrumbs": ("沙河", ["沙河"]),
    "keywords": ("闸门", ["闸门"]),
    "read_count": ("读了 77 次", 77),
    "body": ("沙河渠的闸门换了。", "沙河渠的闸门换了。"),
}


@pytest.mark.parametrize("field", DECLARED)
def test_a_part_that_a_site_declares_is_taken_from_elsewhere(daily, field: str) -> None:
    words, value = DECLARED[field]
    byline = "2020-03-18 来源：青禾时报 作者：张三 编辑：李晓 阅读：35"
    page = Page.parse(f"{daily(byline=byline)}<div id=declared>{words}</div>".encode(), URL)
    article = read_detail(page, Article(url=URL), Marks(**{field: "#declared"}))
    name = "published_at" if field == "published" else field
    assert (getattr(article, name), article.found_by[name]) == (value, "selector")


@pytest.mark.parametrize("field", DECLARED)
def test_a_selector_that_finds_nothing_costs_what_is_found_by_itself(daily, field: str) -> None:
    byline = "2020-03-18 来源：青禾时报 作者：张三 编辑：李晓 阅读：35"
    html = daily(byline=byline) + "<div id=declared> </div>"
    marks = Marks(**{field: "#declared"})
    with_mark, without = (
        read_detail(Page.parse(html.encode(), URL), Article(url=URL), one) for one in (marks, Marks())
    )
    assert with_mark == without
    assert list(marks.missed(with_mark.found_by)) == [field]


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=text>{}<p>责任编辑：李晓</p></div>",
        "<div><ucapcontent>{}</ucapcontent></div><p>县里的网站</p>",
        "<div><!--enpcontent--><!--enpcontent-->{}<!--/enpcontent--><!--/enpcontent--></div>",
        "<div><span class=text>沙河镇下雨。<br>秧苗绿了。</span></div>",
    ],
)
def test_a_body_is_not_what_its_element_holds(markup: str) -> None:
    html = f"<html><body><h1>沙河镇下雨</h1>{markup.format('<p>沙河镇下雨。</p><p>秧苗绿了。</p>')}<p>联系我们</p></body></html>"
    article = read_detail(
        Page.parse(html.encode(), URL), Article(url=URL), Marks(body="#text, ucapcontent, enpcontent, .text")
    )
    assert article.body == "沙河镇下雨。\n秧苗绿了。"
