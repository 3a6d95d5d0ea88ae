"""A redesign is told by the first crawl that sees it: a site of the demo world loses one of its marks after the other."""

from dataclasses import replace

import pytest
from pymongo import MongoClient

from newscrawl.demo.stories import HOSTS

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

SITE = "xin_linghua"
DECLARED = ("-s", "SKIP_KNOWN=False", "-a", "published=.show_info")
REDESIGNS = {
    "title": (b'<h1 class="show_t">', b'<h1 class="bt">'),
    "published": (b'class="show_info"', b'class="xx"'),
    "body": (b'id="content"', b'id="nr"'),
    "article_links": (b'class="newslist"', b'class="lb"'),
}


def redesigned(site, old: bytes, new: bytes):
    """The site with other markup."""

    def answer(target):
        usual = site(target)
        return replace(usual, body=usual.body.replace(old, new))

    return answer


def test_a_redesign_is_told_by_the_first_run_that_sees_it(stored, world, database_name, mongo_uri):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    usual = world.sites[HOSTS[SITE]]
    for _ in range(2):
        assert one.scrapy("crawl", SITE, *DECLARED).code == 0
    with MongoClient(mongo_uri) as client:
        runs = client[database_name]["runs"]
        for name, change in REDESIGNS.items():
            world.sites[HOSTS[SITE]] = redesigned(usual, *change)
            assert one.scrapy("crawl", SITE, *DECLARED).code == 0
            (latest,) = runs.find().sort("started_at", -1).limit(1)
            assert (latest["verdict"], latest["reason"].partition(" matches nothing on ")[0]) == ("drift", name)
            assert latest["articles"] == 28, "what is not found by the mark is found by itself"
            assert one("health", SITE).code == 1
            runs.delete_one({"_id": latest["_id"]})
        world.sites[HOSTS[SITE]] = usual
        assert one.scrapy("crawl", SITE, *DECLARED).code == 0
        assert {run["verdict"] for run in runs.find()} == {"ok"}
