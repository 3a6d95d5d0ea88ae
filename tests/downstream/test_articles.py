from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest

from newscrawl.downstream import StoredArticle, articles
from newscrawl.items import Copy
from newscrawl.mongo.articles import queries
from tests.downstream.conftest import AT

pytestmark = pytest.mark.mongo


@pytest.fixture
def read(mongo_uri, database_name):
    return lambda **filters: articles(mongo_uri, database=database_name, **filters)


def test_articles_come_newest_first_with_what_the_store_keeps(read, write):
    write("county", 3)
    write("undated", published_at=None)
    found = list(read())
    assert [type(article) for article in found] == [StoredArticle] * 4
    assert [article.title for article in found] == ["标题3", "标题2", "标题1", "标题1"]
    assert (found[-1].published_at, found[0].visits, found[0].first_seen_at) == (None, 1, AT)
    assert asdict(found[0])["gone_at"] is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"site": "county"}, 30),
        ({"site": "nobody"}, 0),
        ({"region": "610700"}, 2),
        ({"site": "county", "channel": "技术资讯"}, 0),
        ({"channel": "技术资讯"}, 2),
        ({"source": "秦南日报"}, 2),
        ({"heads": True}, 30),
        ({"day": date(2024, 5, 1)}, 9),
        ({"since": AT + timedelta(hours=29)}, 2),
        ({"site": "county", "since": AT + timedelta(hours=2), "until": AT + timedelta(hours=4)}, 2),
        ({}, 32),
    ],
)
def test_filters(read, write, filters, count):
    write("county", 30)
    origin = Copy("0" * 32, "county", "same_content")
    write("portal", 2, region="610700", channel="技术资讯", source="秦南日报", copy_of=origin)
    assert len(list(read(**filters))) == count


def test_a_window_that_held_many_is_followed_by_shorter_ones(monkeypatch):
    windows = queries.windows(None, datetime(2024, 5, 1, tzinfo=UTC))
    first = next(windows)
    lengths = []
    for count in (10_000, 10_000, 1000, 0, 0):
        before, first = first, windows.send(count)
        assert first["$lt"] == before["$gte"]
        lengths.append((first["$lt"] - first["$gte"]) / timedelta(hours=1))
    assert lengths == [12, 6, 6, 12, 24]


def test_windows_come_to_an_end_however_many_there_are():
    windows = queries.windows(None, None)
    next(windows)
    with suppress(StopIteration):
        for step in range(10**6):
            windows.send(0 if step % 2 else 10_000)
    assert step < 10**6 - 1
