"""When a listing is asked whether it has changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import Response

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
