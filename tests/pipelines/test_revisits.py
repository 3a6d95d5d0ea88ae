"""When a page is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.settings import Settings

from newscrawl.pipelines.revisits import Revisits, birth

BORN = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
USUAL = Revisits(first=HOUR, growth=2, last=30 * DAY)


def visits(every: timedelta, revisits: Revisits = USUAL) -> list[timedelta]:
    """The ages at which a site that is crawled so often has an article visited, after the first time."""
    visited, ages = BORN, []
    for crawl in range(1, 60 * DAY // every):
        now = BORN + crawl * every
        if revisits.due(BORN, visited, now):
            visited = now
            ages.append(now - BORN)
    return ages


def test_visits_are_frequent_at_first_and_seldom_later() -> None:
    hours = [age / HOUR for age in visits(HOUR / 4)]
    assert hours == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]


def test_they_are_no_more_than_there_are_crawls() -> None:
    assert [age / DAY for age in visits(DAY)] == [1, 2, 4, 8, 16]


def test_an_old_article_is_never_visited_again() -> None:
    assert USUAL.due(BORN, BORN, BORN + 30 * DAY)
    assert not USUAL.due(BORN, BORN, BORN + 31 * DAY)


@pytest.mark.parametrize(("born", "visited"), [(None, BORN), (BORN, None)])
def test_what_nobody_knows_of_is_due(born, visited) -> None:
    assert USUAL.due(born, visited, BORN + 99 * DAY)


def test_with_other_settings_a_page_is_always_due() -> None:
    settings = Settings({"REVISIT_FIRST": 0, "REVISIT_GROWTH": 1, "REVISIT_DAYS": 36_500})
    assert Revisits.of(settings).due(BORN - 2000 * DAY, BORN, BORN)


@pytest.mark.parametrize(
    ("published", "first_seen", "born"),
    [
        (BORN, BORN + HOUR, BORN + HOUR),  # the page tells the day, the crawl the hour
        (BORN, BORN + 9 * DAY, BORN),  # found in an archive
        (BORN + DAY, BORN, BORN),  # a date in the future
        (None, BORN, BORN),
        (BORN, None, BORN),
        (None, None, None),
    ],
)
def test_an_article_is_as_old_as_its_publishing_or_as_its_finding(published, first_seen, born) -> None:
    assert birth(published, first_seen) == born
