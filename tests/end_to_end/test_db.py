"""newscrawl db, as an operator uses it."""

from datetime import UTC, datetime

import pytest
from pymongo import MongoClient

from newscrawl.items import Article
from newscrawl.mongo.documents.schema import SCHEMA, to_document

pytestmark = pytest.mark.mongo


@pytest.fixture
def db(stored, mongo_uri, database_name):
    """The command on a database with one article of schema 1 and without any index."""
    address = "http://county.example/1.html"
    article = Article(
        url=address, canonical_url=address, site="county", title="\x1b[31m题", crawled_at=datetime.now(UTC)
    )
    document = to_document(article) | {"schema": 1}
    with MongoClient(mongo_uri) as client:
        client[database_name]["articles"].insert_one({name: document[name] for name in document if name != "addresses"})
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    return lambda *words: one("db", *words)


def test_from_an_old_database_to_a_clean_one(db):
    assert db("status").out.splitlines()[:3] == [
        f"schema {SCHEMA}",
        "articles 1 of schema 1",
        "pending 2 likeness_and_addresses: Articles get what their copies are told by (title_hash, signature, keys) and the "
        "addresses under which they were met.",
    ]
    found = db("check")
    assert (found.code, found.err) == (1, "")
    assert "1 documents" in found.out
    dry = db("migrate", "--dry-run")
    assert (dry.code, dry.out, [dry.err.splitlines()[place] for place in (-1, 0)]) == (
        0, "", ["1 articles would be changed", "Would make validator of articles"],
    )  # fmt: skip
    assert db("status", "--json").json["documents"] == {"1": 1}
    done = db("migrate")
    assert (done.code, [done.err.splitlines()[place] for place in (-1, 0)]) == (
        0,
        ["1 articles changed", "Making validator of articles"],
    )
    assert db("migrate").err == "All is as it should be.\n"
    clean = db("check")
    assert (clean.code, clean.out, clean.err) == (0, "", "Nothing is wrong.\n")
    assert db("check", "--json").json == []
    status = db("status", "--json").json
    assert (status["documents"], status["pending"], "site_published" in status["indexes"]["articles"]) == (
        {str(SCHEMA): 1}, [], True,
    )  # fmt: skip


def test_without_a_mongodb_it_is_one_line(bare):
    for words in (["status"], ["check"], ["migrate"]):
        ended = bare.but(NEWSCRAWL_MONGO_URI="mongodb://u:secret@127.0.0.1:9/?serverSelectionTimeoutMS=100")(
            "db", *words
        )
        assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
        assert "secret" not in ended.err
