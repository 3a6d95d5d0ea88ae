"""The store stage in real crawls, each in a process of its own, on a server that is killed and comes back."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from pymongo import MongoClient

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import Article, Link
from newscrawl.mongo.articles.plans import Outcome
from newscrawl.pipelines.store import Store
from tests.commands import Warm, wait_for
from tests.server import Server

pytestmark = pytest.mark.mongo

CRAWL = Path(__file__).with_name("crawl.py")
IMPATIENT = "serverSelectionTimeoutMS=300"  # an outage is noticed that soon


@pytest.fixture(scope="module")
def mortal(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.kill()


@pytest.fixture
def server(mortal) -> Server:
    """A server that a test may kill, with nothing in it."""
    if mortal.process.poll() is not None:
        mortal.start()
    with MongoClient(mortal.uri) as client:
        client.drop_database("news")
    return mortal


class Crawls:
    """Crawls in processes of their own, one after the other."""

    def __init__(self, warm: Warm) -> None:
        self.warm = warm

    def start(self, uri: str, database: str = "news", articles: int = 10, weight: int = 0, odd: int = 0, **more) -> int:
        """Start a crawl; its process id."""
        settings = {"MONGO_URI": uri, "MONGO_DATABASE": database} | more
        asked = {"articles": articles, "weight": weight, "odd": odd, "settings": settings}
        return self.warm.start(os.environ, (str(CRAWL), json.dumps(asked)))

    def end(self, pid: int) -> tuple[dict, str]:
        """Its stats and its log."""
        ended = self.warm.ended(pid)
        return ended.json, ended.err

    def wait_for(self, words: str) -> None:
        """Wait until it has said so."""
        wait_for(lambda: words in self.warm.err.read_text())

    def __call__(self, *asked, **more) -> tuple[dict, str]:
        return self.end(self.start(*asked, **more))


SPOOLING = {"SPOOL_AFTER": 0.5, "SPOOL_BYTES": 2**24, "STORE_PATIENCE": 60}


@pytest.fixture(scope="module")
def crawls(warm) -> Crawls:
    return Crawls(warm)


def test_what_is_scraped_is_stored_and_the_next_crawl_stores_nothing_new(crawls, mongo_uri, database_name):
    stats, log = crawls(mongo_uri, database_name, articles=50)
    assert stats["store/new"] == stats["item_scraped_count"] == 50
    assert stats["store/batches"] < 10
    assert "password" not in log
    assert mongo_uri not in log
    stats, _ = crawls(mongo_uri, database_name, articles=51)
    assert (stats["store/unchanged"], stats["store/new"], stats["finish_reason"]) == (50, 1, "finished")


def test_a_refused_article_is_counted_and_said_in_one_line(crawls, mongo_uri, database_name):
    stats, log = crawls(mongo_uri, database_name, articles=10, odd=3)
    assert (stats["store/refused"], stats["store/new"], stats["item_dropped_count"]) == (1, 9, 1)
    (line,) = [line for line in log.splitlines() if "Dropped" in line]
    assert "news/3.html: MongoDB refuses it: " in line
    assert "正文" not in log


def test_without_mongodb_nothing_is_crawled_and_one_line_says_why(crawls):
    stats, log = crawls(f"mongodb://user:hidden@127.0.0.1:9/?{IMPATIENT}")
    assert stats["finish_reason"] == "store_down"
    assert stats["store/error"].startswith("MongoDB at 127.0.0.1:9 does not answer")
    assert "downloader/request_count" not in stats
    assert log.count("does not answer") == 2, "once as an error, once among the stats"
    assert "Traceback" not in log
    assert "hidden" not in log


def test_without_an_address_the_variable_is_named(crawls):
    stats, log = crawls("")
    assert stats["finish_reason"] == "store_down"
    assert "NEWSCRAWL_MONGO_URI is not set" in stats["store/error"]
    assert "Traceback" not in log


def test_a_crawl_waits_for_a_mongodb_that_went_away(crawls, server):
    crawl = crawls.start(f"{server.uri}&{IMPATIENT}", articles=150, weight=100_000, STORE_PATIENCE=60)
    server.wait_for(40)
    server.kill()
    crawls.wait_for("MongoDB went away")
    server.start()
    stats, log = crawls.end(crawl)
    assert stats["store/new"] + stats.get("store/unchanged", 0) == server.stored() == 150
    assert stats["most_waiting"] <= 5_000_000 / 100_000 + 16, "Scrapy fetches no more than it may hold"
    assert log.count("MongoDB went away; the crawl waits") == log.count("MongoDB is back after") == 1
    assert "Traceback" not in log


@pytest.mark.slow  # as with a full spool below, and as the command does it in tests/end_to_end/test_store_down.py
def test_a_crawl_ends_when_mongodb_stays_away(crawls, server):
    crawl = crawls.start(f"{server.uri}&{IMPATIENT}", articles=150, weight=100_000, STORE_PATIENCE=1)
    server.wait_for(40)
    server.kill()
    stats, log = crawls.end(crawl)
    assert stats["finish_reason"] == "store_down"
    assert stats["store/error"] == "MongoDB stayed away for 1 s"
    assert stats["store/lost"] == stats["item_dropped_count"]
    assert log.count("the crawl ends") == 1
    assert "Traceback" not in log
    server.start()
    assert server.stored() >= stats["store/new"], "what was lost counts as not seen, what was stored is there"
    stats, _ = crawls(server.uri, articles=150)
    assert server.stored() == 150


def test_a_killed_crawl_and_the_next_one_make_a_whole(crawls, mongo_uri, database_name):
    crawl = crawls.start(mongo_uri, database_name, articles=150)
    with MongoClient(mongo_uri) as client:
        articles = client[database_name]["articles"]
        wait_for(lambda: articles.estimated_document_count() >= 50)
        os.kill(crawl, signal.SIGKILL)
        assert crawls.warm.ended(crawl).code == -signal.SIGKILL
        assert articles.count_documents({}) < 150
        crawls(mongo_uri, database_name, articles=150)
        assert articles.count_documents({}) == articles.count_documents({"copy_of": None}) == 150


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A folder of the test's own for what waits on disk."""
    monkeypatch.setenv("NEWSCRAWL_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "spool"


def test_articles_wait_on_disk_while_mongodb_stays_away_and_the_next_crawl_stores_them(crawls, server, home):
    crawl = crawls.start(f"{server.uri}&{IMPATIENT}", articles=150, weight=100_000, **SPOOLING)
    server.wait_for(40)
    server.kill()
    stats, log = crawls.end(crawl)
    assert stats["finish_reason"] == "finished"
    assert stats["store/spooled"] + stats["store/new"] + stats.get("store/unchanged", 0) == 150
    assert "store/lost" not in stats
    assert "Traceback" not in log
    assert len(list(home.iterdir())) == 1
    server.start()
    after, _ = crawls(server.uri, articles=0, **SPOOLING)
    assert (after["store/drained"], server.stored()) == (stats["store/spooled"], 150)
    assert list(home.iterdir()) == []


def test_a_full_spool_makes_the_crawl_wait_as_without_one(crawls, server, home):
    crawl = crawls.start(
        f"{server.uri}&{IMPATIENT}",
        articles=150,
        weight=100_000,
        **SPOOLING | {"SPOOL_BYTES": 4000, "STORE_PATIENCE": 3},
    )
    server.wait_for(40)
    server.kill()
    stats, log = crawls.end(crawl)
    assert stats["finish_reason"] == "store_down"
    assert stats["store/error"] == "MongoDB stayed away for 3 s"
    assert stats["store/lost"] == stats["item_dropped_count"] > 0
    assert log.count("the crawl ends") == 1
    assert "has no room: raise SPOOL_BYTES, or start MongoDB; the crawl waits" in log


def test_what_waits_on_disk_is_stored_at_the_end_when_mongodb_is_back(crawls, server, home):
    crawl = crawls.start(f"{server.uri}&{IMPATIENT}", articles=300, weight=100_000, **SPOOLING)
    server.wait_for(40)
    server.kill()
    wait_for(home.exists)
    server.start()
    stats, _ = crawls.end(crawl)
    assert (stats["finish_reason"], server.stored()) == ("finished", 300)
    assert stats["store/spooled"] == stats["store/drained"] > 0
    assert list(home.iterdir()) == []


def test_hosts_of_links_that_cannot_be_counted_hold_up_nothing():
    async def hangs(*_: object) -> None:
        raise StoreUnavailableError

    async def patiently(operation, without=None):
        with suppress(StoreUnavailableError):
            return await operation()
        return without()

    linked = Article(url="http://a.example/1", links=[Link("http://b.example/", "b", "inside", "spam", "tail")])
    linked.link_hosts = ["b.example"]
    store = Store.__new__(Store)
    store.stats = SimpleNamespace(inc_value=lambda _: None)
    store.intake = SimpleNamespace(store=lambda articles: asyncio.sleep(0, [Outcome("new")] * len(articles)))
    store.connection = SimpleNamespace(patiently=patiently, link_hosts=SimpleNamespace(add=hangs))
    assert asyncio.run(store._write([linked])) == [Outcome("new")]
