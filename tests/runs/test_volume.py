"""A site that publishes far less or far more than it uses to is told from weekends, holidays and its own habits."""

from datetime import datetime, timedelta

import pytest

from newscrawl.runs.quiet import days_off
from newscrawl.runs.volume import volume
from tests.runs.test_quiet import CHINA, NOW, office


def judged(times, now=NOW, region="610700"):
    found = volume(times, now, "Asia/Shanghai", days_off(region))
    return found and (found.state, found.days)


def thinned(times, days: float, every: int, now=NOW):
    """The times with one of so many left in the last days."""
    old = [at for at in times if at <= now - timedelta(days=days)]
    return [*old, *[at for at in times if at > now - timedelta(days=days)][::every]]


@pytest.mark.parametrize(
    "now", [NOW, NOW + timedelta(days=2), NOW + timedelta(days=3, hours=-8)]
)  # Sunday, Monday morning
def test_a_usual_week_is_none(now):
    assert judged(office(now, a_day=30), now) is None


@pytest.mark.parametrize(
    ("times", "state"),
    [
        (thinned(office(a_day=30), 1, 6), ("few", 1)),
        (thinned(office(a_day=8), 7, 6), ("few", 7)),
        (thinned(office(a_day=30), 1, 2), None),
        ([*office(a_day=8), *[at for at in office(a_day=8) if at > NOW - timedelta(days=1)] * 6], ("many", 1)),
        ([*office(a_day=8), *[at for at in office(a_day=8) if at > NOW - timedelta(days=1)] * 2], None),
        (thinned(office(a_day=2), 1, 2), None),  # few articles are soon fewer
    ],
)
def test_far_fewer_and_far_more_are_told(times, state):
    assert judged(times) == state


def test_what_a_site_has_done_before_is_usual():
    lazy = [at for at in office(a_day=30) if at.date().day % 7]
    assert judged([at for at in lazy if at.date() != NOW.date()]) is None
    assert judged([at for at in office(a_day=30) if at.date() != NOW.date()]) == ("few", 1)
    often = [at for at in office(a_day=60) if at.date().day % 5 or at.minute < 15]
    assert judged([at for at in often if at.date() != NOW.date() or at.minute < 12]) is None


def test_a_holiday_of_a_week_is_no_lack():
    before, after = datetime(2026, 9, 30, 17, 0, tzinfo=CHINA), datetime(2026, 10, 7, 17, 0, tzinfo=CHINA)
    assert judged(office(before, a_day=8), after) is None
    assert judged(office(before, a_day=8), after, "XX")[0] == "few", "the calendar made the difference"


@pytest.mark.parametrize("times", [[], office(weeks=3, a_day=30), office(a_day=1)[-19:]], ids=["none", "new", "few"])
def test_too_little_is_known_of_a_new_site(times):
    assert judged(thinned(times, 7, 99)) is None


def test_it_is_said_in_words():
    found = volume(thinned(office(a_day=8), 7, 6), NOW, "Asia/Shanghai", days_off("610700"))
    assert str(found).startswith("7 articles in the last 7 days; about 4")
