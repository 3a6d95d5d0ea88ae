"""Sitemaps: indexes, news sitemaps, packed ones, plain lists; broken, large and hostile ones."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from time import process_time

import pytest

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing.sitemaps import BYTES_LIMIT, Sitemap, read_sitemap

SITE = "http://www.qinghe.example"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def url(path: str, lastmod: str = "", more: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{SITE}{path}</loc>{changed}{more}</url>"


def news(title: str, at: str) -> str:
    return (
        f"<news:news><news:publication><news:name>青禾</news:name><news:language>zh</news:language></news:publication>"
        f"<news:publication_date>{at}</news:publication_date><news:title>{title}</news:title></news:news>"
    )


def urlset(*urls: str, head: str = HEAD) -> str:
    return f"{head}<urlset {SPACES}>{''.join(urls)}</urlset>"


def index(*children: tuple[str, str]) -> str:
    each = "".join(f"<sitemap><loc>{SITE}{path}</loc><lastmod>{at}</lastmod></sitemap>" for path, at in children)
    return f"{HEAD}<sitemapindex {SPACES}>{each}</sitemapindex>"


def read(sitemap: str | bytes, **given) -> Sitemap:
    body = sitemap if isinstance(sitemap, bytes) else sitemap.encode()
    return read_sitemap(body, f"{SITE}/sitemap.xml", "text/xml", now=datetime(2020, 3, 20, tzinfo=UTC), **given)


def paths(sitemap: Sitemap) -> list[str]:
    return [one.url.removeprefix(SITE) for one in sitemap.listing.entries]


def test_a_news_sitemap_gives_titles_and_dates() -> None:
    image = "<image:image xmlns:image='x'><image:loc>http://img.example/1.jpg</image:loc><image:title>图</image:title></image:image>"
    found = read(
        urlset(
            url("/n/100.html?a=1&amp;b=2", "2020-03-19", f"{image}{news('提灌站 &amp; 麦田', '2020-03-18T09:41:05+08:00')}"),
            url("/n/101.html", "2020-03-17T00:00:00Z", news("<![CDATA[沙河 <渠>]]>", "2020-03-17")),
            url("/guanyu/1.html", "2020-03-20"),
        )
    )  # fmt: skip
    assert [(one.url, one.title, one.date.at.isoformat()) for one in found.listing.entries] == [
        (f"{SITE}/n/100.html?a=1&b=2", "提灌站 & 麦田", "2020-03-18T01:41:05+00:00"),
        (f"{SITE}/n/101.html", "沙河 <渠>", "2020-03-16T16:00:00+00:00"),
    ]


def test_when_a_page_was_changed_is_no_date_of_its_article_and_says_what_is_newest() -> None:
    found = read(urlset(url("/n/1001.html", "2020-03-01"), url("/n/1002.html"), url("/n/1003.html", "2020-03-05")))
    assert [(one.url[-9:], one.date) for one in found.listing.entries] == [
        ("1003.html", None),
        ("1001.html", None),
        ("1002.html", None),
    ]


def test_an_index_gives_its_sitemaps_the_newest_first_and_none_of_tags() -> None:
    found = read(
        index(
            ("/sitemap-2019.xml", "2019-12-31"), ("/sitemap-2020.xml.gz", "2020-03-01"), ("/wp-sitemap-taxonomies-category-1.xml", "2020-03-02"),
            ("/author-sitemap.xml", "2020-03-02"), ("/sitemap-2020.xml.gz", "2020-03-01"),
        ).replace("</sitemapindex>", "<sitemap><loc>http://www.elsewhere.example/s.xml</loc></sitemap></sitemapindex>")
    )  # fmt: skip
    assert found.children == [f"{SITE}/sitemap-2020.xml.gz", f"{SITE}/sitemap-2019.xml"]
    assert found.listing.entries == []


def test_what_is_older_than_a_day_is_left_out() -> None:
    pages = urlset(url("/n/1001.html", "2019-12-31T23:59:59Z"), url("/n/1002.html", "2020-01-01"), url("/n/1003.html"))
    assert paths(read(pages, since="2020-01-01")) == ["/n/1002.html", "/n/1003.html"]
    children = index(("/a.xml", "2019-12-31"), ("/b.xml", "2020-01-01T00:00:00Z"))
    assert read(children, since="2020-01-01").children == [f"{SITE}/b.xml"]


def test_articles_are_told_from_other_pages() -> None:
    articles = [f"/xwzx/2020{n:02}/t2020{n:02}18_{n}203.html" for n in range(1, 10)]
    others = [
        "/",
        "/xwzx/",
        "/xwzx/index.html",
        "/guanyu.html",
        "/lianxi.html",
        "/xwzx/list_2.html",
        "/search?q=1&page=2",
    ]
    pages = urlset(*map(url, [*articles, *others]))
    assert paths(read(pages)) == articles
    assert paths(read(pages, articles=r"/xwzx/20200[12]/")) == articles[:2]
    slugs = ["/news/ferry-landing-to-reopen", "/news/mill-bridge-closed", "/about", "/news/"]
    assert paths(read(urlset(*map(url, slugs)))) == slugs[:2]


def test_only_so_many_are_taken_the_newest_first() -> None:
    pages = urlset(*(url(f"/n/{n}.html", f"2020-03-{n - 100:02}") for n in range(101, 120)))
    assert paths(read(pages, most=2)) == ["/n/119.html", "/n/118.html"]


PAGES = urlset(*(url(f"/n/{n}.html", "", news(f"青禾第{n}号新闻", "2020-03-18")) for n in range(100, 900)))


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(PAGES.encode()),
        gzip.compress(PAGES.encode())[:-100] + b"x" * 100,
        gzip.compress(PAGES.encode("gbk")),
        PAGES.replace("UTF-8", "GB2312").encode("gbk"),
        b"\xef\xbb\xbf" + PAGES.encode(),
        PAGES.encode("utf-16"),
        PAGES.replace("</urlset>", "").encode(),
        PAGES.replace(HEAD, "\n").replace("</loc>", "&x=1&</loc>", 1).replace("&x=1&", "").encode(),
        PAGES.replace("<url>", "<s:url>").replace("</url>", "</s:url>").replace("loc>", "s:loc>").encode(),
    ],
    ids="gzip broken_gzip packed_gbk gbk bom utf16 cut undeclared prefixed".split(),
)
def test_a_sitemap_is_read_however_it_is_packed_and_written(body: bytes) -> None:
    entries = read(body).listing.entries
    assert len(entries) >= 780
    assert (entries[0].url, entries[0].title) == (f"{SITE}/n/100.html", "青禾第100号新闻")


def test_an_address_with_bare_ampersands_is_whole() -> None:
    assert paths(read(urlset(url("/show.asp?id=1203&class=7"), url("/show.asp?id=1204&class=7")))) == [
        "/show.asp?id=1203&class=7",
        "/show.asp?id=1204&class=7",
    ]


def test_a_plain_list_and_robots_txt() -> None:
    plain = read(f"\ufeff{SITE}/n/100.html\r\n\r\nnothing\n{SITE}/n/101.html")
    assert paths(plain) == ["/n/100.html", "/n/101.html"]
    robots = read(f"User-agent: *\nDisallow: /admin/\nSitemap: {SITE}/a.xml\nsitemap:{SITE}/b.xml")
    assert robots.children == [f"{SITE}/a.xml", f"{SITE}/b.xml"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "not_sitemap"),
        ("<html><body>404</body></html>", "not_sitemap"),
        ('{"a": 1}', "not_sitemap"),
        (urlset(), "not_sitemap"),
        (urlset(url("/n/1.html"), head=f'{HEAD}<!DOCTYPE u [<!ENTITY a "b">]>'), "entities"),
        (b"\x1f\x8b\x08\x00nonsense", "not_sitemap"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_a_word(body: str | bytes, reason: str) -> None:
    with pytest.raises(UnreadablePageError) as refused:
        read(body)
    assert refused.value.reason == reason


def packed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(level=1, wbits=31)
    return b"".join([*(packer.compress(b" " * 2**20) for _ in range(size)), packer.flush()])


@pytest.mark.parametrize(
    "made",
    [
        lambda: packed_zeros(200),
        lambda: (HEAD + "<url>" * 400_000).encode(),
        lambda: (HEAD + "<url><loc>" * 200_000 + "</url>").encode(),
        lambda: (HEAD + "<url>" + "<loc>" * 400_000 + "</url>" + url("/n/1.html")).encode(),
        lambda: (HEAD + "<a>" * 700_000).encode(),
        lambda: f"{SITE}/".encode() + b"x" * 3_000_000,
    ],
    ids="packed unclosed unclosed_loc many_loc deep line".split(),
)
def test_a_hostile_sitemap_takes_little_time_and_memory(made: Callable[[], bytes]) -> None:
    body = made()
    tracemalloc.start()
    before = process_time()
    with suppress(UnreadablePageError):
        read(body)
    took, (_, peak) = process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 4
    assert peak < 20 * 2**20
    assert len(body) < BYTES_LIMIT


def test_fifty_thousand_addresses_take_what_they_are() -> None:
    body = gzip.compress(
        urlset(*(url(f"/xwzx/202003/t20200318_{n}.html", "2020-03-18") for n in range(51_000))).encode()
    )
    before = process_time()
    found = read(body)
    assert len(found.listing.entries) == 50_000
    assert process_time() - before < 6
