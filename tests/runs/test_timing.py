"""When a site is due again."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.runs.timing import Timing, parse_every

NOW = datetime(2026, 3, 10, 12, 7, 30, tzinfo=UTC)  # 20:07 in China


def minutes(timing: Timing, now: datetime = NOW, **known) -> float:
    due = timing.after(now, **known)
    assert due > now
    assert due.tzinfo is UTC
    return (due - now) / timedelta(minutes=1)


@pytest.mark.parametrize(
    "text",
    ["", "30", "30s", "0m", "32d", "999999d", "every day", "60 * * * *", "* * *", "0 0 31 2 *", "*/0 * * * *", "30m\n"],
)
def test_what_cannot_be_a_frequency_says_what_can(text):
    with pytest.raises(ValueError, match=r"30m, 6h, 1d|from 1m to 31d"):
        parse_every(text)


@pytest.mark.parametrize(
    ("timing", "known", "expected"),
    [
        (Timing("a", "30m"), {}, 30),
        (Timing("a", "30m"), {"failures": 1}, 60),
        (Timing("a", "30m"), {"failures": 9}, 120),  # it has to be seen when it is mended
        (Timing("a", "1d"), {"failures": 1, "passing": True}, 30),
        (Timing("a", "1d"), {"failures": 4, "passing": True}, 240),
        (Timing("a", "1d"), {"failures": 99, "passing": True}, 5760),
        (Timing("a", "5m"), {"failures": 1, "passing": True}, 10),
        (Timing("a", "1d"), {"passing": True}, 1440),
        (Timing("a", "30 6 * * *"), {"failures": 2, "passing": True}, 60),
        (Timing("a", "2d"), {"articles": 9999}, 2880),
        (Timing("a"), {"articles": 0}, 1440),
        (Timing("a"), {"articles": 14 * 6}, 240),
        (Timing("a"), {"articles": 99_999}, 30),
    ],
)
def test_an_interval_is_kept_but_for_a_tenth(timing, known, expected):
    assert minutes(timing, **known) == pytest.approx(expected, rel=0.1)


def test_sites_that_were_added_together_spread_and_one_is_due_at_one_time():
    waits = [minutes(Timing(f"site{n}", "60m")) for n in range(100)]
    assert max(waits) - min(waits) > 8
    assert minutes(Timing("site1", "60m")) == waits[1]


@pytest.mark.parametrize(
    ("zone", "expected"), [("Asia/Shanghai", datetime(2026, 3, 10, 22, 30, tzinfo=UTC)), ("UTC", datetime(2026, 3, 11, 6, 30, tzinfo=UTC))]
)  # fmt: skip
def test_a_cron_form_is_in_the_sites_zone(zone, expected):
    due = Timing("a", "30 6 * * *", zone=zone).after(NOW)
    assert expected <= due < expected + timedelta(minutes=1)


def test_outside_its_hours_a_site_is_due_when_they_begin():
    day = Timing("a", "1h", hours=(6, 21), zone="Asia/Shanghai").after(NOW)
    assert day.replace(second=0, microsecond=0) == datetime(2026, 3, 10, 22, 0, tzinfo=UTC)
    night = Timing("a", "1h", hours=(22, 2), zone="Asia/Shanghai").after(NOW)
    assert night.replace(second=0, microsecond=0) == datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
    assert minutes(Timing("a", "1h", hours=(6, 23), zone="Asia/Shanghai")) == pytest.approx(60, rel=0.1)


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_a_change_of_the_clock_skips_and_doubles_no_day(day):
    timing = Timing("a", "30 2 * * *", zone="Europe/Berlin")
    first = timing.after(day - timedelta(hours=12))
    second = timing.after(first)
    assert timedelta(hours=22) < second - first < timedelta(hours=26)


def test_a_spider_says_how_often():
    class Site:
        name, region, every, timezone = "a", "610700", "6h", None

    assert Timing.of(Site) == Timing("a", "6h", None, "Asia/Shanghai")
