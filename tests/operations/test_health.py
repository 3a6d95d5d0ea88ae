"""Which sites somebody has to look at."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.mongo.crawls.schedules import CLAIM
from newscrawl.operations.health import examine
from newscrawl.runs.timing import Timing

pytestmark = pytest.mark.mongo

NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)  # so that a run that goes on was heard of
SITE = Timing("county", "1h")


def runs(database, *verdicts: str | None) -> None:
    """Runs an hour apart, the latest now."""
    documents = []
    for age, verdict in enumerate(reversed(verdicts)):
        at = NOW - timedelta(hours=age)
        known = {
            "site": "county",
            "trigger": "schedule",
            "host": "h",
            "pid": 1,
            "versions": {},
            "started_at": at,
            "beat_at": at,
        }
        end = {"ended_at": at if verdict else None, "verdict": verdict, "reason": f"{verdict} {age}"}
        documents.append({"_id": f"run{age}", **known, **end})
    if documents:
        database["runs"].insert_many(documents)


@pytest.mark.parametrize(
    ("verdicts", "record", "state", "first", "last"),
    [
        (["ok", "ok"], {}, "ok", None, "run0"),
        (["ok", "site_down", "blocked", "site_down"], {}, "site_down", "run2", "run3"),
        (["site_down", "cancelled"], {}, "ok", None, "run0"),
        (["crashed", "crashed"], {}, "crashed", "run1", None),
        (["ok", "drift", None], {}, "drift", "run1", "run2"),  # one is under way
        ([], {}, "new", None, None),
        (["drift"], {"schedule": {"paused": True}}, "paused", None, None),
        (["ok"], {"schedule": {"next_at": NOW - timedelta(hours=2)}}, "late", None, "run0"),
        (["ok"], {"schedule": {"next_at": NOW + CLAIM, "waits_since": NOW - timedelta(hours=2)}}, "late", None, "run0"),
        (["ok"], {"schedule": {"next_at": NOW + CLAIM, "waits_since": NOW}}, "ok", None, "run0"),
        (["ok"], {"schedule": {"next_at": NOW - timedelta(minutes=9)}}, "ok", None, "run0"),
        ([None], {"schedule": {"next_at": NOW - timedelta(hours=2)}}, "new", None, None),  # it is being crawled
    ],
)
def test_a_sites_runs_tell(database, verdicts, record, state, first, last):
    runs(database, *verdicts)
    found = examine(database, SITE, "610700", record, NOW)
    assert (found.state, found.first_bad and found.first_bad.id, found.last_good and found.last_good.id) == (
        state,
        first,
        last,
    )
    assert found.well is (state in ("ok", "new", "paused"))


@pytest.mark.parametrize(("verdicts", "later", "passing"), [(["ok", None], 0.1, True), (["ok", None], 1.1, False), (["crashed", None], 0.1, False), (["ok", "crashed"], 0.1, False)])  # fmt: skip
def test_a_run_that_was_killed_is_passing_when_it_is_the_first_and_lately(database, verdicts, later, passing):
    runs(database, *verdicts)
    found = examine(database, SITE, "610700", {}, NOW + timedelta(hours=later))
    assert (found.state, found.passing) == ("crashed", passing)


def test_a_site_that_publishes_nothing_any_more_is_quiet(database):
    runs(database, "ok")
    last = NOW - timedelta(days=9)
    database["articles"].insert_many(
        [
            {"site": "county", "published_at": (at := last - timedelta(hours=4 * n)), "first_seen_at": at}
            for n in range(200)
        ]
    )
    found = examine(database, SITE, "610700", {}, NOW)
    assert (found.state, found.since) == ("quiet", last)
    assert found.reason.startswith("no article since; about ")
    database["runs"].update_many({}, {"$set": {"started_at": last}})
    assert examine(database, SITE, "610700", {}, last + timedelta(hours=9)).state == "ok"


def published(database, *times, lag: timedelta = timedelta(0)) -> None:
    database["articles"].insert_many(
        [{"site": "county", "published_at": at, "first_seen_at": at + lag} for at in times]
    )


def test_what_is_dated_in_the_future_hides_nothing(database):
    runs(database, "ok")
    published(database, *(NOW - timedelta(days=9, hours=4 * n) for n in range(200)), NOW + timedelta(days=900))
    assert examine(database, SITE, "610700", {}, NOW).state == "quiet"


def test_a_site_that_could_not_be_crawled_lately_is_not_quiet(database):
    """What it published since its last run is not known."""
    runs(database, *["ok"] + ["cancelled"] * 200)
    published(database, *(NOW - timedelta(days=9, hours=4 * n) for n in range(200)))
    assert examine(database, SITE, "610700", {}, NOW).state == "ok"


def test_an_archive_is_not_quiet(database):
    """A site that had stopped before it was first crawled."""
    runs(database, "ok")
    published(database, *(NOW - timedelta(days=9, hours=4 * n) for n in range(200)), lag=timedelta(days=90))
    assert examine(database, SITE, "610700", {}, NOW).state == "ok"


def test_a_site_with_far_fewer_articles_is_told(database):
    runs(database, "ok")
    published(
        database,
        *(NOW - timedelta(days=7, hours=n) for n in range(900)),
        *(NOW - timedelta(days=n, hours=1) for n in range(7)),
    )
    found = examine(database, SITE, "610700", {}, NOW)
    assert (found.state, found.since) == ("few", NOW - timedelta(days=7))
    assert found.reason.startswith("7 articles in the last 7 days; about 1")


def test_a_site_whose_articles_are_seen_late_is_told_unless_its_runs_failed(database):
    runs(database, "ok", *["ok"] * 40)
    times = [NOW - timedelta(hours=2 * n + 1) for n in range(300)]
    published(database, *times[20:], lag=timedelta(hours=1))
    published(database, *times[:20], lag=timedelta(hours=12))
    found = examine(database, SITE, "610700", {}, NOW)
    assert (found.state, found.since) == ("slow", times[19])
    database["runs"].update_one({"_id": "run30"}, {"$set": {"verdict": "site_down"}})
    assert examine(database, SITE, "610700", {}, NOW).state == "ok"
