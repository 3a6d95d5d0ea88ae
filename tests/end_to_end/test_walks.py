"""Sites whose articles are listed by other means than pages: one crawl finds all of them, once, and a second one asks for none."""

import pytest

from newscrawl.demo.sites.walks import WALKS
from newscrawl.demo.truth import truths

pytestmark = pytest.mark.mongo

WANTED = {one.canonical_url: one for one in truths() if one.site in WALKS}


def asked_for(world):
    """What was asked for since the last time, articles and the rest."""
    asked = {url: count for url, count in world.requests.items() if not url.endswith("/robots.txt")}
    world.requests.clear()
    return [{url: n for url, n in asked.items() if (url in WANTED) is article} for article in (True, False)]


def test_each_article_is_fetched_once_and_never_again(one, world, database):
    assert one("crawl", *WALKS).code == 0
    articles, lists = asked_for(world)
    assert articles == dict.fromkeys(WANTED, 1)
    assert len(lists) == sum(lists.values())
    stored = {each["canonical_url"]: each for each in database["articles"].find()}
    assert {url: each["title"] for url, each in stored.items()} == {url: each.title for url, each in WANTED.items()}
    assert all("\n".join(WANTED[url].paragraphs) == each["body"] for url, each in stored.items())
    walked = {first["first"]: first for site in database["sites"].find() for first in site.get("listings", {}).values()}
    assert [first for first, kept in walked.items() if kept["known_before"] is None or kept["page"]] == []
    assert len(walked) == 5
    assert one("crawl", *WALKS).code == 0
    articles, again = asked_for(world)
    assert articles == {}
    assert set(again) <= set(lists)
