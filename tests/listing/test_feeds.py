"""Feeds of all kinds, broken ones and hostile ones among them."""

import json
from datetime import UTC, datetime
from time import process_time

import pytest

from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import Listing
from newscrawl.listing.feeds import ENTRIES_LIMIT, read_feed

URL = "http://www.qinghe.example/rss/news.xml"
NOW = datetime(2020, 3, 20, 4, tzinfo=UTC)
TITLE = "青禾县三座提灌站开闸放水"
RSS = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>青禾在线</title><link>http://www.qinghe.example/</link>{}</channel></rss>'
ITEM = "<item><title>{title}</title><link>{link}</link>{date}<description><![CDATA[<p>渠水流进了<a href='/x'>麦田</a>。</p>]]></description></item>"


def rss(*items: str, declared: str = "utf-8", head: str = "") -> str:
    return f'<?xml version="1.0" encoding="{declared}"?>{head}{RSS.format("".join(items))}'


def item(link: str = "/n/100.html", title: str = TITLE, date: str = "<pubDate>2020-03-18 09:41:05</pubDate>") -> str:
    return ITEM.format(title=title, link=link, date=date)


def read(feed: str | bytes, content_type: str = "text/xml", **given) -> Listing:
    return read_feed(feed if isinstance(feed, bytes) else feed.encode(), URL, content_type, now=NOW, **given)


def told(listing: Listing) -> list[tuple[str, str, str]]:
    """Path, title and local time of each entry."""
    return [
        (one.url.removeprefix("http://www.qinghe.example"), one.title, one.date.at.isoformat() if one.date else "")
        for one in listing.entries
    ]


ONE = ("/n/100.html", TITLE, "2020-03-18T01:41:05+00:00")


@pytest.mark.parametrize(
    "feed",
    [
        rss(item()),
        rss(item()).replace(' version="2.0"', ' version="0.92"'),
        rss(item(), head='<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'),
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel><title>青禾</title></channel><item rdf:about="x"><title>{TITLE}</title><link>/n/100.html</link><dc:date>2020-03-18T09:41:05+08:00</dc:date></item></rdf:RDF>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/n/"><title>青禾</title><entry><title type="html">{TITLE}</title><link href="100.html"/><link rel="edit" href="/e/100"/>'
        "<updated>2020-03-19T00:00:00Z</updated><published>2020-03-18T01:41:05Z</published><content type='html'>&lt;p&gt;渠水&lt;/p&gt;</content></entry></feed>",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "青禾", "items": [{"id": "1", "url": "/n/100.html", "title": TITLE, "date_published": "2020-03-18T09:41:05+08:00", "content_html": "<p>渠水</p>"}]}),
        rss(item(date="<pubDate>Wed, 18 Mar 2020 09:41:05 +0800</pubDate>")),
        rss(item(date="<pubDate>Wed, 18 Mar 2020 01:41:05 GMT</pubDate>")),
        rss(item(date="<pubDate>1584495665</pubDate>")),
        rss(item(date="<dc:date>2020/3/18 9:41:05</dc:date>")),
        rss(item("<![CDATA[ http://www.qinghe.example/n/100.html#top ]]>", f"<![CDATA[<b>{TITLE}</b>&nbsp;]]>")),
        rss(item("", date="<guid isPermaLink='true'>http://www.qinghe.example/n/100.html</guid><pubDate>2020-03-18 09:41:05</pubDate>")).replace("<link></link>", ""),
    ],
    ids="rss20 rss092 rss091 rdf atom json rfc822 gmt epoch slashes cdata guid".split(),
)  # fmt: skip
def test_a_feed_gives_address_title_and_date(feed: str) -> None:
    assert told(read(feed)) == [ONE]
    assert read(feed).certainty == 1


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "nosuch", "utf-16"])
@pytest.mark.parametrize("header", ["text/xml", "text/xml; charset=utf-8", "text/html; charset=gb2312"])
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_a_feed_is_read_in_the_charset_that_it_is_in(declared: str, header: str, charset: str) -> None:
    many = [item(f"/n/{n}.html", f"{TITLE}，朱镕第{n}次") for n in range(3)]
    listing = read(rss(*many, declared=declared).encode(charset), header)
    assert [one.title for one in listing.entries] == [f"{TITLE}，朱镕第{n}次" for n in range(3)]


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(title="政企 & 银企对接")),
        rss(item(title="政企 & 银企对接"))[:-40],
        rss(item(title="政企&nbsp;&amp; 银企对接")),
        rss(item(title="政企 &amp; 银企对接\x0b\x00")),
        "\n\n" + rss(item(title="政企 &amp; 银企对接")),
        rss(item(title="政企 &amp; 银企对接").replace("]]></description>", "")),
        rss(item(title="政企 &amp; 银企对接").replace("</item>", "<nosuch:tag>")),
    ],
    ids="ampersand cut undeclared controls blanks unclosed unbound".split(),
)
def test_a_broken_feed_is_read_as_far_as_it_goes(broken: str) -> None:
    assert told(read(broken)) == [("/n/100.html", "政企 & 银企对接", ONE[2])]


def test_a_byte_that_no_charset_has_costs_itself_alone() -> None:
    whole = rss(*(item(f"/n/{n}.html", TITLE) for n in range(9)), item("/n/9.html", "沙河村的麦田"), declared="gb2312")
    broken = whole.encode("gb18030").replace("沙河".encode("gb18030"), b"\xff\xff")
    *others, last = read(broken).entries
    assert ([one.title for one in others], last.title[-4:]) == ([TITLE] * 9, "村的麦田")


@pytest.mark.parametrize(
    ("zone", "title", "hour"), [(None, TITLE, 1), (None, "Ferry landing to reopen", 9), (UTC, TITLE, 9)]
)
def test_a_time_without_zone_is_the_sites(zone, title: str, hour: int) -> None:
    (entry,) = read(rss(item(title=title)), zone=zone).entries
    assert entry.date.at == datetime(2020, 3, 18, hour, 41, 5, tzinfo=UTC)


def test_what_leads_to_no_article_of_the_site_is_counted() -> None:
    links = [
        "http://www.elsewhere.example/1.html",
        "javascript:x()",
        f"/{'a' * 2001}",
        "http://www.qinghe.example/",
        "",
    ]
    feed = rss(*(item(link) for link in links), item(), item("/n/100.html#c2", "又一次"))
    assert told(read(feed)) == [ONE]
    assert read(feed).skipped == {"off_site": 1, "no_address": 1, "too_long": 1}
    assert len(read(feed, own=["http://www.elsewhere.example/"]).entries) == 2


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ("<atom:link rel='next' href='news2.xml'/>", "http://www.qinghe.example/rss/news2.xml"),
        ("<atom:link rel='next' href='http://www.elsewhere.example/'/>", None),
        ("<atom:link rel='next' href='news.xml'/>", None),
        ("<atom:link rel='next'/>", None),
        ("<atom:link rel='self' href='news2.xml'/>", None),
    ],
)
def test_the_page_behind_a_feed_is_what_it_links_to_as_next(link: str, following: str | None) -> None:
    assert read(rss(link, item())).next_page == following


def test_the_page_behind_a_json_feed() -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "next_url": "/p2.json", "items": [{"id": "/1.html"}, 7, {}]}
    listing = read(json.dumps(feed))
    assert (listing.next_page, [one.url for one in listing.entries]) == (
        "http://www.qinghe.example/p2.json",
        ["http://www.qinghe.example/1.html"],
    )


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UNNAMED = '<!DOCTYPE r SYSTEM "http://x.example/a.dtd" [ %a; ]>'


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("<html><head><title>登录</title></head><body><a href=/1.html>请登录</a></body></html>", "not_feed"),
        ('{"items": []}', "not_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 7}', "not_feed"),
        ("{" * 100_000, "not_feed"),
        ('{"a":' * 100_000, "not_feed"),
        ("[1,2]", "not_feed"),
        (rss(item(), head=BOMB), "entities"),
        (rss(item(), head=OUTSIDE), "entities"),
        (rss(item(), head=UNNAMED), "entities"),
        (rss(item(), head=f"<!-- <item> -->{BOMB}"), "entities"),
        (rss("<x>" * 50_000), "too_large"),
        (rss(item(title="字" * 1_100_000)), "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_word(feed: str, reason: str) -> None:
    with pytest.raises(UnreadablePageError) as refused:
        read(feed)
    assert refused.value.reason == reason


ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(50_000))


@pytest.mark.parametrize(
    ("feed", "entries"),
    [
        (rss(*(item(f"/n/{n}.html") for n in range(20_000))), ENTRIES_LIMIT),
        (rss(*(item(f"/n/{n}.html").replace("麦田", "麦田" * 100_000) for n in range(10))), 10),
        (rss(f"<item {ATTRIBUTES}></item>", item()), 1),
        (rss("<description>" * 300_000, item()), None),
        (rss("<!" * 30_000, item()), None),
        (rss(item(title="&" * 300_000)), 1),
        (rss(item(title="<b>" * 15_000)), None),
        (rss(item(date=f"<pubDate>{'1 ' * 300_000}</pubDate>")), 1),
        (" " * 300_000 + rss(item()).partition("?>")[2], 1),
    ],
    ids="many large attributes unclosed declarations ampersands markup date spaces".split(),
)
def test_a_hostile_feed_takes_seconds_at_most(feed: str, entries: int | None) -> None:
    before = process_time()
    found = read(feed)
    assert process_time() - before < 4
    assert entries is None or len(found.entries) == entries
