"""A site that went quiet is told from a night, a Sunday, a holiday and a newsroom with days off."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from newscrawl.runs.quiet import days_off, quiet

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 11, 17, 0, tzinfo=CHINA)  # a Friday


def office(now: datetime = NOW, weeks: int = 8, a_day: int = 6, off=lambda day: day.weekday() > 4) -> list[datetime]:
    """Articles of an office: on working days between 9 and 17."""
    chance = Random(3)
    start = now.date() - timedelta(weeks=weeks)
    days = [start + timedelta(days=number) for number in range(weeks * 7 + 1)]
    return [
        datetime(day.year, day.month, day.day, 9, tzinfo=CHINA) + timedelta(minutes=chance.randrange(480))
        for day in days
        if not off(day)
        for _ in range(a_day)
    ]


def judged(times, now, region="610700"):
    return quiet([at for at in times if at <= now], now, "Asia/Shanghai", days_off(region))


@pytest.mark.parametrize("hours", [0, 3, 16, 40, 63])  # to Monday morning
def test_a_night_and_a_weekend_are_not_quiet(hours):
    assert judged(office(), NOW + timedelta(hours=hours)) is None


def test_days_without_an_article_are():
    assert judged(office(), NOW + timedelta(days=3)) is None
    found = judged(office(), NOW + timedelta(days=6))
    assert found.since == max(office()).astimezone(UTC)
    assert found.expected > 15
    assert str(found).startswith("no article since; about 26 were")
    assert judged(office(), NOW + timedelta(days=200)) is not None, "it stays so"


def test_a_holiday_of_a_week_is_not():
    before = datetime(2026, 9, 30, 17, 0, tzinfo=CHINA)
    after = datetime(2026, 10, 8, 9, 0, tzinfo=CHINA)
    assert judged(office(before), after) is None
    assert quiet(office(before), after, "Asia/Shanghai") is not None, "the calendar made the difference"


def test_a_newsroom_that_took_days_off_before_may_again():
    times = [at for at in office() if not date(2026, 8, 10) <= at.date() <= date(2026, 8, 14)]
    assert judged(times, NOW + timedelta(days=6)) is None
    assert judged(times, NOW + timedelta(days=18)) is not None


@pytest.mark.parametrize("times", [[], office(weeks=2), office(a_day=1)[-19:]], ids=["none", "new", "few"])
def test_too_little_is_known_of_a_new_site(times):
    assert judged(times, NOW + timedelta(days=30)) is None


@pytest.mark.parametrize(
    ("region", "day", "off"),
    [
        ("610700", date(2026, 2, 17), True), ("610700", date(2026, 2, 14), False), ("610700", date(2026, 2, 10), None),
        ("610700", date(2026, 2, 7), None), ("DE-SN", date(2026, 11, 18), True), ("DE-BE", date(2026, 11, 18), None), ("XX", date(2026, 2, 17), None),
    ],
)  # fmt: skip
def test_holidays_are_those_of_the_region(region, day, off):
    assert days_off(region)(day) is off
