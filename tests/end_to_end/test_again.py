"""A site that is crawled again: nothing is fetched twice, and the command says that all is well."""

import pytest

pytestmark = pytest.mark.mongo

LISTING = "http://www.qinnandaily.example/bendi/"


def asked(world):
    """What was asked for since the last time, by kind."""
    urls = [url for url in world.requests.elements() if not url.endswith("/robots.txt")]
    world.requests.clear()
    listings = [url for url in urls if url.removeprefix(LISTING).strip("/").isdigit() or url == LISTING]
    return len(listings), len(urls) - len(listings)


def test_a_second_crawl_asks_whether_the_listing_has_changed_and_a_full_one_reads_it(stored, world, database_name):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    (first,) = one("crawl", "qinnan_daily", "--json").json["runs"]
    listings, pages = asked(world)
    assert (listings, pages > first["stored"] > 20) == (4, True)
    (again,) = one("crawl", "qinnan_daily", "--json").json["runs"]
    assert asked(world) == (1, 0)
    assert (again["verdict"], again["stored"], again["dropped"], again["failed"]) == ("ok", 0, 0, 0)
    assert again["reason"] == "nothing new, listings as they were: 1"
    (full,) = one("crawl", "qinnan_daily", "--full", "--json").json["runs"]
    assert asked(world) == (4, 0)
    assert full["known"] >= first["stored"]
