"""Base spiders that go through other lists than pages, alone and together: requests, counters, refusals."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.base_spiders import EpaperSpider, FeedSpider, JsonListingSpider, ListingSpider, SitemapNewsSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import ARTICLE_PAGE, GOES_ON, LISTING, LISTING_END

SITE = "http://www.qinghe.example"
TITLE = "青禾县三座提灌站开闸放水"
FEED = f"{SITE}/rss.xml"
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<atom:link rel="next" href="/rss2.xml"/><item><title>{TITLE}</title><link>/n/100.html</link>
<pubDate>2020-03-18 09:41:00</pubDate></item><item><title>外站</title><link>http://x.example/1.html</link></item></channel></rss>"""

Make = Callable[..., Any]


@pytest.fixture
def make() -> Make:
    def spider(*bases: type[NewsSpider], **declared: Any) -> Any:
        kind = type("Qinghe", bases, {"name": "qinghe", "region": "610700", **declared})
        return get_crawler(kind, {"LISTING_PAGES_MAX": 3, "SITEMAP_URLS_MAX": 3, "EDITION_DAYS": 30})._create_spider()

    return spider


def answer(body: str, url: str, content_type: str = "text/xml", **request: Any) -> Response:
    headers = {"Content-Type": content_type}
    return Response(url, body=body.encode(), headers=headers, request=Request(url, **request))


def counted(spider: NewsSpider, *keys: str) -> list[int]:
    return [spider.crawler.stats.get_value(key, 0) for key in keys]


def started(spider: NewsSpider) -> list[tuple[str, str, str]]:
    async def gather() -> list[Request]:
        return [request async for request in spider.start()]

    return [(one.url, one.callback.__name__, one.meta.get(LISTING)) for one in asyncio.run(gather())]


def test_a_feed_gives_its_articles_before_the_page_behind_it(make) -> None:
    spider = make(FeedSpider, feeds=[FEED])
    assert started(spider) == [(FEED, "parse_feed", FEED)]
    article, following = spider.parse_feed(answer(RSS, FEED, meta={LISTING: FEED}))
    assert (article.url, article.meta[ARTICLE_PAGE], article.cb_kwargs["entry"].title) == (
        f"{SITE}/n/100.html",
        f"{SITE}/n/100.html",
        TITLE,
    )
    assert (following.url, following.meta[LISTING], following.cb_kwargs["number"]) == (f"{SITE}/rss2.xml", FEED, 2)
    assert article.priority > following.priority
    assert counted(spider, "listing/pages", "listing/skipped/off_site") == [1, 1]


def test_a_feed_is_followed_to_its_limit(make) -> None:
    spider = make(FeedSpider, feeds=[FEED])
    assert len(list(spider.parse_feed(answer(RSS, FEED), 3))) == 1


def test_a_feed_that_is_kept_elsewhere_names_its_domains(make) -> None:
    spider = make(FeedSpider, feeds=[FEED], allowed_domains=["x.example", "qinghe.example"])
    articles = [one.url for one in spider.parse_feed(answer(RSS, FEED), 3)]
    assert articles == [f"{SITE}/n/100.html", "http://x.example/1.html"]


@pytest.mark.parametrize(
    ("body", "reason"), [("", "empty"), ("<html>登录</html>", "not_feed"), (f"<!DOCTYPE x [<!ENTITY a 'b'>]>{RSS}", "entities")]
)  # fmt: skip
def test_what_is_no_feed_is_counted_and_the_crawl_goes_on(make, body: str, reason: str) -> None:
    spider = make(FeedSpider, feeds=[FEED])
    assert list(spider.parse_feed(answer(body, FEED))) == []
    assert counted(spider, f"read/refused/{reason}", "listing/pages") == [1, 0]


def test_a_site_may_have_several_base_spiders(make) -> None:
    spider = make(FeedSpider, ListingSpider, feeds=[FEED], start_urls=[f"{SITE}/xwzx/"], download_slot_delay=2)
    assert started(spider) == [
        (FEED, "parse_feed", FEED),
        (f"{SITE}/xwzx/", "parse_listing", f"{SITE}/xwzx/"),
    ]
    assert spider.beginnings() == [f"{SITE}/xwzx/", FEED]
    assert spider.settings.getdict("DOWNLOAD_SLOTS") == {
        "www.qinghe.example": {"delay": 2, "concurrency": 1, "jitter": 0}
    }
    only = make(FeedSpider, ListingSpider, feeds=[FEED])
    assert started(only) == [(FEED, "parse_feed", FEED)]


def test_a_site_with_several_base_spiders_begins_somewhere(make) -> None:
    with pytest.raises(ConfigurationError, match="declares no feeds and no start_urls"):
        make(FeedSpider, ListingSpider)


MAP = f"{SITE}/sitemap.xml"


def sitemap(*paths: str, of: str = "url") -> str:
    return "<x>" + "".join(f"<{of}><loc>{SITE}{path}</loc></{of}>" for path in paths) + "</x>"


def test_an_index_is_followed_so_deep(make) -> None:
    spider = make(SitemapNewsSpider, sitemaps=[MAP], article_urls="/n/")
    assert started(spider) == [(MAP, "parse_sitemap", MAP)]
    (child,) = spider.parse_sitemap(answer(sitemap("/2020.xml", of="sitemap"), MAP))
    assert (child.url, child.cb_kwargs, child.callback) == (f"{SITE}/2020.xml", {"depth": 2}, spider.parse_sitemap)
    assert LISTING not in child.meta
    (article,) = spider.parse_sitemap(answer(sitemap("/n/1.html", "/2.html"), child.url))
    assert (article.url, article.meta[ARTICLE_PAGE]) == (f"{SITE}/n/1.html", f"{SITE}/n/1.html")
    assert list(spider.parse_sitemap(answer(sitemap("/2020.xml", of="sitemap"), MAP), 3)) == []
    assert counted(spider, "listing/indexes", "listing/pages", "listing/empty") == [2, 1, 0]


def test_a_crawl_takes_so_many_addresses_and_sitemaps(make) -> None:
    spider = make(SitemapNewsSpider, sitemaps=[MAP])
    taken = [
        len(list(spider.parse_sitemap(answer(sitemap(*(f"/n/{place}{n}.html" for n in (1001, 1002))), MAP))))
        for place in range(3)
    ]
    assert taken == [2, 1, 0]
    many = sitemap(*(f"/{n}.xml" for n in range(1000)), of="sitemap")
    assert len(list(spider.parse_sitemap(answer(many, MAP)))) == 500


API = f"{SITE}/api?c=3&p={{page}}"
JSON = json.dumps({"rows": [{"url": "/n/100.html", "title": TITLE}], "next": "/api?c=3&p=9"})


@pytest.mark.parametrize(
    ("declared", "pages"),
    [
        ({}, ["/api?c=3&p=1", "/api?c=3&p=2", "/api?c=3&p=3"]),
        ({"first_page": 0, "page_step": 20}, ["/api?c=3&p=0", "/api?c=3&p=20", "/api?c=3&p=40"]),
        ({"json_listings": [f"{SITE}/api"], "next_address": "next"}, ["/api", "/api?c=3&p=9", "/api?c=3&p=9"]),
        ({"json_listings": [f"{SITE}/api"]}, ["/api"]),
    ],
)
def test_a_listing_in_json_is_followed(make, declared: dict[str, Any], pages: list[str]) -> None:
    spider = make(JsonListingSpider, **{"json_listings": [API], **declared})
    ((first, _, known),) = started(spider)
    assert (first, known) == (f"{SITE}{pages[0]}", spider.json_listings[0])
    followed, number = [first], 1
    for number in (1, 2, 3):
        page = answer(JSON, f"{SITE}/asked/{number}", "application/json", meta={LISTING: known})
        article, *following = spider.parse_json(page, number)
        assert (article.url, article.cb_kwargs["entry"].title) == (f"{SITE}/n/100.html", TITLE)
        followed += [one.url for one in following]
        assert all(one.meta[LISTING] == known and one.cb_kwargs == {"number": number + 1} for one in following)
    assert [one.removeprefix(SITE) for one in followed] == pages


def test_a_listing_in_json_ends_at_a_page_without_articles(make) -> None:
    spider = make(JsonListingSpider, json_listings=[API])
    assert list(spider.parse_json(answer('{"rows": []}', f"{SITE}/api?c=3&p=1", meta={LISTING: API}))) == []
    assert counted(spider, "listing/empty") == [1]


def test_an_empty_list_says_that_nothing_is_behind_and_no_list_does_not(make) -> None:
    spider = make(JsonListingSpider, json_listings=[API])
    pages = [answer(body, f"{SITE}/api?c=3&p=2", meta={LISTING: API}) for body in ('{"rows": []}', '{"error": 7}')]
    assert [list(spider.parse_json(page, 2)) for page in pages] == [[], []]
    assert [LISTING_END in page.meta for page in pages] == [True, False]


PAPER = f"{SITE}/html/{{date:%Y-%m/%d}}/node_1.htm"
DAYS = {"editions": [PAPER], "since": "2020-03-16", "until": "2020-03-18"}


def paper(day: int, number: int, pages: int = 2) -> str:
    links = "".join(f"<a href=node_{n}.htm>第0{n}版</a>" for n in range(1, pages + 1) if n != number)
    return f"<html><body><a href=content_{day}{number}.htm>{TITLE}</a>{links}</body></html>"


def walk(spider: Any, pages: dict[str, str]) -> list[tuple[str, bool]]:
    """The pages of editions that are asked for, and whether each belongs to the one before; what is not there is 404."""

    async def first() -> Request:
        return await anext(spider.start())

    request, asked = asyncio.run(first()), []
    while request:
        path = request.url.removeprefix(f"{SITE}/html/2020-03/")
        asked.append((path, GOES_ON in request.meta))
        page = answer(pages.get(path, ""), request.url, "text/html").replace(request=request)
        page = page.replace(status=200 if path in pages else 404)
        request = next((one for one in spider.parse_edition(page, **request.cb_kwargs) if LISTING in one.meta), None)
    assert LISTING_END in page.meta
    return asked


def test_an_edition_is_read_page_by_page_and_day_by_day(make) -> None:
    spider = make(EpaperSpider, **DAYS)
    assert started(spider) == [(f"{SITE}/html/2020-03/18/node_1.htm", "parse_edition", PAPER)]
    pages = {f"{day}/node_{n}.htm": paper(day, n) for day in (18, 16) for n in (1, 2)}
    assert walk(spider, pages) == [
        ("18/node_1.htm", False),
        ("18/node_2.htm", True),
        ("17/node_1.htm", False),
        ("16/node_1.htm", False),
        ("16/node_2.htm", True),
    ]
    assert counted(spider, "listing/pages", "listing/no_edition") == [4, 1]


def test_a_page_of_an_edition_that_is_missing_costs_itself_alone(make) -> None:
    pages = {f"18/node_{n}.htm": paper(18, n, 4) for n in (1, 3, 4)}
    spider = make(EpaperSpider, **DAYS)
    assert [path for path, _ in walk(spider, pages)][:4] == [f"18/node_{n}.htm" for n in (1, 2, 3, 4)]
    assert counted(spider, "listing/pages", "listing/no_edition") == [3, 2]


def test_an_article_of_an_edition_has_its_day(make) -> None:
    spider = make(EpaperSpider, **DAYS)
    page = answer(paper(18, 1), f"{SITE}/html/2020-03/18/node_1.htm", "text/html", meta={LISTING: PAPER})
    article, _ = spider.parse_edition(page)
    assert (article.url, article.cb_kwargs["entry"].title) == (f"{SITE}/html/2020-03/18/content_181.htm", TITLE)
    assert article.cb_kwargs["entry"].date.raw == "2020-03-18"


def test_a_paper_without_editions_is_given_up(make) -> None:
    spider = make(EpaperSpider, editions=[PAPER], since="2001-01-01")
    assert len(walk(spider, {})) == 15
    few = make(EpaperSpider, editions=[PAPER])
    assert (few.newest() - few.oldest()).days == 30


def test_a_page_that_no_template_made_gives_nothing(make) -> None:
    spider = make(EpaperSpider, **DAYS)
    assert (
        list(spider.parse_edition(answer(paper(18, 1), f"{SITE}/login.htm", "text/html", meta={LISTING: PAPER}))) == []
    )


@pytest.mark.parametrize(
    ("base", "declared", "name"),
    [
        (FeedSpider, {"feeds": FEED}, "feeds"),
        (FeedSpider, {"feeds": ["/rss.xml"]}, "feeds"),
        (FeedSpider, {"feeds": [FEED, 7]}, "feeds"),
        (JsonListingSpider, {"json_listings": [f"{SITE}/api?p={{pg}}"]}, "json_listings"),
        (EpaperSpider, {"editions": [f"{SITE}/html/node_1.htm"]}, "editions"),
        (EpaperSpider, {"editions": ["/html/{date:%Y%m%d}/"]}, "editions"),
        (EpaperSpider, {"editions": PAPER}, "editions"),
        (EpaperSpider, {"editions": [PAPER], "since": "2020"}, "since"),
        (EpaperSpider, {"editions": [PAPER], "edition_pages": "a["}, "edition_pages"),
        (JsonListingSpider, {"json_listings": API}, "json_listings"),
        (JsonListingSpider, {"json_listings": [API], "entries": "data..list"}, "entries"),
        (JsonListingSpider, {"json_listings": [API], "next_address": ""}, "next_address"),
        (JsonListingSpider, {"json_listings": [API], "entry_fields": {"link": "url"}}, "entry_fields"),
        (JsonListingSpider, {"json_listings": [API], "entry_fields": {"url": "a b"}}, "entry_fields"),
        (JsonListingSpider, {"json_listings": [API], "first_page": "1"}, "first_page"),
        (SitemapNewsSpider, {"sitemaps": [MAP], "article_urls": "("}, "article_urls"),
        (SitemapNewsSpider, {"sitemaps": [MAP], "since": "last year"}, "since"),
        (SitemapNewsSpider, {"sitemaps": [MAP], "since": 2020}, "since"),
    ],
)
def test_what_cannot_be_declared_of_a_walk_is_refused(make, base, declared: dict[str, Any], name: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"Qinghe\.{name} "):
        make(base, **declared)
