"""Crawls on several machines: a real Redis, schedulers and workers as processes, and what becomes of it when any of them dies."""

import asyncio
import json
import os
import pickle
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Lock

import pytest
from kombu import Producer
from kombu.serialization import enable_insecure_serializers
from pymongo import MongoClient

from newscrawl.demo.stories import HOSTS
from newscrawl.demo.truth import truths
from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.crawls.leases import LEASE
from newscrawl.operations.queue import TASK, Broker, Handing
from tests.commands import ROOT, Ended, Warm, wait_for
from tests.fetching.certificates import certificate
from tests.receiver import receiving
from tests.server import Server
from tests.services.redis.service import Redis

pytestmark = [pytest.mark.mongo, pytest.mark.redis]

SITES = ["qinghe_portal", "xin_linghua"]
WAIT = 8.0  # seconds; a page is given up after 10
MINUTE = 60.0


class Gate:
    """A site that shows its first pages at once, and each of the others when it is open, or after some seconds."""

    def __init__(self, site, first: int) -> None:
        self.site, self.left, self.opened, self.lock = site, first, Event(), Lock()

    def __call__(self, target: str):
        with self.lock:
            self.left -= 1
            passes = self.left >= 0
        if not passes:
            self.opened.wait(WAIT)
        return self.site(target)


class Cluster:
    """Commands that run at a time, each by its process id."""

    def __init__(self, one, another_warm, database) -> None:
        self.one, self.another_warm, self.database = one, another_warm, database
        self.running: dict[int, Warm] = {}

    def start(self, *words: str) -> int:
        warm = self.another_warm()
        pid = self.one.alone(warm).start(*words)
        self.running[pid] = warm
        return pid

    def said(self, pid: int) -> str:
        return self.running[pid].err.read_text()

    def end(self, pid: int, how: int = signal.SIGTERM) -> Ended:
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        return self.ended(pid)

    def ended(self, pid: int) -> Ended:
        ended = self.running[pid].ended(pid)
        del self.running[pid]
        return ended

    def close(self) -> None:
        for pid in [*self.running]:
            self.end(pid, signal.SIGKILL)
        for run in self.database["runs"].find({"ended_at": None}):
            with suppress(ProcessLookupError):
                os.kill(run["pid"], signal.SIGKILL)


@pytest.fixture
def gates(world) -> Iterator[dict[str, Gate]]:
    """Each site shows five pages, and the others later."""
    made = {site: Gate(world.sites[HOSTS[site]], 5) for site in SITES}
    world.sites.update({HOSTS[site]: gate for site, gate in made.items()})
    yield made
    for gate in made.values():
        gate.opened.set()


@pytest.fixture
def one(one, redis):
    return one.but(NEWSCRAWL_REDIS=redis.url)


@pytest.fixture
def cluster(one, another_warm, database) -> Iterator[Cluster]:
    made = Cluster(one, another_warm, database)
    yield made
    made.close()


def runs_of(database, site: str, **what: object):
    return list(database["runs"].find({"site": site, **what}).sort("started_at"))


def test_a_run_whose_machine_dies_is_begun_again_by_another_worker(cluster, one, gates, database):
    dies = cluster.start("worker", "--slots", "2")
    schedulers = [cluster.start("schedule", *SITES, "--dispatch", "celery") for _ in range(2)]
    wait_for(lambda: len(database["articles"].distinct("site")) == len(SITES))
    lives = cluster.start("worker", "--slots", "2")
    (first,), (alone,) = (runs_of(database, site) for site in SITES)
    assert alone["ended_at"] is None
    for pid in (dies, first["pid"], schedulers[0]):  # the other run of the dead worker goes on by itself
        os.kill(pid, signal.SIGKILL)
    for gate in gates.values():
        gate.opened.set()

    wait_for(lambda: runs_of(database, SITES[0], verdict="ok"), LEASE.total_seconds() + 2 * MINUTE)
    told = {run["id"]: run for run in one("runs", "--json").json}
    assert len(told) == len(SITES) + 1
    assert (told[first["_id"]]["verdict"], told[alone["_id"]]["verdict"]) == ("crashed", "ok")
    again = runs_of(database, SITES[0])[1]
    lease_ended = runs_of(database, SITES[0])[0]["beat_at"] + LEASE
    assert (again["started_at"] - lease_ended).total_seconds() <= MINUTE
    wait_for(lambda: f" {SITES[0]}: ok: " in cluster.said(lives))

    expected = Counter(each.canonical_url for each in truths() if each.site in SITES)
    assert Counter(each["canonical_url"] for each in database["articles"].find()) == expected
    assert cluster.end(lives).code == cluster.end(schedulers[1]).code == 0


def test_what_else_stands_in_redis_begins_nothing(cluster, one, world, redis, database, tmp_path):
    mark = tmp_path / "executed"
    worker = cluster.start("worker", "--slots", "2")
    broker = Broker(redis.url)
    wait_for(broker.workers)
    database["sites"].insert_one({"_id": SITES[0], "schedule": {"next_at": None, "claims": 0}})  # due for nobody
    sent = forge(broker, str(mark))
    for broken in ("", "no json", "[]", "null", '{"body": "x"}', '{"body": "x", "properties": {}}'):
        redis.client().lpush("newscrawl:newscrawl", broken)
    wait_for(lambda: not broker.waiting())
    wait_for(lambda: cluster.said(worker).count("dropped a message") >= sent)
    wait_for(lambda: asked_to_end(broker) == {"error": "KeyError('shutdown')"})

    assert not runs_of(database, SITES[0])
    doctor = {line["what"]: line for line in json.loads(one("doctor", "--json").out)}
    assert doctor["Redis"]["state"] == doctor["workers"]["state"] == "ok"
    assert doctor["workers"]["said"] == "1 answer; 0 crawls wait for one"
    assert one("schedule", SITES[1], "--dispatch", "celery", "--once").code == 0
    wait_for(lambda: runs_of(database, SITES[1], verdict="ok"))
    assert cluster.end(worker).code == 0
    assert not mark.exists()
    assert {run["site"] for run in database["runs"].find()} == {SITES[1]}
    assert {url.split("/")[2] for url in world.requests} == {HOSTS[SITES[1]]}


def asked_to_end(broker: Broker) -> object:
    """What a worker answers that is told from afar to end; None while it connects anew."""
    answers = broker.app.control.broadcast("shutdown", reply=True, timeout=1.0)
    return answers[0].popitem()[1] if answers else None


class Executed:
    """What a worker must not unpack."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self):
        return os.system, (f"touch {self.mark}",)


def forge(broker: Broker, mark: str) -> int:
    """Send what no scheduler sends; how many of it a worker has to speak of."""
    enable_insecure_serializers()
    site, at = SITES[0], "2026-01-01T00:00:00+00:00"
    tasks = [("os.system", [f"touch {mark}"]), ("celery.map", [{"task": TASK}, [[site, at]]])]
    tasks += [
        (TASK, words)
        for words in ([], [site], ["unknown", at], [[site], at], [site, "soon"], [site, 5], [f"{site} -s A=B", at])
    ]
    texts = [
        "text",
        5,
        {"task": TASK},
        {"task": TASK, "id": "1", "args": [site, at], "kwargs": {}},
        [[site, at], {}, {}],
    ]
    with broker.app.connection_for_write() as connection:
        for name, words in tasks:
            broker.app.send_task(name, words, connection=connection)
        broker.app.send_task(TASK, [site, at], connection=connection)  # late, and of no account
        broker.app.send_task(TASK, [Executed(mark)], serializer="pickle", connection=connection)
        producer = Producer(connection)
        for text in texts:
            producer.publish(text, routing_key="newscrawl", serializer="json")
        producer.publish(pickle.dumps(Executed(mark)), routing_key="newscrawl", headers={"task": TASK, "id": "2"},
            content_type="application/x-python-serialize", content_encoding="binary")  # fmt: skip
    return len(tasks) + len(texts)


def test_redis_and_mongodb_may_go_away_and_lose_what_they_know(stored, another_warm, world, redis, tmp_path):
    mongo = Server(tmp_path / "mongo")
    one = stored.but(
        http_proxy=world.address,
        NEWSCRAWL_MONGO_URI=mongo.uri,
        NEWSCRAWL_REDIS=redis.url,
        NEWSCRAWL_MONGO_DATABASE="news",
    )
    with MongoClient(mongo.uri) as client, receiving() as receiver:
        one = one.but(NEWSCRAWL_ALERTS=receiver.address(), no_proxy="127.0.0.1", SCRAPY_SETTINGS_MODULE="tests.end_to_end.hasty", PYTHONPATH=str(ROOT))  # fmt: skip
        cluster = Cluster(one, another_warm, client["news"])
        try:
            lose_one_after_the_other(cluster, one, redis, mongo, receiver)
        finally:
            cluster.close()
            mongo.kill()


def lose_one_after_the_other(cluster, one, redis, mongo, receiver) -> None:
    site, database = SITES[1], cluster.database
    worker, scheduler = cluster.start("worker"), cluster.start("schedule", site, "--dispatch", "celery")
    both = (worker, scheduler)
    wait_for(lambda: len(runs_of(database, site, verdict="ok")) == 1)

    redis.stop()
    assert one("run-now", site).code == 0
    wait_for(lambda: all("Redis" in cluster.said(pid) for pid in both))
    wait_for(lambda: receiver.told)
    time.sleep(5)  # in which nobody says it again
    redis.start()
    wait_for(lambda: len(runs_of(database, site, verdict="ok")) == 2)
    assert [cluster.said(pid).count("does not answer") for pid in both] == [1, 1]
    assert [cluster.said(pid).count("Redis is back") for pid in both] == [1, 1]

    redis.client().flushall()
    assert one("run-now", site).code == 0
    wait_for(lambda: len(runs_of(database, site, verdict="ok")) == 3)
    wait_for(lambda: database["sites"].count_documents({"_id": site, "lease": {"$exists": False}}))

    mongo.kill()
    wait_for(lambda: "MongoDB went away" in cluster.said(scheduler))
    mongo.start()
    wait_for(lambda: "MongoDB is back" in cluster.said(scheduler))
    assert one("run-now", site).code == 0
    wait_for(lambda: len(runs_of(database, site, verdict="ok")) == 4)
    assert cluster.said(scheduler).count("went away") == 2
    assert [cluster.end(pid).code for pid in both] == [0, 0]
    assert [title for title, _ in receiver.told][:2] == ["newscrawl: Redis is away", "newscrawl: mended: Redis"]
    assert {title.split()[-1] for title, _ in receiver.told[2:]} <= {"away", "MongoDB"}


def test_no_more_is_handed_out_than_may_wait(redis):
    broker = Broker(redis.url)
    for _ in range(3):
        broker.send(["site", "until"])
    assert asyncio.run(Handing(broker, None, 4).free()) == 1


def test_a_redis_that_refuses_is_not_waited_for(one, redis):
    refused = one.but(NEWSCRAWL_REDIS=redis.url.replace(redis.password, "an0ther"))
    for words in (("worker",), ("schedule", SITES[1], "--dispatch", "celery")):
        ended = refused(*words)
        assert (ended.code, ended.err) == (2, f"newscrawl: Redis at localhost:{redis.port} refuses user or password: check NEWSCRAWL_REDIS\n")  # fmt: skip


def test_redis_with_tls_is_who_it_says(one, another_warm, database, tmp_path):
    with Redis(tmp_path, certificate(tmp_path, "localhost")) as redis:
        stranger = Broker(redis.url)
        for asked in (stranger.waiting, stranger.workers, lambda: stranger.send(["a", "b"])):
            with pytest.raises(ConfigurationError, match="nobody vouches for the certificate of Redis at localhost"):
                asked()
        assert Broker(redis.trusted).waiting() == 0  # the message was kept back

        one = one.but(NEWSCRAWL_REDIS=redis.trusted)
        cluster = Cluster(one, another_warm, database)
        try:
            worker = cluster.start("worker")
            assert one("schedule", SITES[1], "--dispatch", "celery", "--once").code == 0
            wait_for(lambda: runs_of(database, SITES[1], verdict="ok"))
            assert cluster.end(worker).code == 0
        finally:
            cluster.close()


def test_a_run_of_a_worker_is_cancelled_and_one_that_runs_is_waited_for(cluster, one, gates, redis, database):
    worker = cluster.start("worker", "--slots", "1")
    scheduler = cluster.start("schedule", *SITES, "--dispatch", "celery")
    (site,) = started(database, 1)
    (run,) = runs_of(database, site)
    assert one("cancel", run["_id"]).code == 0
    wait_for(lambda: runs_of(database, site, verdict="cancelled"))

    (other,) = started(database, 2) - {site}
    os.kill(worker, signal.SIGTERM)
    wait_for(lambda: f"waiting for 1 crawls to end: {other}" in cluster.said(worker))
    assert one("run-now", site).code == 0
    gates[other].opened.set()
    assert cluster.ended(worker).code == 0
    assert [each["verdict"] for each in runs_of(database, other)] == ["ok"]
    wait_for(lambda: Broker(redis.url).waiting() == 1)  # for another worker
    assert len(runs_of(database, site)) == 1
    assert cluster.end(scheduler).code == 0


def started(database, count: int) -> set[str]:
    """The sites of the runs that began, once there are so many."""
    wait_for(lambda: len(database["runs"].distinct("site")) == count)
    return set(database["runs"].distinct("site"))
