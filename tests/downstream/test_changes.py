import threading
import time
from datetime import timedelta
from itertools import islice

import pytest

from newscrawl.downstream import changes
from newscrawl.exceptions import ConfigurationError, StoreUnavailableError
from newscrawl.mongo.events import waking
from tests.downstream.conftest import AT

pytestmark = pytest.mark.mongo


@pytest.fixture
def feed(mongo_uri, database_name):
    """Opens a feed that ends, unless it is to follow."""
    return lambda consumer="job", since=None, follow=False: changes(
        consumer, since, follow=follow, uri=mongo_uri, database=database_name
    )


def places(events) -> list[tuple[str, int]]:
    return [(event.site, event.number) for event in events]


def numbered(site: str, *numbers: int) -> list[tuple[str, int]]:
    return [(site, number) for number in numbers]


def test_all_events_come_in_the_order_of_their_site(feed, write):
    write("county", 250)
    write("portal", 3)
    with feed() as opened:
        events = list(opened)
    assert places(event for event in events if event.site == "county") == numbered("county", *range(1, 251))
    assert places(event for event in events if event.site == "portal") == numbered("portal", 1, 2, 3)
    first = next(event for event in events if event.site == "portal")
    assert (first.id, first.kind, first.fields, first.at) == (
        "portal:000000000001",
        "created",
        (),
        AT + timedelta(minutes=1),
    )
    assert (first.article.title, first.article.visits, first.article.id) == ("标题1", 1, first.article_id)


def test_what_was_not_acknowledged_comes_again(feed, write):
    write("county", 5)
    write("portal", 2)
    with feed() as opened:
        for event in opened:
            if event.number == 3:
                opened.ack(event)
                opened.ack(event)
    with feed() as opened:
        assert sorted(places(opened)) == [*numbered("county", 4, 5), *numbered("portal", 1, 2)]
    with feed("another") as opened:
        assert len(list(opened)) == 7


def test_a_feed_that_is_asked_again_hears_of_a_new_site(feed, write):
    write("county", 1)
    with feed() as opened:
        assert places(opened) == numbered("county", 1)
        write("portal", 1)
        assert places(opened) == numbered("portal", 1)


def test_an_earlier_acknowledgement_takes_nothing_back(feed, write):
    write("county", 5)
    with feed() as opened:
        events = list(opened)
        opened.ack(*events)
        opened.ack(events[1])
    with feed() as opened:
        assert list(opened) == []


@pytest.mark.parametrize("minutes", [0, 1, 7, 7.5, 20, 21])
def test_a_new_consumer_begins_where_it_says(feed, write, minutes):
    write("county", 20)
    write("portal", 10)
    since = AT + timedelta(minutes=minutes)
    first = max(1, int(minutes) + (minutes % 1 > 0))
    with feed(since=since) as opened:
        found = places(opened)
    assert sorted(found) == [*numbered("county", *range(first, 21)), *numbered("portal", *range(first, 11))]


def test_since_takes_nothing_from_a_consumer_that_has_a_place(feed, write):
    write("county", 9)
    with feed() as opened:
        opened.ack(next(iter(opened)))
    with feed(since=AT + timedelta(minutes=5)) as opened:
        assert places(opened) == numbered("county", *range(2, 10))


def test_events_that_were_removed_at_the_beginning_are_passed_over(feed, write):
    write("county", 9)
    write.database["changes"].delete_many({"number": {"$lt": 5}})
    with feed() as opened:
        assert places(opened) == numbered("county", *range(5, 10))


def test_nothing_is_delivered_behind_a_gap(feed, write):
    """A later event that is visible before an earlier one would otherwise hide it for ever."""
    write("county", 4)
    write.database["changes"].delete_one({"number": 3})
    with feed() as opened:
        assert places(opened) == numbered("county", 1, 2)


def test_an_event_whose_article_was_deleted_comes_without_it(feed, write):
    write("county")
    write.database["articles"].delete_many({})
    with feed() as opened:
        assert [event.article for event in opened] == [None]


@pytest.mark.parametrize("stream", [True, False], ids=["change stream", "polling"])
def test_a_feed_that_follows_hears_of_new_events_and_new_sites(feed, write, monkeypatch, stream):
    if not stream:
        monkeypatch.setattr(waking.Waking, "__enter__", lambda self: self)
        monkeypatch.setattr("newscrawl.mongo.events.feed.NEW_SITES_EVERY", 0.5)
    write("county", 2)

    def later():
        for site in ("county", "portal", "county", "portal"):
            time.sleep(0.3)
            write(site)

    thread = threading.Thread(target=later)
    thread.start()
    started = time.monotonic()
    with feed(follow=True) as opened:
        events = list(islice(opened, 6))
    thread.join()
    assert sorted(places(events)) == [*numbered("county", 1, 2, 3, 4), *numbered("portal", 1, 2)]
    assert time.monotonic() - started < 6


def test_a_change_stream_wakes_at_once(feed, write, monkeypatch):
    if "setName" not in write.database.client.admin.command("hello"):
        pytest.skip("a standalone MongoDB has no change streams")
    monkeypatch.setattr(waking, "PAUSE", 20.0)
    write("county")
    times = []

    def later():
        time.sleep(1)
        times.append(time.monotonic())
        write("county")

    with feed(follow=True) as opened:
        events = iter(opened)
        next(events)
        thread = threading.Thread(target=later)
        thread.start()
        assert next(events).number == 2
        assert time.monotonic() - times[0] < 2
        thread.join()


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\n", "x" * 101, "$where/"])
def test_a_consumer_has_a_name_that_can_be_kept(feed, name):
    with pytest.raises(ConfigurationError, match="no name"), feed(name):
        pass


def test_without_a_mongodb_it_says_so():
    with pytest.raises(StoreUnavailableError), changes("job", uri="mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=50"):
        pass
