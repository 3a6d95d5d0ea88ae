"""Operators are told once, of what is new, and of what is mended; through Apprise to a real receiver on loopback."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.mongo.client import open_database
from newscrawl.operations.alerts import Outage, review
from newscrawl.operations.health import Health
from newscrawl.operations.telling import Channels, Message
from newscrawl.runs.record import Run

pytestmark = pytest.mark.mongo

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def tell(mongo_uri, database_name, receiver):
    """Reviews sites as they are, or by their states; gives the titles that arrived."""
    channels = Channels(f"json://127.0.0.1:{receiver.server_port}/", print)

    def reviewed(*found: Health, outages: Sequence[Outage] = (), now: datetime = NOW, **states: str) -> list[str]:
        found += tuple(Health(site, state, NOW, f"{site} has {state}") for site, state in states.items())
        receiver.told.clear()
        with open_database(mongo_uri, database_name) as database:
            titles = [message.title for message in review(database, found, channels, now, outages)]
        assert titles == [title for title, _ in receiver.told]
        return titles

    return reviewed


def crawled(site: str, verdict: str, at: int, *, answers: int = 0, reason: str = "") -> Health:
    """A site whose last run began at a minute and ended a minute later."""
    began, ended = (NOW + timedelta(minutes=minute) for minute in (at, at + 1))
    run = Run(
        id=f"{site}{at}", site=site, trigger="schedule", host="h", pid=1, versions={}, started_at=began, beat_at=ended, ended_at=ended,
        verdict=verdict, reason=reason, statuses={"200": answers} if answers else {},
    )  # fmt: skip
    return Health(site, verdict, began, f"{site} has {verdict}", latest=run, host=f"{site}.example")


def test_each_is_told_once_and_when_it_is_mended(tell, receiver):
    assert tell(a="ok", b="new") == []
    assert tell(a="site_down", b="ok") == ["newscrawl: a: site_down"]
    assert receiver.told[0][1] == "a has site_down. Since 2026-03-01 00:00 UTC. newscrawl health a has the evidence."
    assert tell(a="site_down", b="ok") == []
    assert tell(a="blocked", b="ok") == ["newscrawl: a: blocked"]
    assert tell(a="ok", b="ok") == ["newscrawl: mended: a"]
    assert receiver.told[0][1] == "a: was blocked"
    assert tell(a="ok", b="ok") == []
    assert tell(a="drift") == ["newscrawl: a: drift"]
    assert tell(replace(Health("a", "late"), reason="Who crawls it?")) == ["newscrawl: a: late"]
    assert receiver.told[0][1] == "Who crawls it? newscrawl health a has the evidence."
    assert tell(a="removed") == ["newscrawl: mended: a"]
    assert receiver.told[0][1] == "a: was late, and has no spider any more"


def test_many_with_one_reason_are_one_message(tell, receiver):
    down = {f"site{n:02}": "site_down" for n in range(12)}
    assert tell(**down, other="quiet") == ["newscrawl: 12 sites: site_down", "newscrawl: other: quiet"]
    assert receiver.told[0][1].splitlines()[-1] == "and 2 more: newscrawl health"
    assert tell(**dict.fromkeys(down, "ok"), other="quiet") == ["newscrawl: mended: 12 sites"]


def test_what_could_not_be_told_is_told_later(tell, receiver):
    receiver.broken = True
    assert tell(a="drift") == []
    receiver.broken = False
    assert tell(a="drift") == ["newscrawl: a: drift"]
    receiver.broken = True
    assert tell(a="ok") == []
    receiver.broken = False
    assert tell(a="ok") == ["newscrawl: mended: a"]


def test_a_network_that_is_away_is_one_message_and_one_when_it_is_back(tell, receiver):
    def down(site, at):
        return crawled(site, "site_down", at)

    def up(site, at):
        return crawled(site, "ok", at, answers=9)

    assert tell(down("own", 1), up("a", 2), up("b", 3), up("c", 4), up("d", 5)) == ["newscrawl: own: site_down"]
    assert tell(down("own", 6), down("a", 7), down("b", 8), up("c", 4), up("d", 5)) == [
        "newscrawl: a: site_down",
        "newscrawl: b: site_down",
    ], "two may be down by chance"
    assert tell(down("own", 6), up("a", 9), up("b", 9), up("c", 9), up("d", 9)) == ["newscrawl: mended: a, b"]
    assert tell(down("own", 6), down("a", 11), down("b", 12), down("c", 13), up("d", 5)) == [
        "newscrawl: network: 3 sites cannot be reached"
    ]
    assert receiver.told[0][1].splitlines()[1] == "c: c has site_down"
    assert tell(down("own", 6), down("a", 14), down("b", 12), down("c", 13), down("d", 15)) == []
    back = tell(down("own", 6), down("a", 16), down("b", 12), down("c", 13), up("d", 18), down("later", 19))
    assert back == ["newscrawl: mended: network", "newscrawl: later: site_down"]
    assert tell(down("own", 6), down("a", 16), down("b", 12), up("c", 20), down("d", 21)) == ["newscrawl: d: site_down"]
    assert tell(down("own", 6), down("a", 22), up("b", 23), up("c", 20), up("d", 24)) == [
        "newscrawl: a: site_down",
        "newscrawl: mended: d",
    ], "a was crawled since, and is down by itself"
    assert tell(*(up(site, 30) for site in ("own", "a", "b", "c", "d"))) == ["newscrawl: mended: own, a"]


def test_a_site_that_was_cut_off_after_the_last_review_is_told_when_it_is_still_down(tell):
    away = [crawled(site, "site_down", 1) for site in "abc"]
    assert tell(*away) == ["newscrawl: network: 3 sites cannot be reached"]
    last, first = crawled("last", "site_down", 20), crawled("first", "ok", 21, answers=9)
    assert tell(*away, last, first) == ["newscrawl: mended: network"]
    assert tell(*away, last, first) == []
    assert tell(*away, crawled("last", "site_down", 50), first) == ["newscrawl: last: site_down"]


def test_sites_of_one_host_are_no_network(tell):
    found = [replace(crawled(site, "site_down", 1), host="shared.example") for site in "abc"]
    assert tell(*found) == ["newscrawl: 3 sites: site_down"]


def test_what_mongodb_did_while_operators_knew_that_it_was_away_is_no_news(tell):
    outages = [Outage("MongoDB", NOW + timedelta(minutes=10), NOW + timedelta(minutes=30))]
    lost = crawled("a", "store_down", 12), crawled("b", "crashed", 5)
    assert tell(*lost, outages=outages) == ["newscrawl: b: crashed"], "b had ended before"
    assert tell(crawled("a", "store_down", 31), crawled("b", "ok", 31), outages=outages) == [
        "newscrawl: a: store_down",
        "newscrawl: mended: b",
    ]


@pytest.mark.parametrize("server", ["MongoDB", "Redis"])
def test_what_could_not_be_crawled_meanwhile_is_late_when_it_could_have_been_since(tell, server):
    def outage(hours: float):
        return [Outage(server, NOW + timedelta(hours=hours - 2), NOW + timedelta(hours=hours))]

    assert tell(a="late", outages=outage(-1)) == ["newscrawl: a: late"], "it was due after that"
    assert tell(b="late", outages=outage(1), now=NOW + timedelta(hours=1.9)) == []
    assert tell(b="late", outages=outage(1), now=NOW + timedelta(hours=2)) == ["newscrawl: b: late"]


def test_redis_kills_no_crawl(tell):
    outages = [Outage("Redis", NOW + timedelta(minutes=10), NOW + timedelta(minutes=30))]
    assert tell(crawled("a", "crashed", 12), outages=outages) == ["newscrawl: a: crashed"]


def test_a_run_that_was_killed_is_news_when_it_is_not_begun_again(tell):
    killed = crawled("a", "crashed", 1)
    assert tell(replace(killed, passing=True)) == []
    assert tell(killed) == ["newscrawl: a: crashed"]
    assert tell(replace(killed, passing=True)) == []


def test_of_two_schedulers_one_tells(mongo_uri, database_name, receiver):
    down = [Health("a", "site_down")]
    titles: list[str] = []

    def slowly(message: Message) -> bool:
        with open_database(mongo_uri, database_name) as database:
            assert review(database, down, slowly, NOW) == []
        titles.append(message.title)
        return True

    with open_database(mongo_uri, database_name) as database:
        review(database, down, slowly, NOW)
        database["alerts"].insert_one({"_id": "(review)", "token": "died", "until": NOW})
        review(database, [Health("a", "ok")], lambda message: titles.append(message.title) or True, NOW)
    assert titles == ["newscrawl: a: site_down", "newscrawl: mended: a"]
