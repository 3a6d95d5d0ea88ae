import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newscrawl.items import Article, article_id
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database, open_database
from newscrawl.mongo.documents.asked import ASKED
from newscrawl.mongo.documents.checks import CHECKS
from newscrawl.mongo.documents.migrating import migrate, pending
from newscrawl.mongo.documents.structure import ensure

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
BODY = "汉中市质监局与西乡县政府签署质量兴县合作协议，双方将在七个方面展开合作。" * 3
HEAD, COPY, OTHER = (article_id(f"http://{site}.example/") for site in ("county", "portal", "other"))


def article(site: str, **changes) -> Article:
    address = f"http://{site}.example/"
    return replace(
        Article(url=address, canonical_url=address, site=site, title=site, body=BODY, crawled_at=AT), **changes
    )


@pytest.fixture
def database(mongo_uri, database_name):
    """An article, a copy of it, and another one, as a crawl stores them, and their events."""

    async def fill():
        async with open_async_database(mongo_uri, database_name) as opened:
            intake = Intake(opened)
            await intake.articles.ensure_indexes()
            await intake.store(
                [article("county", published_at=AT), article("portal"), article("other", body="另一篇。")]
            )

    asyncio.run(fill())
    with open_database(mongo_uri, database_name) as database:
        yield database


def add_events(database, site: str, articles: list[str]) -> None:
    database["changes"].insert_many(
        [
            {
                "_id": f"{site}:{number:012}",
                "site": site,
                "number": number,
                "cause": f"{site} {number}",
                "article": each,
                "kind": "revised",
                "at": AT,
            }
            for number, each in enumerate(articles, 1)
        ]
    )


def findings(database) -> list[tuple[str, str, str]]:
    return [tuple(each) for look in CHECKS.values() for each in look(database)]


def test_a_database_that_a_crawl_has_filled_is_clean(database):
    assert database["articles"].find_one({"_id": COPY})["copy_of"]["id"] == HEAD
    assert findings(database) == []


def test_a_document_that_does_not_fit_names_its_fields(database):
    database.command("collMod", "articles", validator={})
    database["articles"].update_one(
        {"_id": OTHER}, {"$set": {"title": 7, "links": [{"url": 1}]}, "$unset": {"site": ""}}
    )
    ensure(database)
    assert findings(database) == [
        ("document", OTHER, "site is missing, which does not fit"),
        ("document", OTHER, "title is a int, or has one within that does not fit"),
        ("document", OTHER, "links is a list, or has one within that does not fit"),
    ]


def test_documents_of_an_older_schema_are_counted_and_not_judged(database):
    database["articles"].update_many({"_id": {"$in": [HEAD, COPY]}}, {"$set": {"schema": 1}})
    (found,) = findings(database)
    assert found[:2] == ("schema", "2 documents")
    database["migrations"].delete_many({})
    (step,) = pending(database)
    assert [last.changed for last in migrate(database, step)] == [2]
    assert findings(database) == []


@pytest.mark.parametrize(
    ("which", "change", "problem"),
    [
        (COPY, {"copy_of.id": "0" * 32}, f"copies {'0' * 32}, which is not there"),
        (COPY, {"story_id": OTHER}, f"belongs to the story {OTHER}, and its head is {HEAD}"),
        (OTHER, {"story_id": HEAD}, f"belongs to the story {HEAD}, and its head is {OTHER}"),
    ],
)
def test_a_dangling_story_is_found(database, which, change, problem):
    database["articles"].update_one({"_id": which}, {"$set": change})
    assert findings(database) == [("story", which, problem)]


def test_a_copy_of_a_copy_is_found(database):
    kind = database["articles"].find_one({"_id": COPY})["copy_of"]
    database["articles"].update_one({"_id": OTHER}, {"$set": {"copy_of": kind | {"id": COPY}, "story_id": COPY}})
    assert findings(database) == [("story", OTHER, f"copies {COPY}, which is itself a copy")]


def test_a_gap_in_events_and_an_event_without_its_article_are_found(database):
    add_events(database, "gazette", [COPY, COPY, "0" * 32])
    database["changes"].delete_one({"_id": "gazette:000000000002"})
    assert findings(database) == [
        ("event", "gazette:000000000003", "follows upon number 1"),
        ("event", "gazette:000000000003", f"is of the article {'0' * 32}, which is not there"),
    ]


def test_missing_and_extra_indexes_are_found_and_what_then_scans(database):
    database["articles"].drop_index("addresses")
    database["articles"].drop_index("site_published")
    database["articles"].create_index([("published_at", 1)], name="site_published")
    database["articles"].create_index([("editors", 1)], name="editors")
    kinds = [(kind, what) for kind, what, _ in findings(database)]
    assert [("index", f"articles.{name}") for name in ("addresses", "site_published", "editors")] == sorted(
        kinds[:3], key=lambda one: ["addresses", "site_published", "editors"].index(one[1].removeprefix("articles."))
    )
    assert ("query", "articles: addresses=") in kinds
    database["articles"].drop_index("site_published")
    ensure(database)
    assert [what for _, what, _ in findings(database)] == ["articles.editors"]


def test_a_validator_that_is_not_todays_is_found(database):
    database.command("collMod", "articles", validator={})
    assert [each[:2] for each in findings(database)] == [("validator", "articles")]


def test_no_kind_of_query_is_named_twice():
    kinds = [(str(asked), str(asked.sort)) for asked in ASKED]
    assert len(kinds) == len(set(kinds))


def test_an_index_of_an_earlier_version_is_dropped(database):
    database["articles"].create_index([("copy_of.id", 1)], name="copies", sparse=True)
    assert [what for _, what, _ in findings(database)] == ["articles.copies"]
    ensure(database)
    assert findings(database) == []
