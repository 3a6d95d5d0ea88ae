"""Dates and times as news pages write them, Chinese and English, as moments in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
CLOCK = (
    r"(?:[\sT,，日(（\[\]|·-]{{0,4}}(?:at\s+|(?:周|星期)[一二三四五六日天][)）]?\s*)?(?P<half{0}>上午|下午|晚上|凌晨|中午|早上)?\s*"
    r"(?P<hour{0}>[01]?\d|2[0-3])\s?[:：时点]\s?(?P<minute{0}>[0-5]\d)(?!\d)"
    r"(?:\s?[:：分]\s?(?P<second{0}>[0-5]\d)(?!\d)(?:[.,]\d{{1,9}})?)?[分秒]?\s?(?P<ampm{0}>[ap]\.?m\b\.?)?"
    r"(?:\s?(?P<offset{0}>Z\b|(?:UTC|GMT)?[+-]\d\d?:?\d{{0,2}}(?!\d)|UTC|GMT))?)?"
)
YEAR = r"(?P<{0}>19[89]\d|20\d\d)"
FORMS = (
    # 2018年06月13日08:19, 2018-06-13 08:19:20, 2018/6/13, 2018.06.13, 2018-06-13T08:19:20+08:00
    rf"(?<![\d]){YEAR.format('y1')}\s?(?:年|[-/.‧－—])\s?(?P<m1>1[0-2]|0?[1-9])\s?(?:月|[-/.‧－—])\s?(?P<d1>3[01]|[12]\d|0?[1-9])(?!\d\d)"
    + CLOCK.format("1"),
    # 13-06-2018, 13/06/2018 08:19
    rf"(?<![\d.])(?P<d2>3[01]|[12]\d|0?[1-9])[-/.](?P<m2>3[01]|[12]\d|0?[1-9])[-/.]{YEAR.format('y2')}(?!\d)" + CLOCK.format("2"),
    # June 13, 2018 8:19 AM
    rf"\b{MONTH_NAME.format('n3')}\s+(?P<d3>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+{YEAR.format('y3')}(?!\d)" + CLOCK.format("3"),
    # 13 June 2018
    rf"(?<!\d)(?P<d4>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH_NAME.format('n4')},?[\s-]+{YEAR.format('y4')}(?!\d)"
    + CLOCK.format("4"),
    # 06月13日 08:19, 06-13 08:19: the year is the crawl's
    r"(?<![\d年./-])(?P<m5>1[0-2]|0?[1-9])(?:月(?P<d5>3[01]|[12]\d|0?[1-9])日|-(?P<e5>3[01]|[12]\d|0[1-9])(?=\s+\d\d?[:：]))"
    + CLOCK.format("5"),
    # 今天 08:19, 昨天
    r"(?P<day6>今天|今日|昨天|昨日|前天)" + CLOCK.format("6"),
    # 3小时前, 5 minutes ago
    r"(?<![\d.])(?P<n7>\d{1,3})\s?(?:个)?(?P<unit7>分钟|小时|天|日|周|minutes?|mins?|hours?|days?|weeks?)\s?(?:之?前|ago\b)",
    r"(?P<now8>刚刚|just now)",
    # 20180613 08:19
    r"(?<!\d)(?P<y9>20\d\d)(?P<m9>1[0-2]|0[1-9])(?P<d9>3[01]|[12]\d|0[1-9])(?=\s+\d\d?[:：]\d\d)" + CLOCK.format("9"),
)  # fmt: skip
DATE = re.compile("|".join(f"(?:{form})" for form in FORMS), re.IGNORECASE)
TOLD = re.compile(r"\d|[今昨前]|刚刚|just|[〇○零一二]")  # what a text with a date has at least
COMPACT = re.compile(r"(19[89]\d|20\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CHINESE_MONTH = re.compile(r"(十?[一二三四五六七八九十])月\s+([0-3]?\d),?\s+((?:19|20)\d\d)(?!\d)")  # 三月 18, 2020
CHINESE_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年(十?[一二三四五六七八九十])月([一二三]?十?[一二三四五六七八九十])日"
)
DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
UNITS = {"分": "minutes", "小": "hours", "天": "days", "日": "days", "周": "weeks", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}  # fmt: skip
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """A point in time as a page told it: in UTC, with the precision that was told, and the words that told it."""

    at: datetime
    precision: str  # second, minute, hour, day, month
    raw: str


def parse_moment(text: str, zone: tzinfo, now: datetime | None = None) -> Moment | None:
    """The moment that a machine-readable value means: any visible form, or 20180613, 20180613081920, Unix seconds.

    ``zone`` is the site's, for times that name none; ``now`` the crawl's clock, for times that are told from it.
    """
    text = text.strip()
    if found := COMPACT.fullmatch(text):
        numbers = [int(group) for group in found.groups() if group]
        return moment(numbers[:3], numbers[3:], zone, text)
    if EPOCH.fullmatch(text):
        return Moment(datetime.fromtimestamp(int(text[:10]), UTC), "second", text)
    return next(find_moments(text, zone, now), None)


def find_moments(text: str, zone: tzinfo, now: datetime | None = None) -> Iterator[Moment]:
    """Every date in a text, in order; those that no calendar has are left out.

    >>> from zoneinfo import ZoneInfo
    >>> [found.precision for found in find_moments("2018年06月13日08:19 来源", ZoneInfo("Asia/Shanghai"))]
    ['minute']
    """
    if not TOLD.search(text):
        return
    if "年" in text:
        text = CHINESE_DATE.sub(in_digits, text)
    elif "月" in text:
        text = CHINESE_MONTH.sub(lambda found: f"{found[3]}年{chinese_number(found[1])}月{found[2]}日", text)
    for found in DATE.finditer(text):
        if told := read_match(found, zone, now or datetime.now(UTC)):
            yield told


def in_digits(found: re.Match[str]) -> str:
    """二〇一八年六月十三日 as 2018年6月13日."""
    return f"{found[1].translate(CHINESE_DIGITS)}年{chinese_number(found[2])}月{chinese_number(found[3])}日"


def chinese_number(text: str) -> int:
    """A number under a hundred in Chinese.

    >>> chinese_number("二十一"), chinese_number("十"), chinese_number("六")
    (21, 10, 6)
    """
    tens, ten, ones = text.rpartition("十")
    digit = int(ones.translate(CHINESE_DIGITS)) if ones else 0
    return digit if not ten else (int(tens.translate(CHINESE_DIGITS)) if tens else 1) * 10 + digit


def read_match(found: re.Match[str], zone: tzinfo, now: datetime) -> Moment | None:
    """The moment of one match of DATE; None when no calendar has it."""
    part = {name.rstrip("123456789"): value for name, value in found.groupdict().items() if value}
    raw = found[0].strip()
    if "now" in part or "unit" in part:
        return before(now, int(part.get("n", 0)), part.get("unit", "m"), raw)
    clock = clock_of(part)
    here = offset_of(part.get("offset")) or zone
    if "day" in part:
        day = now.astimezone(zone) - timedelta(days=DAYS_BACK[part["day"]])
        return moment([day.year, day.month, day.day], clock, here, raw)
    day_of_month = int(part.get("d") or part["e"])
    month = MONTHS.index(part["n"][:3].lower()) + 1 if "n" in part else int(part["m"])
    if "y" not in part:
        return moment([year_before(now, zone, month, day_of_month), month, day_of_month], clock, here, raw)
    if month > 12:  # 06/13/2018, the American order
        month, day_of_month = day_of_month, month
    return moment([int(part["y"]), month, day_of_month], clock, here, raw)


def before(now: datetime, count: int, unit: str, raw: str) -> Moment:
    """A moment told from the crawl's clock, as precise as its unit."""
    name = UNITS[unit[0].lower()]
    precision = {"minutes": "minute", "hours": "hour"}.get(name, "day")
    return Moment(now.astimezone(UTC) - timedelta(**{name: count}), precision, raw)


def clock_of(part: dict[str, str]) -> list[int]:
    """Hour, minute and second as far as they were told, on the 24-hour clock."""
    if "hour" not in part:
        return []
    hour = int(part["hour"])
    afternoon = part.get("half") in ("下午", "晚上") or part.get("ampm", "").lower().startswith("p")
    if afternoon and hour < 12:
        hour += 12
    elif hour == 12 and (part.get("half") == "凌晨" or part.get("ampm", "").lower().startswith("a")):
        hour = 0
    return [hour, int(part["minute"])] + ([int(part["second"])] if "second" in part else [])


def offset_of(text: str | None) -> tzinfo | None:
    """The zone that a time names: Z, UTC, +08:00, GMT+8; None when it names none."""
    if text is None:
        return None
    digits = re.sub(r"[^\d]", "", text)
    if not digits:
        return UTC
    hours, minutes = int(digits[:2]), int(digits[2:4] or 0)
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if "-" in text else 1)
    return timezone(shift) if abs(shift) < timedelta(hours=15) else None


def year_before(now: datetime, zone: tzinfo, month: int, day: int) -> int:
    """The year of a date told without one: the last time that the day was, a day's grace for clocks."""
    today = now.astimezone(zone) + timedelta(days=1)
    return today.year - ((month, day) > (today.month, today.day))


def month(year: int, number: int, zone: tzinfo, raw: str) -> Moment:
    """The start of a month, for texts that tell no more."""
    return Moment(datetime(year, number, 1, tzinfo=zone).astimezone(UTC), "month", raw)


def moment(date: list[int], clock: list[int], zone: tzinfo, raw: str) -> Moment | None:
    """A moment from numbers in a zone; None when no calendar has it."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        at = datetime(date[0], date[1], date[2], hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(at, ("day", "hour", "minute", "second")[len(clock)], raw)
