"""The validator, docs/item.md, what is written and what downstream gets have the same fields, with the same types."""

import asyncio
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import WriteError

from newscrawl.items import Article, Image, Link
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database, open_database
from newscrawl.mongo.documents.schema import to_document, to_stored
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.documents.structure import ensure, found
from newscrawl.mongo.documents.validator import article_rule, rule

AT = datetime(2020, 3, 20, 4, 20, 59, tzinfo=UTC)
RULE = article_rule()["$jsonSchema"]
NAMES = [field.name for field in fields(StoredArticle)]
PAGE = (Path(__file__).parents[3] / "docs" / "item.md").read_text("utf-8")
BODY = "汉中市质监局与西乡县政府签署质量兴县合作协议，双方将在七个方面展开合作。" * 3


def article(**changes) -> Article:
    address = "http://county.example/1.html"
    made = Article(url=address, canonical_url=address, site="county", title="标题", body=BODY, crawled_at=AT)
    return replace(made, **changes)


def test_the_validator_has_every_field_once():
    assert list(RULE["properties"]) == ["_id", *NAMES]


def test_the_page_has_every_field_once():
    assert [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")] == NAMES


def test_what_the_crawl_always_gives_is_required():
    document = to_document(Article())
    assert set(RULE["required"]) == {name for name, value in document.items() if value is not None}


def test_a_type_becomes_a_rule():
    assert rule(str) == {"bsonType": ["string"]}
    assert rule(int | None) == {"bsonType": ["int", "long", "null"]}
    assert rule(dict[str, str]) == {"bsonType": ["object"], "additionalProperties": {"bsonType": ["string"]}}
    image = {"url": {"bsonType": ["string"]}, "caption": {"bsonType": ["string"]}}
    whole = {"bsonType": ["object"], "required": ["url", "caption"], "properties": image}
    assert rule(list[Image]) == {"bsonType": ["array"], "items": whole}
    assert rule(Image | None) == {**whole, "bsonType": ["object", "null"]}


@pytest.fixture
def collection(mongo_uri, database_name):
    """The articles collection with its validator, and one article that a crawl stored."""

    async def fill():
        async with open_async_database(mongo_uri, database_name) as database:
            await Articles(database).ensure_indexes()
            page = article(links=[Link("http://a.example/", "a")], found_by={"title": "headline"}, read_count=2**40)
            assert [outcome.kind for outcome in await Intake(database).store([page])] == ["new"]

    asyncio.run(fill())
    with MongoClient(mongo_uri, tz_aware=True) as client:
        yield client[database_name]["articles"]


@pytest.mark.mongo
def test_no_field_takes_a_value_of_another_type(collection):
    """Each in turn, so that a rule that is never applied would show."""
    for name in NAMES:
        with pytest.raises(WriteError, match="validation"):
            collection.update_one({}, {"$set": {name: {"odd": [1.5]} if name != "found_by" else "text"}})
    for name, value in {
        "links.0.url": 1,
        "links.0": {"url": "http://a.example/"},
        "found_by.title": 1,
        "keys.0": "k",
    }.items():
        with pytest.raises(WriteError, match="validation"):
            collection.update_one({}, {"$set": {name: value}})


@pytest.mark.mongo
def test_a_field_that_is_never_none_cannot_be_taken_away(collection):
    for name in RULE["required"][1:]:
        with pytest.raises(WriteError, match="validation"):
            collection.update_one({}, {"$unset": {name: ""}})
    collection.update_one({}, {"$unset": {"subtitle": ""}})


@pytest.mark.mongo
def test_fields_of_other_jobs_are_welcome(collection):
    assert collection.update_one({}, {"$set": {"sentiment": {"score": 0.5}}}).modified_count == 1


@pytest.mark.mongo
def test_a_document_of_an_older_schema_can_be_visited(mongo_uri, database_name):
    with open_database(mongo_uri, database_name) as database:
        database["articles"].insert_one({"_id": "old", "schema": 1})
        ensure(database)
        assert database["articles"].update_one({"_id": "old"}, {"$inc": {"visits": 1}}).modified_count == 1
        with pytest.raises(WriteError):
            database["articles"].insert_one({"_id": "new", "schema": 1})


@pytest.mark.mongo
def test_a_stored_article_comes_back_with_what_the_store_keeps(collection):
    found = to_stored(collection.find_one())
    assert (found.first_seen_at, found.visits, found.urls, found.revision) == (AT, 1, [article().url], 0)
    assert (found.links, found.read_count, found.story_id) == ([Link("http://a.example/", "a")], 2**40, found.id)
    assert found.keys


@pytest.mark.mongo
def test_a_rule_of_an_earlier_version_is_replaced(mongo_uri, database_name):
    with open_database(mongo_uri, database_name) as database:
        database.create_collection("articles", validator={"$jsonSchema": {"required": ["forgotten"]}})
        ensure(database)
        assert found(database)["articles"].rule == article_rule()
