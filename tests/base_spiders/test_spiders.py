"""What the base spiders do with a response: requests, articles and counters."""

import asyncio
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.request import request_from_dict
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.systems import VsbSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.fetching.fingerprint import CanonicalFingerprinter
from newscrawl.items import Article, Entry, article_id

SITE = "http://www.qinghe.example"
TITLE = "青禾县三座提灌站开闸放水"
TITLES = ("青禾县三座提灌站开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工", "全县道路交通安全会议召开")
TEXT = (
    "三月中旬，三座提灌站同时开闸，渠水流进了麦田。",
    "老周说，往年要排队等水，今年一个上午就浇了二十亩。",
    "预计月底前，全县七万亩麦田都能浇上头遍水。",
)

Make = Callable[..., ListingSpider]


@pytest.fixture
def make() -> Make:
    def spider(settings: dict[str, Any] | None = None, **declared: Any) -> ListingSpider:
        given = {"name": "qinghe", "region": "610700", "start_urls": [f"{SITE}/xwzx/"], **declared}
        kind = type("Qinghe", (ListingSpider,), given)
        return get_crawler(kind, {"LISTING_PAGES_MAX": 3, "ARTICLE_PARTS_MAX": 4, **(settings or {})})._create_spider()

    return spider


def answer(html: str | bytes, url: str, content_type: str = "text/html; charset=utf-8", **request: Any) -> Response:
    body = html if isinstance(html, bytes) else html.encode()
    return HtmlResponse(url, body=body, headers={"Content-Type": content_type}, request=Request(url, **request))


def listing(*extra: str, pager: str = "<a href=index_1.html>下一页</a>") -> str:
    links = [f"<li><a href=/n/{n}00.html>{title}</a><span>2020-03-1{n}</span></li>" for n, title in enumerate(TITLES)]
    return f"<html><body><ul>{''.join([*links, *extra])}</ul>{pager}</body></html>"


def article(text: str = "".join(f"<p>{one}</p>" for one in TEXT), end: str = "", title: str = TITLE) -> str:
    return f"<html><head><title>{title}_青禾在线</title></head><body><h1>{title}</h1><p>2020-03-18 09:41 来源：青禾时报</p><div class=text>{text}</div>{end}</body></html>"


def count(spider: ListingSpider, key: str) -> int:
    return spider.crawler.stats.get_value(key, 0)


def test_a_crawl_starts_at_every_listing(make) -> None:
    async def urls() -> list[str]:
        return [request.url async for request in make(start_urls=[f"{SITE}/a/", f"{SITE}/b/"]).start()]

    assert asyncio.run(urls()) == [f"{SITE}/a/", f"{SITE}/b/"]


def test_a_listing_gives_its_articles_before_the_next_page(make) -> None:
    spider = make()
    requests = list(spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"), 1))
    assert [request.url for request in requests] == [
        *(f"{SITE}/n/{n}00.html" for n in range(4)),
        f"{SITE}/xwzx/index_1.html",
    ]
    assert all(request.priority > requests[-1].priority for request in requests[:-1])
    assert requests[-1].cb_kwargs == {"number": 2}
    assert count(spider, "listing/pages") == 1


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("http://www.elsewhere.example/1.html", "off_site"),
        ("javascript:show(1203)", "javascript"),
        (f"/n/{'a' * 2048}.html", "too_long"),
    ],
)
@pytest.mark.parametrize("declared", [{"article_links": "li a"}, {}], ids=["declared", "found"])
def test_a_link_that_leads_to_no_article_of_the_site_is_counted_and_not_followed(make, declared, href, reason) -> None:
    spider = make(**declared)
    page = listing(f"<li><a href='{href}'>江畔新城盛大开盘，首付低至一成</a></li>" * 2, pager="")
    assert len(list(spider.parse_listing(answer(page, f"{SITE}/xwzx/"), 1))) == 4
    skipped = {key: n for key, n in spider.crawler.stats.get_stats().items() if key.startswith("listing/skipped/")}
    assert skipped == {f"listing/skipped/{reason}": 2}


@pytest.mark.parametrize("declared", [{"article_links": "li a"}, {}], ids=["declared", "found"])
def test_a_link_to_another_site_is_followed_where_that_is_declared(make, declared) -> None:
    spider = make(allowed_domains=["qinghe.example", "elsewhere.example"], **declared)
    page = listing(
        "<li><a href='http://elsewhere.example/n/203.html'>江畔新城盛大开盘，首付低至一成</a></li>", pager=""
    )
    followed = [request.url for request in spider.parse_listing(answer(page, f"{SITE}/xwzx/"), 1)]
    assert "http://elsewhere.example/n/203.html" in followed
    assert count(spider, "listing/skipped/off_site") == 0


def test_links_beside_the_list_are_not_counted(make) -> None:
    spider = make()
    page = listing(pager="<div class=links><a href=http://www.elsewhere.example/>秦南日报的网站</a></div>")
    assert len(list(spider.parse_listing(answer(page, f"{SITE}/xwzx/"), 1))) == 4
    assert count(spider, "listing/skipped/off_site") == 0


def test_what_a_listing_says_goes_with_the_request_and_changes_no_fingerprint(make) -> None:
    spider = make()
    request, *_ = spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"), 1)
    entry = request.cb_kwargs["entry"]
    assert (entry.url, entry.title, entry.date.raw) == (f"{SITE}/n/000.html", TITLES[0], "2020-03-10")
    fingerprint = CanonicalFingerprinter().fingerprint
    assert fingerprint(request) == fingerprint(spider.article_request(entry.url))
    stored = pickle.loads(pickle.dumps(request.to_dict(spider=spider)))  # noqa: S301 - as Scrapy's disk queue does
    assert request_from_dict(stored, spider=spider).cb_kwargs == {"entry": entry}


@pytest.mark.parametrize("declared", [{"article_links": "li a"}, {}], ids=["declared", "found"])
def test_what_a_listing_says_is_evidence_for_the_page_behind_a_redirect(make, declared) -> None:
    spider = make(**declared)
    request, *_ = spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"), 1)
    moved = Response(request.url, status=302, headers={"Location": "/moved/000.html"})
    following = RedirectMiddleware.from_crawler(spider.crawler).process_response(request, moved)
    page = f"<html><head><title>青禾在线</title></head><body>{''.join(f'<p>{one}</p>' for one in TEXT)}</body></html>"
    (found,) = following.callback(answer(page, following.url), **following.cb_kwargs)
    assert (found.url, found.title, found.found_by["title"]) == (f"{SITE}/moved/000.html", TITLES[0], "listing")
    assert (found.published_raw, found.found_by["published_at"]) == ("2020-03-10", "listing")


def test_a_page_that_may_be_no_listing_is_counted_and_logged_in_one_line(make, caplog) -> None:
    spider = make()
    caplog.set_level("WARNING", spider.name)  # a rereader of this process may have silenced a spider of that name
    related = "".join(f"<li><a href=/n/{n}00.html>{title}</a></li>" for n, title in enumerate(TITLES))
    page = article(end=f"<h3>相关阅读</h3><ul>{related}</ul>")
    assert len(list(spider.parse_listing(answer(page, f"{SITE}/xwzx/1.html"), 1))) == 4
    assert (count(spider, "listing/unsure"), count(spider, "listing/pages")) == (1, 1)
    assert [f"{SITE}/xwzx/1.html" in record.getMessage() for record in caplog.records if record.levelno > 20] == [True]


def test_a_listing_is_not_called_unsure(make) -> None:
    spider = make()
    list(spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"), 1))
    assert count(spider, "listing/unsure") == 0
    assert count(spider, "listing/certainty/least") > 0.7


def test_a_listing_is_followed_to_its_limit_and_no_further(make) -> None:
    spider = make()
    urls = [
        [one.url for one in spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"), number)] for number in (1, 2, 3, 4)
    ]
    assert [f"{SITE}/xwzx/index_1.html" in found for found in urls] == [True, True, False, False]


def test_a_selector_that_finds_nothing_loses_no_news_and_is_counted(make) -> None:
    spider = make(article_links="ul.gone a", next_page="a.gone", body="#gone", title="h1")
    found = [one.url for one in spider.parse_listing(answer(listing(), f"{SITE}/xwzx/"))]
    assert found == [*(f"{SITE}/n/{n}00.html" for n in range(4)), f"{SITE}/xwzx/index_1.html"]
    (read,) = spider.parse_article(answer(article(), f"{SITE}/n/100.html"))
    assert (read.body, read.found_by["body"], read.found_by["title"]) == ("\n".join(TEXT), "body", "selector")
    missed = {key for key in spider.crawler.stats.get_stats() if "mark_missed" in key}
    assert missed == {"listing/mark_missed/article_links", "listing/mark_missed/next_page", "read/mark_missed/body"}


def test_what_a_system_s_base_spider_guesses_is_taken_for_a_site_s_mark_that_is_gone() -> None:
    for declared, key in (({}, "read/guess_missed/body"), ({"body": "#gone"}, "read/mark_missed/body")):
        kind = type("Qinghe", (VsbSpider,), {"name": "qinghe", "start_urls": [f"{SITE}/xwzx/"], **declared})
        spider = get_crawler(kind, {"ARTICLE_PARTS_MAX": 4})._create_spider()
        assert len(list(spider.parse_article(answer(article(), f"{SITE}/n/100.html")))) == 1
        assert [name for name in spider.crawler.stats.get_stats() if "_missed/" in name] == [key]


def test_a_page_without_a_list_gives_none_where_links_are_declared(make) -> None:
    spider = make(article_links="ul.gone a")
    related = "".join(f"<li><a href=/n/{n}00.html>{title}</a></li>" for n, title in enumerate(TITLES))
    page = article(end=f"<h3>相关阅读</h3><ul>{related}</ul>")
    assert list(spider.parse_listing(answer(page, f"{SITE}/xwzx/1.html"))) == []
    assert (count(spider, "listing/empty"), count(spider, "listing/mark_missed/article_links")) == (1, 1)


def test_a_declared_next_page_that_was_there_before_is_missing_on_the_last_page_alone(make) -> None:
    spider = make(next_page="a.older")
    middle = listing(pager="<a class=older href=index_1.html>更早</a><a href=/zt/index_1.html>下一页</a>")
    last = listing(pager="<a href=/zt/index_1.html>下一页</a>")
    followed = [
        [one.url for one in spider.parse_listing(answer(page, f"{SITE}/xwzx/{n}"))][4:]
        for n, page in enumerate((middle, last))
    ]
    assert followed == [[f"{SITE}/xwzx/index_1.html"], []]
    assert count(spider, "listing/mark_missed/next_page") == 0


def test_a_listing_without_articles_ends_there_and_is_counted(make) -> None:
    spider = make()
    page = "<html><body><p>栏目建设中</p><a href=index_1.html>下一页</a></body></html>"
    assert list(spider.parse_listing(answer(page, f"{SITE}/xwzx/"), 1)) == []
    assert (count(spider, "listing/empty"), count(spider, "listing/pages")) == (1, 0)


def test_an_article_carries_its_site_and_region(make) -> None:
    spider = make()
    (found,) = spider.parse_article(answer(article(), f"{SITE}/n/100.html"))
    assert isinstance(found, Article)
    assert (found.site, found.region, found.title, found.body) == ("qinghe", "610700", TITLE, "\n".join(TEXT))
    assert found.crawled_at is not None
    assert count(spider, "read/articles") == 1


def test_a_declared_selector_wins_over_what_is_found(make) -> None:
    spider = make(title="h2::text", body="div.own", source="i")
    page = article(end="<h2>声明的标题</h2><div class=own><p>声明的正文，一段。</p></div><i>声明的媒体</i>")
    (found,) = spider.parse_article(answer(page, f"{SITE}/n/100.html"))
    assert (found.title, found.body, found.source) == ("声明的标题", "声明的正文，一段。", "声明的媒体")
    assert {found.found_by[name] for name in ("title", "body", "source")} == {"selector"}


def test_a_declared_zone_is_that_of_its_times(make) -> None:
    (found,) = make(timezone="Asia/Tokyo").parse_article(answer(article(), f"{SITE}/n/100.html"))
    assert found.published_at.isoformat() == "2020-03-18T00:41:00+00:00"


def read_parts(spider: ListingSpider, pages: dict[str, str]) -> list[Any]:
    """All that comes of an article whose further pages are answered from ``pages``."""
    waiting, came = list(spider.parse_article(answer(pages[f"{SITE}/n/100.html"], f"{SITE}/n/100.html"))), []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, Request):
            waiting += one.callback(answer(pages[one.url], one.url), **one.cb_kwargs)
        else:
            came.append(one)
    return came


def parts(number: int) -> dict[str, str]:
    """An article of that many pages."""
    urls = [f"{SITE}/n/100.html", *(f"{SITE}/n/100_{n}.html" for n in range(2, number + 1))]
    pager = "".join(f"<a href={url}>{n}</a> " for n, url in enumerate(urls, 1))
    return {
        url: article(
            f"<p>第{n}部分，{TEXT[0]}</p><p>第{n}部分，{TEXT[1]}</p><p><img src=/{n}.jpg></p>", f"<div>{pager}</div>"
        )
        for n, url in enumerate(urls, 1)
    }


def test_an_article_in_three_pages_is_one(make) -> None:
    spider = make()
    (found,) = read_parts(spider, parts(3))
    assert [line[:4] for line in found.body.split("\n")] == [
        "第1部分",
        "第1部分",
        "第2部分",
        "第2部分",
        "第3部分",
        "第3部分",
    ]
    assert [image.url for image in found.images] == [f"{SITE}/{n}.jpg" for n in (1, 2, 3)]
    assert (found.url, found.canonical_url) == (f"{SITE}/n/100.html", f"{SITE}/n/100.html")
    assert found.body_html.count("<p>") == 9
    assert count(spider, "read/articles") == 1


def test_an_article_without_end_is_cut_at_the_limit(make) -> None:
    spider = make()
    (found,) = read_parts(spider, parts(9))
    assert found.body.count("\n") == 7
    assert count(spider, "read/articles") == 1


def test_a_part_that_fails_costs_no_more_than_itself(make) -> None:
    spider = make()
    (request,) = spider.parse_article(answer(parts(3)[f"{SITE}/n/100.html"], f"{SITE}/n/100.html"))
    failure = Failure(HttpError(answer("", request.url), "404"))
    failure.request = request
    failure.value.response = Response(request.url, status=404)
    (found,) = request.errback(failure)
    assert found.body.startswith("第1部分")
    assert (
        count(spider, "read/parts_missing"),
        count(spider, "fetch/failed/http_404"),
        count(spider, "read/articles"),
    ) == (1, 1, 1)


def test_a_part_that_is_no_page_costs_no_more_than_itself(make) -> None:
    spider = make()
    (request,) = spider.parse_article(answer(parts(3)[f"{SITE}/n/100.html"], f"{SITE}/n/100.html"))
    (found,) = request.callback(answer(b"%PDF-1.4", request.url), **request.cb_kwargs)
    assert found.body.startswith("第1部分")
    assert (
        count(spider, "read/refused/not_html"),
        count(spider, "read/parts_missing"),
        count(spider, "read/articles"),
    ) == (1, 1, 1)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty"),
        (b"%PDF-1.4", "text/html", "not_html"),
        (b"{}", "application/json", "not_html"),
        (b"a" * (8 * 2**20 + 1), "text/html", "too_large"),
    ],
)
def test_an_unreadable_page_is_counted_and_the_crawl_goes_on(make, body: bytes, content_type: str, reason: str) -> None:
    spider = make()
    assert list(spider.parse_article(answer(body, f"{SITE}/n/100.html", content_type))) == []
    assert list(spider.parse_listing(answer(body, f"{SITE}/xwzx/", content_type), 1)) == []
    assert (count(spider, f"read/refused/{reason}"), count(spider, "read/articles")) == (2, 0)


def test_an_article_that_a_redirect_took_to_another_site_is_refused(make) -> None:
    spider = make()
    page = answer(article(), "http://www.elsewhere.example/1.html", meta={"redirect_urls": [f"{SITE}/n/100.html"]})
    assert list(spider.parse_article(page)) == []
    assert count(spider, "read/refused/off_site") == 1
    declaring = make(start_urls=[f"{SITE}/xwzx/", "http://www.elsewhere.example/"])
    assert len(list(declaring.parse_article(page))) == 1


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DNSLookupError(), "dns"),
        (TimeoutError(), "timeout"),
        (IgnoreRequest(), "ignored"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_a_page_that_could_not_be_had_is_counted_by_its_kind(make, error: Exception, kind: str) -> None:
    spider = make()
    failure = Failure(error)
    failure.request = Request(f"{SITE}/n/100.html")
    assert not spider.failed(failure)
    assert count(spider, f"fetch/failed/{kind}") == 1


def test_a_site_that_needs_time_has_a_slot_of_its_own(make) -> None:
    spider = make(download_slot_delay=5)
    assert spider.settings.getdict("DOWNLOAD_SLOTS") == {
        "www.qinghe.example": {"delay": 5, "concurrency": 1, "jitter": 0}
    }


BARE, WITH_WWW = "http://example.com/n/100.html", "http://www.example.com/n/100.html"


@pytest.mark.parametrize(
    ("listed", "led"),
    [(TITLE, True), ("", True), ("青禾开闸浇麦七万亩", True), ("秦南至山阳城际客运班线恢复发车", False)],
    ids=["its title", "no title", "another headline", "another article"],
)
def test_an_article_keeps_the_address_that_a_listing_led_to_it_from(make, listed: str, led: bool) -> None:
    page = answer(article(), WITH_WWW, meta={"redirect_urls": [BARE, "http://example.com/captcha"]})
    (found,) = make().parse_article(page, Entry(BARE, listed))
    own = article_id(WITH_WWW)
    assert found.addresses == ([own, article_id(BARE)] if led else [own])


def test_an_article_keeps_what_tells_whether_its_page_has_changed(make) -> None:
    page = answer(article(), f"{SITE}/n/100.html")
    page.headers.update({"ETag": 'W/"5e74"', "Last-Modified": "Wed, 18 Mar 2020 01:41:00 GMT"})
    (found,) = make().parse_article(page)
    assert (found.etag, found.last_modified) == ('W/"5e74"', "Wed, 18 Mar 2020 01:41:00 GMT")
    first = parts(2)[f"{SITE}/n/100.html"]
    page = page.replace(body=first.encode())
    (request,) = make().parse_article(page)
    (found,) = request.callback(answer(parts(2)[request.url], request.url), **request.cb_kwargs)
    assert (found.etag, found.last_modified) == (None, None), "the first page says nothing of the second"


RULE = (r"//m\.example\.com/", "//www.example.com/")


def test_a_declared_rule_makes_one_address_of_two(make) -> None:
    spider = make(canonical=RULE)
    request = spider.article_request("http://m.example.com/n/100.html")
    assert request.url == "http://www.example.com/n/100.html"
    assert spider.article_request(request.url).url == request.url
    redirected = answer(article(), "http://m.example.com/n/100.html", meta={"redirect_urls": [request.url]})
    (found,) = spider.parse_article(redirected)
    assert (found.canonical_url, found.url) == (request.url, redirected.url)
    assert found.addresses == [article_id(redirected.url), article_id(request.url)]


def test_a_rule_that_makes_no_address_changes_nothing(make) -> None:
    assert make(canonical=("http:", "gopher:")).article_request(f"{SITE}/1.html").url == f"{SITE}/1.html"


@pytest.mark.parametrize(
    "rule", [("(", ""), ("a", r"\9"), ("a",), ("a", "b", "c"), "//m.example.com/", ("a", None), (r"(?P<x>a)", r"\g<y>")]
)
def test_a_rule_that_cannot_be_is_refused_when_the_spider_is_loaded(make, rule: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"Qinghe\.canonical is no pattern and its replacement"):
        make(canonical=rule)


@pytest.mark.parametrize("rel", ["", "<link rel=canonical href=http://www.example.com/n/100.html>"])
def test_a_mobile_twin_is_remembered_when_its_page_names_the_article(make, rel: str) -> None:
    twin = "http://m.example.com/n/100.html"
    (found,) = make().parse_article(answer(article().replace("<head>", f"<head>{rel}"), twin))
    assert found.canonical_url == (WITH_WWW if rel else twin)
    assert found.addresses == [article_id(twin)]
