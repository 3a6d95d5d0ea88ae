"""What is no list of articles is told for what it is, with what to try; nothing is written then."""

import json
from datetime import UTC, datetime

import pytest
from scrapy.settings import Settings

from newscrawl.cli.new_site import gathered
from newscrawl.demo.sites import qinghe_portal
from newscrawl.demo.sites.walks import WALKS
from newscrawl.demo.stories import read_stories
from newscrawl.scaffolding.gathering import Gathered, NoListingError
from newscrawl.scaffolding.kept_folders import fetch_from
from newscrawl.scaffolding.proposal import propose
from newscrawl.scaffolding.saved_pages import SavedPage

SITE = "http://www.qinghe.gov.example"
LISTING = f"{SITE}/xwzx/qhyw/"
MENU = "<div class=nav><a href=/>首页</a><a href=/xwzx/qhyw/>青禾要闻</a><a href=/xwzx/tzgg/>通知公告</a></div>"
LINE = "<li><a href='{}t{}_{}.html'>{}召开第{}次会议研究今年的工作</a><span>2020-03-1{}</span></li>"
TEXT = "<p>记者从县水利局了解到，今年全县计划投资三千二百万元，对十四座小型水库进行除险加固。</p>" * 3


def settings() -> Settings:
    chosen = Settings()
    chosen.setmodule("settings.testing")
    return chosen


def page(url: str, body: str | bytes, content_type: str = "text/html") -> SavedPage:
    body = body if isinstance(body, bytes) else f"<html><body>{body}</body></html>".encode()
    return SavedPage(
        file="", url=url, body=body, content_type=content_type, callback="", saved_at=datetime(2020, 3, 21, tzinfo=UTC)
    )


def box(section: str, lines: int, name: str = "县政府") -> str:
    items = (LINE.format(section, 20200310 + number, number, name, number, number) for number in range(lines))
    return f"<div class=box><h2>{name}</h2><ul>{''.join(items)}</ul></div>"


def gather(*pages: SavedPage, url: str = LISTING) -> Gathered:
    return gathered(url, fetch_from(pages), settings())


def articles(section: str) -> list[SavedPage]:
    """The pages of the articles that a box lists."""
    return [
        page(f"{SITE}{section}t{20200310 + n}_{n}.html", f"<title>县政府召开第{n}次会议研究今年的工作_青禾在线</title><h1>县政府召开第{n}次会议研究今年的工作</h1><p>2020-03-1{n} 09:41 来源：青禾时报</p><div>{TEXT}</div>")
        for n in range(6)
    ]  # fmt: skip


RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>青禾在线</title>{''.join(f'<item><title>县政府召开第{n}次会议研究今年的工作</title><link>{SITE}/news/t{20200310 + n}_{n}.html</link></item>' for n in range(6))}</channel></rss>"
DATA = json.dumps(
    {
        "code": 0,
        "data": {
            "total": 6,
            "rows": [
                {
                    "title": f"县政府召开第{n}次会议研究今年的工作",
                    "url": f"/news/t{20200310 + n}_{n}.html",
                    "pubDate": f"2020-03-1{n}",
                }
                for n in range(6)
            ],
        },
    }
)
INDEX = f"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{SITE}/news.xml</loc></sitemap></sitemapindex>"
URLS = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(f'<url><loc>{SITE}/news/t{20200310 + n}_{n}.html</loc></url>' for n in range(6))}</urlset>"
FRONT = MENU + box("/xwzx/qhyw/", 6) + box("/xwzx/tzgg/", 6, "县教育局") + box("/zwgk/gsgg/", 5, "县水利局")
SCRIPTED = "<div id=app></div><noscript>请启用 JavaScript</noscript><script src=/static/app.3f2a.js></script>"
LOGIN = f"{MENU}<form><input name=user><input type=password name=word><button>登录</button></form>"
ARTICLE = f"{MENU}<h1>县水利局加固十四座水库</h1><p>2020-03-18 09:41 来源：青禾时报</p><div>{TEXT}</div>"


@pytest.mark.parametrize(
    ("shown", "seen", "tries"),
    [
        (ARTICLE, "an article, 《县水利局加固十四座水库》", "/xwzx/qhyw/ (青禾要闻)"),
        (FRONT, "a front page", "/xwzx/tzgg/ (通知公告)"),
        (LOGIN, "a login page", "everybody"),
        (SCRIPTED, "JavaScript makes", "developer tools"),
        (MENU + box("/xwzx/qhyw/", 1), "a single article, 《县政府召开第0次会议研究今年的工作》", "通知公告"),
        (MENU + "<p>网站正在维护，请稍后访问。</p>" * 20, "no list of articles", "通知公告"),
        ("", "no page of articles", "section"),
        ("<p>\x80\x81" + "\ufffd\ufffd 县" * 300, "could not be decoded", "charset"),
    ],
    ids=["article", "front", "login", "scripts", "single", "nothing", "empty", "charset"],
)  # fmt: skip
def test_what_is_no_listing_is_told_for_what_it_is(shown: str, seen: str, tries: str) -> None:
    with pytest.raises(NoListingError) as caught:
        gather(page(f"{SITE}/start/", shown), url=f"{SITE}/start/")
    assert seen in str(caught.value)
    assert any(tries in one for one in caught.value.look.tries), caught.value.look.tries


def test_a_file_is_no_listing() -> None:
    with pytest.raises(NoListingError, match="not an HTML page"):
        gather(page(LISTING, b"%PDF-1.4", "application/pdf"))


def test_a_home_page_with_one_list_is_a_listing() -> None:
    """A blog's."""
    feed = "<link rel=alternate type=application/atom+xml href=/atom.xml>"
    found = gather(
        page(f"{SITE}/", feed + MENU + box("/", 6) + "<a href=/page/2>下一页</a>"), *articles("/"), url=f"{SITE}/"
    )
    assert (len(found.articles), len(found.missed)) == (5, 1)  # the next page is not there
    assert found.feeds == [f"{SITE}/atom.xml"]


@pytest.mark.parametrize("start", ["/feed.xml", "/start/"], ids=["its address", "a page that names it"])
def test_a_feed_is_a_start(start: str) -> None:
    shown = [
        page(f"{SITE}/start/", f"<link rel=alternate type=application/rss+xml href=/feed.xml>{SCRIPTED}"),
        page(f"{SITE}/feed.xml", RSS.encode(), "text/xml"),
    ]
    proposal = propose(gather(*shown, *articles("/news/"), url=f"{SITE}{start}"), "qinghe", "610700", settings())
    assert proposal.source.splitlines()[0] == "from newscrawl.base_spiders import FeedSpider"
    assert proposal.declared == {"name": "qinghe", "region": "610700", "feeds": [f"{SITE}/feed.xml"]}
    assert len(proposal.articles) == 5


@pytest.mark.parametrize("start", ["/sitemap.xml", "/start/"], ids=["its address", "a page whose robots.txt names it"])
def test_a_sitemap_is_a_start(start: str) -> None:
    shown = [
        page(f"{SITE}/start/", SCRIPTED), page(f"{SITE}/robots.txt", f"User-agent: *\nSitemap: {SITE}/sitemap.xml".encode(), "text/plain"),
        page(f"{SITE}/sitemap.xml", INDEX.encode(), "text/xml"), page(f"{SITE}/news.xml", URLS.encode(), "text/xml"),
    ]  # fmt: skip
    found = gather(*shown, *articles("/news/"), url=f"{SITE}{start}")
    proposal = propose(found, "qinghe", "610700", settings())
    assert proposal.declared == {"name": "qinghe", "region": "610700", "sitemaps": [f"{SITE}/sitemap.xml"]}
    assert [one.url for one in found.listings] == [f"{SITE}/sitemap.xml", f"{SITE}/news.xml"]
    assert len(proposal.articles) == 5


CALLS = f"{SCRIPTED}<script>function more(p) {{ $.getJSON('/api/news/list?cid=3&page=' + p, show); $.get('/login.html') }}</script>"


@pytest.mark.parametrize(
    "start", ["/api/news/list?cid=3&page=1", "/start/"], ids=["its address", "a page whose script fetches it"]
)
def test_a_listing_in_json_is_a_start(start: str) -> None:
    found = gather(
        page(f"{SITE}/start/", CALLS),
        page(f"{SITE}/api/news/list?cid=3&page=1", DATA.encode(), "application/json"),
        *articles("/news/"),
        url=f"{SITE}{start}",
    )
    proposal = propose(found, "qinghe", "610700", settings())
    listing = f"{SITE}/api/news/list?cid=3&page={{page}}"
    assert proposal.declared == {"name": "qinghe", "region": "610700", "json_listings": [listing]}
    assert len(proposal.articles) == 5


def test_a_listing_without_articles_is_refused() -> None:
    with pytest.raises(NoListingError, match="no article that could be read"):
        gather(page(LISTING, MENU + box("/xwzx/qhyw/", 6)))


def test_a_listing_in_another_charset_is_read_and_proven() -> None:
    answers = qinghe_portal.serve(read_stories("qinghe_portal")).known
    pages = [page(f"{SITE}{path}", answer.body) for path, answer in answers.items() if answer.body.lstrip()[:1] == b"<"]
    found = gather(*pages)
    assert [one.url for one in found.listings] == [LISTING, f"{LISTING}index_1.html"]
    assert found.feeds == []
    assert len(found.articles) == 5


def test_an_edition_is_a_start_though_its_front_page_has_one_article() -> None:
    host = "http://epaper.bailuwb.example"
    known = WALKS["bailu_wanbao"].serve(read_stories("bailu_wanbao")).known
    pages = [page(f"{host}{path}", answer.body) for path, answer in known.items() if answer.body.lstrip()[:1] == b"<"]
    found = gather(*pages, url=f"{host}/html/2020-03/20/node_1.htm")
    assert found.walk.starts == {"editions": [f"{host}/html/{{date:%Y-%m/%d}}/node_1.htm"]}
    assert len(found.articles) >= 2
