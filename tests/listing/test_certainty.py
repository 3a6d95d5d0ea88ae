"""How sure the reader of listings is: of every listing, and not of pages without one."""

import re
from collections.abc import Iterator

import pytest

from newscrawl.demo.stories import HOSTS, read_stories
from newscrawl.demo.world import MAKERS
from newscrawl.listing import UNSURE, Listing, read_listing
from newscrawl.page.document import Page
from tests.listing.layouts import LAYOUTS, Layout, frame, items, list_of_links, path
from tests.listing.systems import SYSTEMS

LISTED = re.compile(
    r"/(?:qhyw|tzgg|bendi|jishuzixun|nongshi|lhyw|apyw|yaowen)/(?:index(?:_\d)?\.html|list_(?:4_)?\d\.html|\d/)?$|/x[yx]xw(?:/\d)?\.htm$"
)
SENTENCES = "<p>三月中旬，三座提灌站同时开闸，渠水流进了麦田，今年的春灌比往年早了六天。</p>" * 12
RELATED = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a></li>", 6)


def read(html: str, url: str = "http://www.qinghe.example/xwzx/index.html", **declared: str) -> Listing:
    return read_listing(Page.parse(html.encode(), url), **declared)


def demo_pages() -> Iterator[tuple[str, Page]]:
    for site, make in MAKERS.items():
        for address, answer in make(read_stories(site)).known.items():
            if "html" in answer.headers.get("Content-Type", "") and b"<body" in answer.body.lower():
                yield address, Page.parse(answer.body, f"http://{HOSTS[site]}{address}", "text/html")


@pytest.mark.parametrize("make", LAYOUTS + SYSTEMS, ids=lambda make: make.__name__)
def test_a_listing_is_doubted(make) -> None:
    layout: Layout = make()
    page = Page.parse(layout.html.encode(layout.encoding), layout.url)
    assert 0.7 <= read_listing(page).certainty <= 1


def test_a_listing_of_the_world_is_doubted_or_another_page_is_not() -> None:
    listed, others = [], []
    for address, page in demo_pages():
        (listed if LISTED.search(address) else others).append((read_listing(page).certainty, address))
    assert len(listed) >= 29
    assert len(others) >= 200  # the frames that scripts fill have no list  # the frames that scripts fill have no list
    assert min(listed) > (0.4, "")
    assert max(others) < (0.3, "")


@pytest.mark.parametrize(
    "content",
    [
        f"<h1>青禾县三座提灌站开闸放水</h1>{SENTENCES}<div class=rel><ul>{RELATED}</ul></div>",
        f"<h1>青禾县三座提灌站开闸放水</h1>{SENTENCES}<h3>相关阅读</h3><ul>{RELATED}</ul>",
        "<form><p>用户名 <input name=u></p><p>密码 <input name=p></p><p><a href=/find.html>忘记密码？点这里找回来</a></p></form>",
        "<h1>404</h1><p>您访问的页面不存在，3 秒后返回<a href=/index.html>青禾在线的首页</a></p>",
        f"<p>栏目建设中</p><h3>热点推荐</h3><ul>{RELATED}</ul>",
        "<p>没有找到相关信息</p>",
    ],
    ids=["related", "related_with_heading", "login", "error", "hot_list", "nothing"],
)
def test_a_page_without_a_list_is_taken_for_one(content: str) -> None:
    assert read(frame(content)).certainty < 0.3


def test_the_bounds_lie_on_both_sides_of_what_is_called_unsure() -> None:
    assert 0.3 <= UNSURE <= 0.4


def test_what_a_site_declares_is_not_doubted() -> None:
    html = frame(f"{SENTENCES}<div class=rel><ul>{RELATED}</ul></div>")
    assert (read(html, article_links=".rel a").certainty, read(html, article_links=".none a").certainty) == (1, 0)


def test_each_sign_of_a_list_makes_it_surer() -> None:
    whole = list_of_links().html
    without_pager = re.sub("<div class=page>.*?</div>", "", whole)
    without_dates = re.sub("<span>.*?</span>", "", without_pager)
    with_text = without_dates.replace("<div class=position>", f"{SENTENCES}<div class=position>")
    measured = [read(html).certainty for html in (whole, without_pager, without_dates, with_text)]
    assert measured == sorted(measured, reverse=True)
    assert len(set(measured)) == len(measured)
