"""How fresh news are, and when they are less so than they were."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.runs.freshness import Seen, freshness, happened, slow

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def seen(hours: float, lag: float, *, exact: bool = True) -> Seen:
    """An article that was published so many hours ago, and seen so many hours later."""
    at = NOW - timedelta(hours=hours)
    return Seen(at, at + timedelta(hours=lag), exact)


def test_freshness_is_that_of_news():
    news = [seen(n, n / 10) for n in range(1, 11)]
    archive, vague, ahead = seen(24 * 90, 2000), seen(3, 20, exact=False), seen(3, -1)
    assert freshness([*news, archive, vague, ahead]) == {"p50": 0.55, "p95": 0.96}
    assert freshness(news[:1]) == {}
    assert freshness([*(seen(1000 + n, 90) for n in range(99)), *(seen(n, 1) for n in range(200, 300))])["p95"] == 1, (
        "the latest"
    )


def test_news_that_are_seen_much_later_than_before_are_slow():
    before = [seen(n, 1 + n % 3) for n in range(200, 400)]
    assert slow([*before, *(seen(50 + n / 10, 3) for n in range(30))]) is None
    found = slow([*before, *(seen(50 + n / 10, 13) for n in range(30))])
    assert (found.lag, found.before) == (13, 2)
    assert str(found).startswith("half of its latest 20 articles were seen more than 13.0 h after")
    assert slow([*(seen(n, 13 if n % 60 < 20 else 1) for n in range(200, 500)), *(seen(9, 13) for _ in range(20))]) is None, "now and then"  # fmt: skip


@pytest.mark.parametrize(
    "articles", [[], [seen(n, 1) for n in range(60)], [seen(n, 100 * (n < 20)) for n in range(100)]]
)
def test_too_little_is_known_of_a_new_site(articles):
    assert slow(articles) is None


def test_an_article_that_tells_its_day_alone_happened_when_it_was_seen_on_it():
    assert happened(seen(9, 5)) == NOW - timedelta(hours=9)
    assert happened(seen(9, 5, exact=False)) == NOW - timedelta(hours=4)
    assert happened(seen(90, 80, exact=False)) == NOW - timedelta(hours=66)
