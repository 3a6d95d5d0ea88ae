"""Which requests of a site are rendered, and what is waited for on their pages."""

from typing import Any

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from newscrawl.base_spiders import FeedSpider, ListingSpider
from newscrawl.exceptions import ConfigurationError
from newscrawl.fetching.rendering.addon import Rendering
from newscrawl.fetching.rendering.middleware import RenderPages
from newscrawl.fetching.rendering.wish import RENDER, Declared, Wish
from newscrawl.items import PART_OF

HOST = "http://www.qinghe.example"


class Site(FeedSpider, ListingSpider):
    start_urls = [f"{HOST}/n/"]
    feeds = [f"{HOST}/feed.xml"]


def wishes(**declared: Any) -> list[Wish | None]:
    """Of a listing page, a feed, an article, its second page, and robots.txt."""
    kind = type("Declaring", (Site,), {"render": "splash", **declared})
    site, found = kind(name="declaring"), Declared.of(kind)
    requests = (
        site.listing_request(f"{HOST}/n/", 1, f"{HOST}/n/"),
        site.walk_request(f"{HOST}/feed.xml", site.parse_feed, 1, f"{HOST}/feed.xml"),
        site.article_request(f"{HOST}/n/1.html"),
        Request(f"{HOST}/n/1_2.html", meta={PART_OF: f"{HOST}/n/1.html"}),
        Request(f"{HOST}/robots.txt"),
    )
    return [found.wish(request) for request in requests]


def test_pages_of_the_declared_kinds_are_rendered_and_feeds_and_files_never():
    listing, article = Wish("listing"), Wish("article")
    assert wishes() == [listing, None, article, article, None]
    assert wishes(render_pages="listings") == [listing, None, None, None, None]
    assert wishes(render_pages="articles") == [None, None, article, article, None]


def test_what_is_waited_for_is_what_the_site_declares_as_a_browser_knows_it():
    marked = wishes(article_links="ul.news > a::attr(href)", body="#text p::text")
    assert (marked[0], marked[2]) == (Wish("listing", "ul.news > a"), Wish("article", "#text p"))
    assert wishes(body="#text p", render_wait=".done")[2] == Wish("article", ".done")


@pytest.mark.parametrize(("render", "marked"), [("splash", True), ("auto", False)])
def test_a_page_that_scripts_may_fill_is_asked_for_whole(render, marked):
    """The validators that are known of it are those of an empty frame."""
    kind = type("Declaring", (Site,), {"name": "declaring", "render": render})
    crawler = get_crawler(
        kind,
        {"ADDONS": {Rendering: 1}, "RENDER_ENGINE": "splash", "RENDER_AGAIN_DAYS": 7, "SPLASH_URL": "http://127.0.0.1"},
    )
    crawler.spider = site = kind(name="declaring")
    article, feed = (
        site.article_request(f"{HOST}/n/1.html"),
        site.walk_request(f"{HOST}/f", site.parse_feed, 1, f"{HOST}/f"),
    )
    for request in (article, feed):
        request.headers["If-None-Match"] = '"1"'
        RenderPages.from_crawler(crawler).process_request(request)
    assert "If-None-Match" not in article.headers
    assert "If-None-Match" in feed.headers
    assert (RENDER in article.meta) == marked


@pytest.mark.parametrize("wrong", [{"render": "chrome"}, {"render_pages": "all"}, {"render_wait": "p[["}])
def test_what_cannot_be_is_refused_when_the_site_is_loaded(wrong):
    with pytest.raises(ConfigurationError, match=f"Declaring.{next(iter(wrong))}"):
        type("Declaring", (Site,), wrong)


def test_a_site_that_declares_nothing_is_not_rendered_unless_it_is_told():
    assert Declared.of(Site) is None
    assert Declared.of(Site, "playwright").render == "playwright"
    with pytest.raises(ConfigurationError, match="RENDER"):
        Declared.of(Site, "netscape")
