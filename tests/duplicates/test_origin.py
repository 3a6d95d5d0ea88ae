"""Which article of a story is its origin."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from newscrawl.duplicates.origin import precedence

AT = datetime(2020, 3, 20, 4, 20, tzinfo=UTC)
MIDNIGHT = datetime(2020, 3, 19, 16, tzinfo=UTC)  # of that day in China
URL = "http://www.qinghe.example.cn/1.html"
HOUR = timedelta(hours=1)


def test_the_earliest_comes_first_and_one_without_a_time_last() -> None:
    keys = [precedence(AT, "b"), precedence(AT, "c"), precedence(AT + HOUR, "a"), precedence(None, "a")]
    assert all(sorted(order) == keys for order in permutations(keys))


@pytest.mark.parametrize(
    ("precision", "first", "end"),
    [
        ("day", MIDNIGHT, MIDNIGHT + 24 * HOUR),
        ("hour", AT.replace(minute=0), AT.replace(minute=0) + HOUR),
        ("month", datetime(2020, 1, 31, 16, tzinfo=UTC), datetime(2020, 2, 29, 16, tzinfo=UTC)),
        ("month", datetime(2020, 2, 29, 16, tzinfo=UTC), datetime(2020, 3, 31, 16, tzinfo=UTC)),
        ("month", datetime(2020, 12, 1, 5, tzinfo=UTC), datetime(2021, 1, 1, 5, tzinfo=UTC)),
    ],
)
def test_what_is_told_roughly_counts_at_its_end(precision: str, first: datetime, end: datetime) -> None:
    rough = precedence(first, "a", precision)
    assert precedence(end - timedelta(seconds=1), "b", "second") > rough > precedence(end - timedelta(seconds=2), "b")


@pytest.mark.parametrize("precision", ["second", "minute", None])
def test_what_is_told_exactly_counts_as_told(precision: str | None) -> None:
    assert precedence(AT, "a", precision) == precedence(AT, "a")


@pytest.mark.parametrize(
    "told",
    [
        {"source_url": "http://www.other.example.com/"},
        {"source": "秦南日报", "publisher": "青禾在线"},
        {"source": "秦南日报", "source_url": "http://www.other.example.com/"},
    ],
)
def test_who_names_another_source_comes_a_day_later(told: dict[str, str]) -> None:
    repost = precedence(AT, "a", url=URL, **told)
    assert precedence(AT + 23 * HOUR, "b") < repost < precedence(AT + 25 * HOUR, "b")
    assert precedence(None, "a", url=URL, **told) > precedence(None, "b")


@pytest.mark.parametrize(
    "told",
    [
        {"source": "秦南日报"},  # whose name the site itself has is not known
        {"source": "青禾在线", "publisher": "青禾在线网站"},
        {"source": "青禾县人民政府办公室", "publisher": "青禾县人民政府"},
        {"source": "《青禾在線》", "publisher": "青禾在线"},
        {"source": "本站原创", "publisher": "青禾在线"},
        {"source": "本报讯", "publisher": "青禾在线"},
        {"source": "秦南日报", "source_url": "http://search.qinghe.example.cn/?q=1"},
        {"publisher": "青禾在线"},
        {},
    ],
)
def test_the_site_itself_or_nobody_is_no_other_source(told: dict[str, str]) -> None:
    assert precedence(AT, "a", url=URL, **told) == precedence(AT, "a")
