"""Which sites somebody has to look at."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.mongo.client import open_database
from newscrawl.operations.health import examine, freshness
from newscrawl.runs.timing import Timing

pytestmark = pytest.mark.mongo

NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)  # so that a run that goes on was heard of
SITE = Timing("county", "1h")


@pytest.fixture
def database(mongo_uri, database_name):
    with open_database(mongo_uri, database_name) as opened:
        yield opened


def runs(database, *verdicts: str | None) -> None:
    """Runs an hour apart, the latest now."""
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
        database["runs"].insert_one({"_id": f"run{age}", **known, **end})


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
    assert examine(database, SITE, "610700", {}, last + timedelta(hours=9)).state == "ok"


def test_freshness_is_that_of_news(database):
    seen = [(NOW - timedelta(hours=n), n / 10) for n in range(1, 11)] + [(NOW - timedelta(days=90), 2000)]
    times = [{"published_at": at, "first_seen_at": at + timedelta(hours=lag)} for at, lag in seen]
    assert freshness(times) == {"p50": 0.55, "p95": 0.96}
    assert freshness(times[:1]) == {}
