"""Addresses of stored articles, as a crawl looks them up before it fetches."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.items import Article, article_id
from newscrawl.mongo.articles.addresses import ADDRESSES_MAX, Addresses, Visited, remember
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.documents.schema import digest, to_document

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
HOST = "http://www.county.example"
TWIN = article_id("http://m.county.example/1.html")


def article(number: int = 1, **changes) -> Article:
    url = f"{HOST}/{number}.html"
    made = Article(url=url, canonical_url=url, site="county", title=f"标题{number}", body="正文", crawled_at=AT)
    return replace(made, **changes)


@pytest.fixture
def run(run):
    """Runs an async function with the articles and the addresses of an empty database."""
    return lambda scenario: run(lambda database: scenario(Articles(database), Addresses(database)))


async def store(articles: Articles, *items: Article) -> list[str]:
    plans = await articles.plans(items)
    await articles.write(plans)
    return [plan.outcome.kind for plan in plans]


async def document(articles: Articles, item: Article) -> dict:
    return await articles.collection.find_one({"_id": item.id})


def test_an_article_is_found_under_every_address_that_led_to_it(run):
    async def scenario(articles, addresses):
        page = article(
            1, url="http://m.county.example/1.html?from=wx", addresses=[article_id("http://county.example/1.html")]
        )
        await store(articles, replace(page, etag='"a"', last_modified="Wed, 01 May 2024 08:00:00 GMT"), article(2))
        urls = [page.canonical_url, page.url, "http://county.example/1.html", f"{HOST}/3.html"]
        return page, await addresses.visited([article_id(url.partition("?")[0]) for url in urls])

    page, found = run(scenario)
    ids = [article(1).id, TWIN, article_id("http://county.example/1.html")]
    told = Visited(article(1).id, frozenset(ids), page.url, None, AT, AT, '"a"', "Wed, 01 May 2024 08:00:00 GMT")
    assert list(found) == ids
    assert set(found.values()) == {told}


def test_an_address_leads_to_the_article_that_has_it_for_its_own(run):
    async def scenario(articles, addresses):
        await store(articles, article(1, addresses=[article(2).id]), article(2), article(3, addresses=[article(2).id]))
        return await addresses.visited([article(2).id])

    assert run(scenario)[article(2).id].id == article(2).id


def test_addresses_are_gathered_over_visits_up_to_a_limit(run):
    async def scenario(articles, addresses):
        await store(articles, article())
        ids = [article_id(str(number)) for number in range(ADDRESSES_MAX + 5)]
        for visit, address in enumerate(ids, 1):
            await store(articles, article(addresses=[address], crawled_at=AT + timedelta(hours=visit)))
        await store(articles, article(addresses=[ids[0]], body="改了", crawled_at=AT + timedelta(days=9)))
        return ids, (await document(articles, article()))["addresses"]

    ids, kept = run(scenario)
    assert kept == [article().id, *ids][:ADDRESSES_MAX]


def test_an_address_is_no_change_of_the_article():
    assert digest(to_document(article())) == digest(to_document(article(addresses=[TWIN], etag="a", last_modified="b")))


def test_another_address_is_remembered_in_both_forms_while_there_is_room(run):
    twin = "http://m.county.example/1.html?from=wx"

    async def scenario(articles, addresses):
        await store(articles, article(1))
        writes = [remember(article(1).id, twin, ["linked"]), remember(article(2).id, twin, [])]
        await articles.collection.bulk_write([*writes, *writes])
        once = await document(articles, article(1))
        full = [str(number) for number in range(ADDRESSES_MAX)]
        await articles.collection.update_one({"_id": article(1).id}, {"$set": {"addresses": full}})
        await articles.collection.bulk_write([remember(article(1).id, f"{HOST}/other.html", [])])
        assert await articles.collection.count_documents({}) == 1
        return once, await document(articles, article(1))

    once, full = run(scenario)
    assert once["urls"] == [f"{HOST}/1.html", twin]
    assert once["addresses"] == [article(1).id, TWIN, "linked"]
    assert len(full["addresses"]) == ADDRESSES_MAX
    assert full["urls"] == once["urls"]


def test_visits_that_had_nothing_new_are_kept_once_each(run):
    async def scenario(articles, addresses):
        await store(articles, article(1), article(2))
        later = AT + timedelta(hours=1)
        for _ in range(2):
            await addresses.visit([article(1).id, "unknown"], later)
        return [(each["crawled_at"], each["visits"]) async for each in articles.collection.find().sort("_id")]

    assert sorted(run(scenario)) == [(AT, 1), (AT + timedelta(hours=1), 2)]


def test_the_lookup_uses_the_index(run):
    async def scenario(articles, addresses):
        return (await articles.collection.index_information())["addresses"]["key"]

    assert run(scenario) == [("addresses", 1)]
