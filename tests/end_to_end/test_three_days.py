"""The whole for three days: schedulers, workers, Redis, MongoDB's stand-in and sites that change, with what goes wrong in three days.

The clock of all processes jumps from one time at which sites are due to the next (tests/services/clock), so that it takes minutes.
libfaketime cannot do it: Python's locks do not end (with a monotonic clock that is moved), or its sleep fails (without).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pymongo import MongoClient

from newscrawl.demo.server import Server
from newscrawl.mongo.embedded import embedded_server
from tests.commands import wait_for
from tests.end_to_end.three_days.days import Days
from tests.end_to_end.three_days.paper import NEW, Paper
from tests.receiver import Receiver, receiving

pytestmark = [pytest.mark.mongo, pytest.mark.redis]

NAMES = ("chengguan", "jiangbei", "nanshan", "xihe")
STEADY, REDESIGNED, BLOCKED, DOWN = NAMES
ROUNDS = 12  # of six hours
A_ROUND = 5  # articles of a site
DEAD = timedelta(seconds=100)  # after which a lease is over, and the claim before it
LATE = timedelta(minutes=15)  # with the half hour that one site is due after the others, less than an hour


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def papers() -> dict[str, Paper]:
    return {name: Paper(name) for name in NAMES}


@pytest.fixture
def days(tmp_path, redis, papers, receiver, monkeypatch) -> Iterator[Days]:
    made = Days(tmp_path)
    with Server({paper.host: paper for paper in papers.values()}) as world, monkeypatch.context() as patch:
        for name, told in made.environment(NEWSCRAWL_HOME=str(tmp_path / "home")).items():
            patch.setenv(name, told)
        with embedded_server() as uri, MongoClient(uri, tz_aware=True) as client:
            patch.undo()
            made.database = client["days"]
            made.env = made.environment(
                NEWSCRAWL_MONGO_URI=uri, NEWSCRAWL_MONGO_DATABASE="days", NEWSCRAWL_REDIS=redis.url,
                NEWSCRAWL_ALERTS=receiver.address(), http_proxy=world.address, no_proxy="127.0.0.1",
            )  # fmt: skip
            yield made
            made.close()


class Story:
    """What happens in which round, before the clock comes to it."""

    def __init__(self, days: Days, papers: dict[str, Paper]) -> None:
        self.days, self.papers = days, papers
        self.hosts = {paper.name: paper.host for paper in papers.values()}
        self.schedulers = [days.start("schedule", "--dispatch", "celery") for _ in range(2)]
        self.workers = [days.start("worker", "--slots", "2") for _ in range(2)]

    def before(self, number: int) -> None:
        """What happens to sites."""
        for paper in self.papers.values():
            paper.publish(A_ROUND, self.days.due() if number else self.days.now())
        if number == 3:
            self.papers[DOWN].way = "down"
        elif number == 4:
            self.papers[REDESIGNED].layout = NEW
        elif number == 5:
            self.papers[DOWN].way = "up"
        elif number == 7:
            self.papers[BLOCKED].way = "blocked"
        elif number == 8:
            self.days.write_spiders(self.hosts, later=STEADY, mended=[REDESIGNED])
        elif number == 9:
            self.papers[BLOCKED].way = "up"

    def go(self, number: int) -> None:
        """Let the next round be due, and somebody die in some of them."""
        if number == 6:
            self.kill_a_worker()
        elif number == 8:
            self.days.jump(self.days.due())
            self.days.kill(self.schedulers.pop())  # the other one has to do it
        elif number == 10:
            self.kill_all_schedulers()
        elif number:
            self.days.jump(self.days.due())
        self.days.settle()

    def kill_a_worker(self) -> None:
        """And with it a crawl that has stored some of its articles."""
        self.days.jump(self.days.due(REDESIGNED, BLOCKED, DOWN))
        self.days.settle()
        paper = self.papers[STEADY]
        paper.close(first=4)
        self.days.jump(self.days.due(STEADY))
        crawling = self.days.wait_for_run(STEADY).pid
        wait_for(lambda: paper.first < 0)
        (worker,) = (each for each in self.workers if each.pid == crawling)
        self.days.kill(worker)
        self.workers.remove(worker)
        paper.opened.set()
        self.days.jump(self.days.now() + DEAD)
        self.workers.append(self.days.start("worker", "--slots", "2"))

    def kill_all_schedulers(self) -> None:
        """And start them when the sites are due for long."""
        for scheduler in self.schedulers:
            self.days.kill(scheduler)
        self.days.jump(self.days.due() + LATE)
        self.schedulers = [self.days.start("schedule", "--dispatch", "celery") for _ in range(2)]


def test_three_days(days, papers, receiver):
    days.write_spiders({paper.name: paper.host for paper in papers.values()}, later=STEADY)
    story, began = Story(days, papers), days.now()
    for number in range(ROUNDS + 1):
        story.before(number)
        story.go(number)
    assert timedelta(days=2.9) < days.now() - began < timedelta(days=3.3)

    wait_for(lambda: len(receiver.told) >= 6, 20)
    assert [title.removeprefix("newscrawl: ") for title, _ in receiver.told] == [
        f"{DOWN}: site_down",
        f"{REDESIGNED}: drift",
        f"mended: {DOWN}",
        f"{BLOCKED}: blocked",
        f"mended: {REDESIGNED}",
        f"mended: {BLOCKED}",
    ]

    stored = [*days.database["articles"].find()]
    published = {f"http://{paper.host}{one.path}": one for paper in papers.values() for one in paper.stories}
    assert Counter(each["canonical_url"] for each in stored) == Counter(published.keys())
    read = {each["canonical_url"]: (each["title"], each["body"]) for each in stored}
    assert read == {url: (one.title, "\n".join(one.paragraphs)) for url, one in published.items()}

    verdicts = {
        name: [run["verdict"] for run in days.database["runs"].find({"site": name}).sort("started_at")]
        for name in NAMES
    }
    assert {name: len(found) for name, found in verdicts.items()} == dict.fromkeys(NAMES, ROUNDS + 1) | {
        STEADY: ROUNDS + 2
    }
    assert Counter(verdicts[STEADY]) == {"ok": ROUNDS + 1, "crashed": 1}
    assert Counter(verdicts[DOWN]) == {"ok": ROUNDS - 1, "site_down": 2}
    assert Counter(verdicts[BLOCKED]) == {"ok": ROUNDS - 1, "blocked": 2}
    assert days.end() == [0] * 4
