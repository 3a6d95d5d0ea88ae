import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newscrawl.items import Article
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.articles.queries import count_by_site, day_bounds, find_articles, windows
from newscrawl.mongo.client import open_async_database, open_database

NOW = datetime.now(UTC)
AGES = {"now": 0, "hours": 0.2, "week": 7, "year": 400, "old": 30_000}  # days


def article(name: str, **changes) -> Article:
    address = f"http://county.example/{name}.html"
    return replace(Article(url=address, canonical_url=address, site="county", title=name), **changes)


ARTICLES = [
    *(article(name, published_at=NOW - timedelta(days=days)) for name, days in AGES.items()),
    article("future", published_at=NOW + timedelta(days=3)),
    article("undated"),
    article("Portal (1)", site="portal", region="610724", published_at=datetime(2020, 3, 20, 15, 59, tzinfo=UTC)),
    article("portal next day", site="portal", published_at=datetime(2020, 3, 20, 16, 0, tzinfo=UTC)),
]
NEWEST_FIRST = ["future", "now", "hours", "week", "year", "portal next day", "Portal (1)", "old", "undated"]


@pytest.fixture
def database(mongo_uri, database_name):
    async def fill():
        async with open_async_database(mongo_uri, database_name) as database:
            await Articles(database).ensure_indexes()
            await Intake(database).store(ARTICLES)

    asyncio.run(fill())
    with open_database(mongo_uri, database_name) as opened:
        yield opened


def titles(*args, **kwargs) -> list[str]:
    return [document["title"] for document in find_articles(*args, **kwargs)]


@pytest.mark.mongo
def test_newest_first_and_undated_last(database):
    assert titles(database) == NEWEST_FIRST
    for limit in range(len(NEWEST_FIRST) + 2):
        assert titles(database, limit=limit) == NEWEST_FIRST[:limit]


@pytest.mark.mongo
def test_filters(database):
    assert titles(database, site="portal") == ["portal next day", "Portal (1)"]
    assert titles(database, region="610724") == ["Portal (1)"]
    assert titles(database, title="PORTAL") == ["portal next day", "Portal (1)"]
    assert titles(database, title="l (1)") == ["Portal (1)"], "the text is no pattern"
    assert titles(database, title=".*") == []
    assert titles(database, title="\ud83d") == []
    assert titles(database, site="portal", limit=1) == ["portal next day"]


@pytest.mark.mongo
def test_a_day_is_a_day_where_the_site_is(database):
    day = date(2020, 3, 20)
    since, until = day_bounds(day, day, ZoneInfo("Asia/Shanghai"))
    assert titles(database, since=since, until=until) == ["Portal (1)"]
    assert titles(database, since=until, until=until + timedelta(days=1)) == ["portal next day"]
    assert titles(database, since=NOW - timedelta(days=8)) == ["future", "now", "hours", "week"]


@pytest.mark.mongo
def test_count_by_site(database):
    assert count_by_site(database) == {"county": 7, "portal": 2}


@pytest.mark.parametrize("since", [None, NOW - timedelta(days=100), NOW + timedelta(days=1)])
@pytest.mark.parametrize("until", [None, NOW - timedelta(days=50), NOW + timedelta(days=9)])
def test_windows_follow_each_other_without_gap_or_overlap(since, until):
    found = [window for window in windows(since, until) if window is not None]
    assert found[0].get("$lt") == until
    assert found[-1]["$gte"] == (since or datetime.min.replace(tzinfo=UTC))
    assert [window["$lt"] for window in found[1:]] == [window["$gte"] for window in found[:-1]]
