"""MongoDB that is not there, goes away, comes back or stays away: what the commands say, and what they end with."""

import re
import subprocess
import sys
from uuid import uuid4

import pytest
from pymongo import MongoClient

from newscrawl.demo.truth import truths
from newscrawl.demo.world import SITES as ALL_SITES
from tests.commands import free_port, wait_for
from tests.end_to_end.conftest import asked

pytestmark = pytest.mark.mongo

SECRET = "s3cret-of-the-test"  # noqa: S105 - nobody else's
SITES = ALL_SITES[:3]  # the large ones
ALL = {truth.canonical_url for truth in truths() if truth.site in SITES}
PATIENCE = 120.0  # seconds that a server may take to start


class Mongo:
    """A server of this test's own, which can be killed and started again."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.uri = f"mongodb://127.0.0.1:{self.port}/?journal=true"
        self.process = None
        self.configuration = folder / "server.toml"
        self.configuration.write_text('[storage]\ncache_size = "64M"\n')

    def start(self):
        command = [sys.executable, "-m", "secantus", "--host", "127.0.0.1", "--port", str(self.port)]
        options = ["--storage-path", str(self.folder / "data"), "--config", str(self.configuration)]
        self.process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with MongoClient(self.uri, serverSelectionTimeoutMS=PATIENCE * 1000) as client:
            client.admin.command("ping")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stored(self, name):
        with MongoClient(self.uri, serverSelectionTimeoutMS=1000) as client:
            return {article["canonical_url"] for article in client[name]["articles"].find({}, ["canonical_url"])}


@pytest.fixture(scope="module")
def mongo(tmp_path_factory):
    server = Mongo(tmp_path_factory.mktemp("mongo"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def name():
    return f"test_{uuid4().hex[:12]}"


@pytest.fixture
def crawling(bare, world, mongo, name):
    hasty = f"{mongo.uri}&serverSelectionTimeoutMS=500"  # what the driver waits is added to the crawl's patience
    return bare.but(http_proxy=world.address, NEWSCRAWL_MONGO_URI=hasty, NEWSCRAWL_MONGO_DATABASE=name)


def test_a_mongodb_that_is_not_there_stops_the_crawl_before_it_starts(bare, world):
    uri = f"mongodb://user:{SECRET}@127.0.0.1:{free_port()}/?serverSelectionTimeoutMS=300"
    one = bare.but(http_proxy=world.address, NEWSCRAWL_MONGO_URI=uri)
    for ended in (one("crawl", *SITES), one("articles")):
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("newscrawl: MongoDB at 127.0.0.1:")
        assert ended.err.count("\n") == 1
        assert SECRET not in ended.err
    assert asked(world) == 0


def test_production_needs_an_address(bare, world):
    one = bare.but(http_proxy=world.address, SCRAPY_PROJECT="production", NEWSCRAWL_CONTACT="news@example.com")
    line = "NEWSCRAWL_MONGO_URI is not set: set it to the address of a MongoDB, such as mongodb://localhost:27017"
    ended = one("crawl", "--url", "http://www.qinnandaily.example/bendi/")
    assert (ended.code, ended.out, ended.err) == (2, "", f"newscrawl: {line}\n")
    assert asked(world) == 0


def test_production_needs_somebody_to_write_to(bare, world, mongo):
    one = bare.but(http_proxy=world.address, SCRAPY_PROJECT="production", NEWSCRAWL_MONGO_URI=mongo.uri)
    url = "http://www.qinnandaily.example/bendi/"
    for ended in (one("crawl", "--url", url), one("extract", url)):
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert ended.err.startswith("newscrawl: NEWSCRAWL_CONTACT is not set; ")
    one.scrapy("crawl", "qinghe_portal", "-s", "SPIDER_MODULES=newscrawl.demo.spiders")
    assert asked(world) == 0


@pytest.mark.parametrize("environment", ["testing", "production"])
def test_scrapy_itself_fetches_nothing_without_a_mongodb(bare, world, environment):
    """A MongoDB that is not there, and one that nobody named."""
    uri = f"mongodb://user:{SECRET}@127.0.0.1:{free_port()}/?serverSelectionTimeoutMS=300"
    named, told = {"testing": (uri, "MongoDB at 127.0.0.1:"), "production": ("", "NEWSCRAWL_MONGO_URI is not set")}[
        environment
    ]
    one = bare.but(
        SCRAPY_PROJECT=environment,
        http_proxy=world.address,
        NEWSCRAWL_MONGO_URI=named,
        NEWSCRAWL_CONTACT="news@example.com",
    )
    ended = one.scrapy("crawl", "qinghe_portal", "-s", "SPIDER_MODULES=newscrawl.demo.spiders")
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert SECRET not in ended.err + ended.out
    assert asked(world) == 0


@pytest.mark.slow  # as in tests/pipelines/test_store.py, where one site waits
def test_a_crawl_waits_for_a_mongodb_that_comes_back(crawling, world, mongo, name):
    pid = crawling.start("crawl", *SITES, "-v", "-s", "DOWNLOAD_DELAY=0.05", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
    wait_for(lambda: len(mongo.stored(name)) > 5)
    mongo.kill()
    wait_for(lambda: "MongoDB went away" in crawling.warm.err.read_text())
    mongo.start()
    ended = crawling.warm.ended(pid)
    assert ended.code == 0, ended
    assert mongo.stored(name) >= ALL
    assert ended.err.count("MongoDB went away; the crawl waits") == 1
    assert ended.err.count("MongoDB is back after") == 1
    assert "Traceback" not in ended.err


def test_a_mongodb_that_stays_away_ends_the_crawl_and_the_next_one_finds_what_is_missing(crawling, world, mongo, name):
    pid = crawling.start("crawl", *SITES, "-s", "STORE_PATIENCE=2", "-s", "DOWNLOAD_DELAY=0.05")
    wait_for(lambda: len(mongo.stored(name)) > 5)
    mongo.kill()
    ended = crawling.warm.ended(pid)
    mongo.start()
    kept = mongo.stored(name)
    assert ended.code == 1
    assert re.search(
        r"store_down: MongoDB stayed away for 2 s; \d+ articles were not stored; the next crawl", ended.err
    )
    assert "qinnan_daily: store_down: not begun" in ended.err
    assert len(ended.err.splitlines()) < 10 + len(SITES)  # one for each that was not begun
    assert "Traceback" not in ended.err
    assert len(kept) > 5
    assert ALL - kept
    again = crawling("crawl", *SITES)
    assert again.code == 0, again
    assert mongo.stored(name) >= ALL
