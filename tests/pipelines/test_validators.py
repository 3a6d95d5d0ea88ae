"""When a listing is asked whether it has changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.mongo.crawls.sites import Listing
from newscrawl.pipelines.validators import unless_unchanged, validators

NOW = datetime(2026, 11, 27, tzinfo=UTC)
URL = "http://www.example.com/news/"
KEPT = Listing(
    NOW, asked=URL, etag='"1"', last_modified="Fri, 27 Nov 2026 00:00:00 GMT", whole_at=NOW + timedelta(hours=1)
)


def parse_listing(response, number):
    yield number


def asked(listing):
    request = unless_unchanged(Request(URL, parse_listing), listing, NOW)
    return request, {name: value.decode() for name, (value,) in request.headers.items() if name.startswith(b"If-")}


def test_it_is_asked_with_what_it_had():
    request, headers = asked(KEPT)
    assert headers == {b"If-None-Match": '"1"', b"If-Modified-Since": "Fri, 27 Nov 2026 00:00:00 GMT"}
    assert list(request.callback(Response(URL, status=304), number=1)) == []
    assert list(request.callback(Response(URL), number=1)) == [1]
    assert request.callback.__name__ == "parse_listing", "which tells what is rendered"


@pytest.mark.parametrize("change", [
    {"asked": "http://www.example.com/2026-11-26/"}, {"asked": None}, {"page": f"{URL}?page=2"}, {"whole_at": NOW}, {"whole_at": None},
    {"etag": None, "last_modified": None},
])  # fmt: skip
def test_it_is_not_asked(change):
    assert asked(replace(KEPT, **change))[1] == {}


def test_what_is_kept():
    moved = Response(
        f"{URL}new/", headers={"ETag": '"1"'}, request=Request(f"{URL}new/", meta={"redirect_urls": [URL]})
    )
    kept = validators(moved, NOW + timedelta(hours=1), NOW)
    assert kept == {"asked": URL, "etag": '"1"', "last_modified": None, "whole_at": NOW + timedelta(hours=1)}
    assert validators(moved, None, NOW)["whole_at"] == NOW + timedelta(days=1)
    assert validators(Response(URL, request=Request(URL)), None, NOW) == {}


@pytest.mark.parametrize(
    "value",
    [
        b"*",
        b'"' + b"x" * 300 + b'"',
        b'"\x00\x1b[31m"',
        b'"1"\rX-Evil: 1',
        b'"1"\r\nX-Evil: 1',
        b'"\xe9"',
        '"一"'.encode(),
        b"\t",
        b"",
    ],
)
def test_what_cannot_be_sent_as_it_came_is_not_kept(value):
    response = Response(URL, headers={"ETag": value, "Last-Modified": value}, request=Request(URL))
    assert validators(response, None, NOW) == {}
    page = HtmlResponse(URL, headers=response.headers, body=b"<h1>1</h1>", request=response.request)
    spider = get_crawler(type("County", (NewsSpider,), {"name": "county"}), {"ARTICLE_PARTS_MAX": 1})._create_spider()
    (article,) = spider.parse_article(page)
    assert (article.etag, article.last_modified) == (None, None)
