import asyncio
import os
import random
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import itemgetter

import pytest

from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.duplicates.shelf import CROWD
from newscrawl.items import Article, Copy, Link, article_id
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database, open_database
from newscrawl.mongo.documents import passes
from newscrawl.mongo.documents.migrating import documents_by_schema, migrate, pending
from newscrawl.mongo.documents.migrations import migrations
from newscrawl.mongo.documents.schema import SCHEMA, digest, to_document
from newscrawl.mongo.documents.structure import ensure
from newscrawl.mongo.documents.validator import article_rule
from tests.commands import wait_for

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
BODY = "汉中市质监局与西乡县政府签署质量兴县合作协议，双方将在七个方面展开合作，第{}项工作由县里负责。"
SINCE_2 = ("addresses", "title_hash", "signature", "publisher", "etag", "last_modified")


def article(number: int, **changes) -> Article:
    address = f"http://county.example/{number}.html"
    body = "".join(BODY.format(number * 100 + line) for line in range(5))
    made = Article(url=address, canonical_url=address, site="county", title=f"第{number}号合作协议", body=body)
    return replace(made, published_at=AT, crawled_at=AT, language="zh", **changes)


def old(number: int, copy_of: dict | None = None, **changes) -> dict:
    """A document as schema 1 had it."""
    document = to_document(article(number)) | {"schema": 1, "copy_of": copy_of, "visits": 3, "first_seen_at": AT}
    document |= {"urls": [f"http://county.example/{number}.html?part=1"]} | changes
    return {name: value for name, value in document.items() if name not in SINCE_2}


@pytest.fixture
def database(mongo_uri, database_name):
    with open_database(mongo_uri, database_name) as database:
        database.create_collection("articles")
        ensure(database)
        database.command("collMod", "articles", validator={})  # there was none when those were written
        yield database


def run(database, **options):
    (step,) = pending(database)
    return list(migrate(database, step, **options))


def test_each_file_is_a_step_up_to_todays_schema():
    assert [step.number for step in migrations()] == list(range(2, SCHEMA + 1))
    assert all(step.about.endswith(".") for step in migrations())


@pytest.mark.mongo
def test_documents_of_schema_1_become_as_a_crawl_would_have_stored_them(database):
    head = article(1)
    database["articles"].insert_many(
        [old(1, sentiment=0.5), old(2, {"id": head.id, "site": "county", "rule": "same_content"})]
    )
    assert documents_by_schema(database) == {1: 2}
    assert run(database)[-1] == (2, 2, {})
    assert (pending(database), documents_by_schema(database)) == ([], {2: 2})
    first, second = (database["articles"].find_one({"_id": article(number).id}) for number in (1, 2))
    keys = fingerprint(head)
    stored = to_document(replace(head, story_id=head.id)) | {"keys": sorted(keys), "sentiment": 0.5, "visits": 3}
    assert {name: first[name] for name in stored if name != "addresses"} == {
        name: value for name, value in stored.items() if name != "addresses"
    }
    assert first["digest"] == digest(to_document(head))
    assert first["addresses"] == [head.id, article_id("http://county.example/1.html?part=1")]
    assert (second["story_id"], second["copy_of"]["likeness"], "keys" in second) == (head.id, 1.0, False)
    assert database["articles"].count_documents({"$nor": [article_rule()]}) == 0


@pytest.mark.mongo
def test_a_crawl_then_finds_them_unchanged_and_knows_their_copies(database, mongo_uri):
    database["articles"].insert_one(old(1))
    run(database)
    again = article(1)
    other = {"url": "http://portal.example/", "canonical_url": "http://portal.example/", "site": "portal"}
    copy = replace(article(1), published_at=AT + timedelta(hours=2), **other)

    async def crawl():
        async with open_async_database(mongo_uri, database.name) as opened:
            later = [replace(each, crawled_at=datetime.now(UTC)) for each in (again, copy)]
            return [outcome.kind for outcome in await Intake(opened).store(later)], later[1].copy_of

    kinds, origin = asyncio.run(crawl())
    assert kinds == ["unchanged", "new"]
    assert origin == Copy(again.id, "county", "same_content")


@pytest.mark.mongo
def test_a_migration_that_was_cut_off_goes_on_behind_its_last_part(database, monkeypatch):
    monkeypatch.setattr(passes.parts, "__defaults__", (*passes.parts.__defaults__[:-1], 5))
    database["articles"].insert_many([old(number) for number in range(40)])
    (step,) = pending(database)
    steps = migrate(database, step)
    early = [next(steps) for _ in range(4)][-1]
    steps.close()
    assert (early.seen, early.changed) == (20, 20)
    assert pending(database) == [step]
    assert documents_by_schema(database) == {1: 20, 2: 20}
    late = run(database)
    assert (late[-1].changed, len(late)) == (20, 4)
    assert database["migrations"].find_one({"_id": 2})["changed"] == 40


@pytest.mark.mongo
@pytest.mark.slow
def test_a_migration_that_is_killed_at_any_moment_ends_as_an_undisturbed_one(database, mongo_uri, warm):
    """Killed while a part of 500 is written, not only between two."""
    words = random.Random(6)
    texts = ("".join(chr(words.randrange(0x4E00, 0x9FA5)) for _ in range(120)) for _ in range(700))
    documents = [old(number, title=text[:20], body=text) for number, text in enumerate(texts)]
    env = os.environ | {"NEWSCRAWL_MONGO_URI": mongo_uri, "SCRAPY_PROJECT": "testing"}
    done = lambda: documents_by_schema(database).get(2, 0)  # noqa: E731 - asked again and again
    ends, codes = [], []
    for kills in (0, 2):
        database["articles"].delete_many({})
        database["migrations"].delete_many({})
        database.command("collMod", "articles", validator={})
        database["articles"].insert_many(documents)
        for kill in range(kills + 1):
            process = warm.start(env | {"NEWSCRAWL_MONGO_DATABASE": database.name}, ("newscrawl", "db", "migrate"))
            if kill < kills:
                wait_for(lambda kill=kill: done() > 150 + 400 * kill)
                os.kill(process, signal.SIGKILL)
            codes.append(warm.ended(process).code)
        ends.append(sorted(database["articles"].find(), key=itemgetter("_id")))
    assert codes == [0, -9, -9, 0]
    assert ends[0] == ends[1]
    assert done() == len(documents)


@pytest.mark.mongo
def test_a_dry_run_writes_nothing(database):
    database["articles"].insert_many([old(1), old(2)])
    before = list(database["articles"].find())
    assert run(database, dry_run=True)[-1] == (2, 2, {})
    assert list(database["articles"].find()) == before
    assert len(pending(database)) == 1
    assert database["migrations"].find_one() is None


@pytest.mark.mongo
def test_what_a_crawl_writes_meanwhile_stays(database, monkeypatch):
    database["articles"].insert_many([old(1), old(2)])
    (step,) = pending(database)

    def raced(opened, documents):
        writes = step.updates(opened, documents)
        opened["articles"].update_one({"_id": article(1).id}, {"$set": {"schema": 2, "digest": "new", "title": "改了"}})
        return writes

    list(migrate(database, step._replace(updates=raced)))
    assert database["articles"].find_one({"_id": article(1).id})["title"] == "改了"
    assert database["articles"].find_one({"_id": article(2).id})["schema"] == 2


@pytest.mark.mongo
def test_what_mongodb_refuses_is_told_and_the_rest_is_done(database):
    database["articles"].insert_many([old(1), old(2)])
    rule = {"$jsonSchema": {"properties": {"title": {"not": {"enum": [article(2).title]}}}}}
    database.command("collMod", "articles", validator=rule, validationLevel="strict")
    last = run(database)[-1]
    assert (last.changed, list(last.refused)) == (1, [article(2).id])


@pytest.mark.mongo
def test_a_text_that_is_everywhere_does_not_crowd_a_key(database):
    template = {"title": "天气预报和路况信息"}
    database["articles"].insert_many([old(number, **template) for number in range(CROWD + 5)])
    run(database)
    keys = [key for each in database["articles"].find() for key in each["keys"]]
    assert max(map(keys.count, set(keys))) == CROWD


@pytest.mark.mongo
def test_an_empty_database_needs_none(database):
    assert pending(database) == []
    assert documents_by_schema(database) == {}


@pytest.mark.mongo
def test_a_new_database_is_of_todays_schema(mongo_uri, database_name):
    async def crawl():
        async with open_async_database(mongo_uri, database_name) as opened:
            await Articles(opened).ensure_indexes()
            await Intake(opened).store([replace(article(1), links=[Link("http://a.example/", "a")])])

    asyncio.run(crawl())
    with open_database(mongo_uri, database_name) as database:
        assert (pending(database), documents_by_schema(database)) == ([], {SCHEMA: 1})
