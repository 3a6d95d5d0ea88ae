"""What is kept of a site besides its articles: pages that gave none, and how far its listings were walked."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.items import Article, Missed, article_id
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.crawls.sites import Listing, Sites
from newscrawl.mongo.documents.structure import ensured
from newscrawl.mongo.waiting.dead_letters import DeadLetters, Letter
from newscrawl.mongo.waiting.draining import drain
from newscrawl.mongo.waiting.spool import Spool

pytestmark = pytest.mark.mongo

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=3)
URL = "http://www.county.example/1.html"


@pytest.fixture
def run(mongo_uri, database_name):
    """Runs an async function with an empty database."""

    def runs(scenario):
        async def opened():
            async with open_async_database(mongo_uri, database_name) as database:
                await ensured(database)
                return await scenario(database)

        return asyncio.run(opened())

    return runs


def test_a_page_that_gave_no_article_keeps_when_it_was_tried_first_and_last(run):
    async def scenario(database):
        letters = DeadLetters(database)
        await letters.add("county", [Missed(URL, "timeout", passing=True)], AT)
        for _ in range(2):
            await letters.add("county", [Missed(f"{URL}?from=wx", "http_404", passing=False)], LATER)
        await letters.add("portal", [Missed("http://portal.example/2.html", "empty", passing=False)], AT)
        return await letters.of("county")

    assert run(scenario) == {article_id(URL): Letter(f"{URL}?from=wx", False, AT, LATER)}


def test_a_page_that_gave_an_article_after_all_is_not_tried_again(run):
    async def scenario(database):
        letters = DeadLetters(database)
        await letters.add("county", [Missed(URL, "timeout", passing=True)], AT)
        await letters.settle([article_id(URL), article_id("unknown")], LATER)
        return await letters.of("county")

    assert [letter.passing for letter in run(scenario).values()] == [False]


def test_what_waited_on_disk_and_is_refused_leaves_a_letter(run, tmp_path):
    whole = Article(url=URL, canonical_url=URL, site="county", title="通知", body="正文。", crawled_at=AT)
    spool = Spool(tmp_path, "county", 2**20)
    spool.append([whole, replace(whole, url=f"{URL}l", canonical_url=f"{URL}l", channel=7)])
    spool.close()

    async def scenario(database):
        done = [each async for each in drain(Intake(database), tmp_path)]
        return done[0].articles, await database["dead_letters"].find().to_list()

    articles, (letter,) = run(scenario)
    assert (articles, letter["url"], letter["site"], letter["reason"]) == (2, f"{URL}l", "county", "refused")
    assert "validation" in letter["detail"]


def test_letters_are_found_by_an_index(run):
    async def scenario(database):
        return await database["dead_letters"].index_information()

    assert "site_first" in run(scenario)


@pytest.mark.parametrize("first", [URL, "http://a.example/$x.y?$set=1", "http://a.example/"])
def test_how_far_a_listing_was_walked_is_kept_beside_all_else(run, first):
    kept = Listing(AT, f"{first}&page=7", 7)

    async def scenario(database):
        sites = Sites(database)
        await sites.keep_repeats("county", {"lines": 1})
        await sites.keep_listing("county", first, Listing())
        await sites.keep_listing("county", "http://b.example/", Listing(LATER))
        await sites.keep_listing("county", first, kept)
        return await sites.listings("county"), await sites.listings("unknown"), await sites.repeats("county")

    assert run(scenario) == ({first: kept, "http://b.example/": Listing(LATER)}, {}, {"lines": 1})
