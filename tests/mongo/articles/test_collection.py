import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pymongo import AsyncMongoClient, MongoClient

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import Article
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.articles.plans import DOCUMENT_MAX, URLS_MAX, Outcome
from newscrawl.mongo.documents.schema import to_article
from newscrawl.mongo.documents.structure import INDEXES

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)


def article(number: int = 1, **changes) -> Article:
    address = f"http://county.example/{number}.html"
    made = Article(url=address, canonical_url=address, site="county", title=f"标题{number}", body="正文", crawled_at=AT)
    return replace(made, **changes)


@pytest.fixture
def run(run):
    """Runs an async function with the articles collection of an empty database."""
    return lambda scenario: run(lambda database: scenario(Articles(database)))


async def stored(articles: Articles, *items: Article) -> list[str]:
    return [outcome.kind for outcome in await written(articles, *items)]


async def written(articles: Articles, *items: Article) -> list[Outcome]:
    plans = await articles.plans(items)
    await articles.write(plans)
    return [plan.outcome for plan in plans]


async def document(articles: Articles, item: Article) -> dict:
    return await articles.collection.find_one({"_id": item.id})


def test_new_changed_unchanged(run):
    async def scenario(articles):
        assert await stored(articles, article(1), article(2)) == ["new", "new"]
        later = AT + timedelta(days=1)
        visit = [article(1, crawled_at=later), article(2, crawled_at=later, body="改了"), article(3)]
        assert await stored(articles, *visit) == ["unchanged", "changed", "new"]
        return await document(articles, article(1)), await document(articles, article(2))

    same, changed = run(scenario)
    assert same["crawled_at"] == changed["crawled_at"] == AT + timedelta(days=1)
    assert same["first_seen_at"] == changed["first_seen_at"] == AT
    assert same["visits"] == changed["visits"] == 2
    assert to_article(changed).body == "改了"


def test_a_field_that_the_page_no_longer_gives_is_cleared(run):
    async def scenario(articles):
        await stored(articles, article(source="领花厂家"))
        assert await stored(articles, article(crawled_at=AT + timedelta(days=1))) == ["changed"]
        return await document(articles, article())

    assert run(scenario)["source"] is None


def test_fields_of_other_jobs_survive(run):
    async def scenario(articles):
        await stored(articles, article())
        await articles.collection.update_one({"_id": article().id}, {"$set": {"sentiment": 0.7, "topics": ["质量"]}})
        await stored(articles, article(crawled_at=AT + timedelta(days=1)))
        await stored(articles, article(crawled_at=AT + timedelta(days=2), body="改了"))
        return await document(articles, article())

    found = run(scenario)
    assert (found["sentiment"], found["topics"], found["body"]) == (0.7, ["质量"], "改了")


def test_a_batch_whose_answer_was_lost_can_be_written_again(run):
    async def scenario(articles):
        assert await stored(articles, article()) == ["new"]
        assert await stored(articles, article()) == ["new"]
        return await document(articles, article())

    assert run(scenario)["visits"] == 1


def test_an_article_twice_in_a_batch_is_stored_once_with_both_addresses(run):
    async def scenario(articles):
        outcomes = await written(articles, article(), article(url="http://county.example/1.html?a"))
        assert [(one.kind, one.reason) for one in outcomes] == [("new", ""), ("dropped", "same_url")]
        return await document(articles, article())

    assert len(run(scenario)["urls"]) == 2


def test_refused_documents_do_not_keep_the_rest_from_being_written(run):
    async def scenario(articles):
        heavy = article(1, body="x" * DOCUMENT_MAX)
        odd = article(2, title=object())
        outcomes = await written(articles, heavy, odd, article(3))
        assert [outcome.kind for outcome in outcomes] == ["refused", "refused", "new"]
        assert "bytes" in outcomes[0].reason
        assert "object" in outcomes[1].reason
        return [each["_id"] async for each in articles.collection.find()]

    assert run(scenario) == [article(3).id]


def test_what_the_server_refuses_comes_back_with_its_reason(run):
    async def scenario(articles):
        rule = {"$jsonSchema": {"properties": {"title": {"enum": ["标题2"]}}}}
        await articles.collection.database.command("collMod", "articles", validator=rule)
        outcomes = await written(articles, article(1), article(2))
        assert [outcome.kind for outcome in outcomes] == ["refused", "new"]
        assert "validation" in outcomes[0].reason
        return [each["_id"] async for each in articles.collection.find()]

    assert run(scenario) == [article(2).id]


@pytest.mark.parametrize("text", ["$where", "lone \ud83d", "nul \0", "a.b.$[]"])
def test_text_from_pages_is_only_text(run, text):
    async def scenario(articles):
        item = article(title=text, authors=[text], found_by={text: "byline"})
        assert await stored(articles, item) == ["new"]
        assert await stored(articles, replace(item, crawled_at=AT + timedelta(days=1))) == ["unchanged"]

    run(scenario)


def test_addresses_of_an_article_are_gathered_up_to_a_limit(run):
    async def scenario(articles):
        for visit in range(URLS_MAX + 5):
            at = AT + timedelta(hours=visit)
            await stored(articles, article(url=f"http://county.example/1.html?session={visit}", crawled_at=at))
        return await document(articles, article())

    found = run(scenario)
    assert len(found["urls"]) == URLS_MAX
    assert found["url"].endswith(f"={URLS_MAX + 4}"), "the last one counts, kept or not"


def test_indexes_are_created_once(run):
    async def scenario(articles):
        before = await articles.collection.index_information()
        await articles.ensure_indexes()
        return before, await articles.collection.index_information()

    before, after = run(scenario)
    assert before == after
    assert set(before) == {"_id_", *(index.document["name"] for index in INDEXES["articles"])}


def test_two_writers_of_the_same_articles_do_not_disturb_each_other(run):
    async def scenario(articles):
        items = [article(number) for number in range(20)]
        intakes = [Intake(articles.collection.database, "keep") for _ in range(4)]
        await asyncio.gather(*(intake.store(items) for intake in intakes))
        return [each["_id"] async for each in articles.collection.find()]

    assert sorted(run(scenario)) == sorted(article(number).id for number in range(20))


def test_a_mongodb_that_is_away_is_one_kind_of_error():
    async def scenario():
        async with AsyncMongoClient("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=50") as client:
            await Articles(client["x"]).plans([article()])

    with pytest.raises(StoreUnavailableError):
        asyncio.run(scenario())


WRITER = """
import asyncio, sys
from newscrawl.items import Article
from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.articles.intake import Intake

async def write():
    async with open_async_database(sys.argv[1], sys.argv[2]) as database:
        for number in range(10_000):
            article = Article(canonical_url=f"http://county.example/{number}")
            await Intake(database).store([article])
            print(article.id, flush=True)

asyncio.run(write())
"""


def test_a_killed_writer_loses_nothing_that_was_acknowledged(mongo_uri, database_name):
    command = [sys.executable, "-c", WRITER, mongo_uri, database_name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        acknowledged = [writer.stdout.readline().strip() for _ in range(30)]
        writer.kill()
        acknowledged += writer.stdout.read().split()
    with MongoClient(mongo_uri) as client:
        there = {each["_id"] for each in client[database_name]["articles"].find({}, {"_id": 1})}
    assert len(acknowledged) >= 30
    assert there.issuperset(acknowledged)
