"""Dates: every way in which news pages write them, and what only looks like one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newscrawl.text.dates import chinese_number, find_moments, parse_moment

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2020, 3, 20, 4, 0, tzinfo=UTC)  # noon in China


def told(text: str, now: datetime = NOW) -> tuple[str, str] | None:
    """The first date of a text as local time and precision."""
    found = next(find_moments(text, CHINA, now), None)
    return (f"{found.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", found.precision) if found else None


@pytest.mark.parametrize(
    ("text", "local", "precision"),
    [
        ("2018年06月13日08:19", "2018-06-13 08:19:00", "minute"),  # no blank before the hour
        ("2018年6月13日 8时19分", "2018-06-13 08:19:00", "minute"),
        ("2018年6月13日8时19分05秒", "2018-06-13 08:19:05", "second"),
        ("2018年6月13日8点19分", "2018-06-13 08:19:00", "minute"),
        ("2018年6月13日", "2018-06-13 00:00:00", "day"),
        ("2018年06月13日 星期三 08:19", "2018-06-13 08:19:00", "minute"),
        ("2018 年 6 月 13 日", "2018-06-13 00:00:00", "day"),
        ("发布时间:2020-03-20 12:20:59 阅读:", "2020-03-20 12:20:59", "second"),
        ("时间：2018-06-13 08:19来源：西乡时报", "2018-06-13 08:19:00", "minute"),
        ("2018-6-3", "2018-06-03 00:00:00", "day"),
        ("2018/06/13 08:19", "2018-06-13 08:19:00", "minute"),
        ("20180613 08:19 来源:", "2018-06-13 08:19:00", "minute"),
        ("2018.06.13", "2018-06-13 00:00:00", "day"),
        ("[2018-06-13]", "2018-06-13 00:00:00", "day"),
        ("（2018-06-13 08：19）", "2018-06-13 08:19:00", "minute"),
        ("2018-06-13T08:19:20+08:00", "2018-06-13 08:19:20", "second"),
        ("2018-06-13T08:19:20.123+0800", "2018-06-13 08:19:20", "second"),
        ("2018-06-13T00:19:20Z", "2018-06-13 08:19:20", "second"),
        ("2018-06-13T00:19:20.000Z", "2018-06-13 08:19:20", "second"),
        ("2018-06-13 00:19 GMT", "2018-06-13 08:19:00", "minute"),
        ("2018-06-13 02:19 GMT+2", "2018-06-13 08:19:00", "minute"),
        ("2018-06-12T19:19:00-05:00", "2018-06-13 08:19:00", "second"),
        ("2018年6月13日下午3:05", "2018-06-13 15:05:00", "minute"),
        ("2018-06-13 上午 12:05", "2018-06-13 12:05:00", "minute"),
        ("2018-06-13 凌晨12:05", "2018-06-13 00:05:00", "minute"),
        ("20-03-2018", "2018-03-20 00:00:00", "day"),
        ("13/06/2018 08:19", "2018-06-13 08:19:00", "minute"),
        ("13.06.2018", "2018-06-13 00:00:00", "day"),
        ("06/13/2018", "2018-06-13 00:00:00", "day"),  # only a month can be 06 here
        ("Wed, 13 Jun 2018 00:19:20 GMT", "2018-06-13 08:19:20", "second"),
        ("June 13, 2018", "2018-06-13 00:00:00", "day"),
        ("June 13th, 2018 at 8:19 a.m.", "2018-06-13 08:19:00", "minute"),
        ("Jun. 13, 2018 8:19 PM", "2018-06-13 20:19:00", "minute"),
        ("Published 12:30 AM", None, None),
        ("Sept 3, 2018 12:30 am", "2018-09-03 00:30:00", "minute"),
        ("Sept 3, 2018 12:30 pm", "2018-09-03 12:30:00", "minute"),
        ("13 June 2018", "2018-06-13 00:00:00", "day"),
        ("the 3rd of May 2018", "2018-05-03 00:00:00", "day"),
        ("六月 13, 2018", "2018-06-13 00:00:00", "day"),
        ("十二月 3, 2018 08:19", "2018-12-03 08:19:00", "minute"),
        ("2018-06-13（星期三）08:19", "2018-06-13 08:19:00", "minute"),
        ("[2018-06-13] [08:19]", "2018-06-13 08:19:00", "minute"),
        ("二〇一八年六月十三日", "2018-06-13 00:00:00", "day"),
        ("二○一八年十二月三十一日", "2018-12-31 00:00:00", "day"),
        ("二零一八年十月二十日", "2018-10-20 00:00:00", "day"),
    ],
)
def test_a_date_is_missed_or_misread_in_one_of_its_forms(text: str, local: str | None, precision: str | None) -> None:
    assert told(text) == ((local, precision) if local else None)


@pytest.mark.parametrize(
    ("text", "local", "precision"),
    [
        ("今天 08:19", "2020-03-20 08:19:00", "minute"),
        ("今天08:19", "2020-03-20 08:19:00", "minute"),
        ("昨天", "2020-03-19 00:00:00", "day"),
        ("昨日 23:59", "2020-03-19 23:59:00", "minute"),
        ("前天", "2020-03-18 00:00:00", "day"),
        ("3小时前", "2020-03-20 09:00:00", "hour"),
        ("3个小时前", "2020-03-20 09:00:00", "hour"),
        ("25 分钟前", "2020-03-20 11:35:00", "minute"),
        ("5 minutes ago", "2020-03-20 11:55:00", "minute"),
        ("an hour and 2 hours ago", "2020-03-20 10:00:00", "hour"),
        ("刚刚", "2020-03-20 12:00:00", "minute"),
    ],
)
def test_times_told_from_now_use_the_clock_of_the_crawl(text: str, local: str, precision: str) -> None:
    assert told(text) == (local, precision)


@pytest.mark.parametrize(
    ("text", "day"), [("2天前", "2020-03-18"), ("1周前", "2020-03-13"), ("3 days ago", "2020-03-17")]
)
def test_days_ago_are_no_more_precise_than_a_day(text: str, day: str) -> None:
    found = told(text)
    assert found is not None
    assert (found[0][:10], found[1]) == (day, "day")


def test_today_is_the_day_of_the_site_and_not_of_greenwich() -> None:
    late = datetime(2020, 3, 19, 17, 0, tzinfo=UTC)  # one in the morning of the 20th in China
    assert told("今天 00:30", late) == ("2020-03-20 00:30:00", "minute")
    assert told("昨天 00:30", late) == ("2020-03-19 00:30:00", "minute")


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("12月31日", datetime(2020, 1, 2, tzinfo=UTC), "2019-12-31"),
        ("12-31 08:19", datetime(2020, 1, 2, tzinfo=UTC), "2019-12-31"),
        ("01-01 08:19", datetime(2020, 1, 2, tzinfo=UTC), "2020-01-01"),
        ("1月1日", datetime(2019, 12, 31, 15, 0, tzinfo=UTC), "2020-01-01"),  # an hour before midnight in China
        ("03-23 08:19", datetime(2020, 3, 20, tzinfo=UTC), "2019-03-23"),
        ("2月29日", datetime(2020, 3, 20, tzinfo=UTC), "2020-02-29"),
    ],
)
def test_a_date_without_a_year_is_never_a_year_ahead(text: str, now: datetime, day: str) -> None:
    found = told(text, now)
    assert found is not None
    assert found[0][:10] == day


@pytest.mark.parametrize(
    "text", ["2018-02-30", "2018年6月31日", "31/04/2018", "February 30, 2018", "2019-02-29 08:19", "2月30日"]
)
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "电话：010-12-345678",
        "热线 0916-2018-0613",
        "电话 13820180613",
        "IP 192.168.10.12",
        "IP：20.18.06.13",
        "12.20.19.99",
        "v2018.6 版",
        "版本 1.2.3",
        "价格 2018.50 元",
        "2018.613",
        "邮编 723500",
        "京ICP备20180613号",
        "（2018）6号",
        "2018-2019学年",
        "2018/2019",
        "共 2018-06 期",
        "12:30",
        "比分 3-2",
        "3-12 岁",
        "2018年6月",
        "May the force",
        "第20180613期",
        "1234567890",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize("text", ["18-06-13 08:19", "18/06/13", "18.06.13 08:19", "'18年6月"])
def test_a_year_of_two_digits_is_not_guessed(text: str) -> None:
    assert told(text) is None


def test_a_range_of_days_gives_its_first() -> None:
    assert told("2018-06-13至2018-06-20") == ("2018-06-13 00:00:00", "day")
    assert told("2018-06-13 - 2018-06-20") == ("2018-06-13 00:00:00", "day")


def test_an_hour_of_25_or_a_minute_of_61_is_not_taken_for_a_time() -> None:
    assert told("2018-06-13 25:10") == ("2018-06-13 00:00:00", "day")
    assert told("2018-06-13 08:61") == ("2018-06-13 00:00:00", "day")


def test_the_year_of_the_next_date_is_not_taken_for_an_hour() -> None:
    assert told("2018-06-13 2019-06-14") == ("2018-06-13 00:00:00", "day")


def test_every_date_of_a_line_is_found_in_its_order() -> None:
    found = find_moments("更新：2018-06-14 10:00 发布：2018-06-13 08:19", CHINA, NOW)
    assert [one.raw for one in found] == ["2018-06-14 10:00", "2018-06-13 08:19"]


@pytest.mark.parametrize(
    ("value", "local", "precision"),
    [
        ("20180613", "2018-06-13 00:00:00", "day"),
        ("201806130819", "2018-06-13 08:19:00", "minute"),
        ("20180613081920", "2018-06-13 08:19:20", "second"),
        ("1528849160", "2018-06-13 08:19:20", "second"),
        ("1528849160000", "2018-06-13 08:19:20", "second"),
        (" 2018-06-13 08:19 ", "2018-06-13 08:19:00", "minute"),
    ],
)
def test_values_for_machines_are_read_as_they_are(value: str, local: str, precision: str) -> None:
    found = parse_moment(value, CHINA, NOW)
    assert found is not None
    assert (f"{found.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", found.precision) == (local, precision)


@pytest.mark.parametrize(
    "value", ["", "20181313", "2018", "null", "0000-00-00 00:00:00", "20180631", "9999999999", "yesterday"]
)
def test_a_value_for_machines_that_is_no_date_is_none(value: str) -> None:
    assert parse_moment(value, CHINA, NOW) is None


def test_every_moment_is_in_utc() -> None:
    for text in ("2018-06-13 08:19", "今天", "3小时前", "2018-06-13T08:19:20-05:00"):
        found = next(find_moments(text, CHINA, NOW))
        assert found.at.utcoffset() == timedelta(), text


def test_a_long_line_of_digits_is_read_in_time() -> None:
    assert told("1" * 100_000) is None
    assert told("2018-" * 20_000) is None


@pytest.mark.parametrize(("text", "number"), [("一", 1), ("十", 10), ("十九", 19), ("二十", 20), ("三十一", 31)])
def test_chinese_numbers_are_counted_in_tens(text: str, number: int) -> None:
    assert chinese_number(text) == number
