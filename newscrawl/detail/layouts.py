"""The layouts that a site's article pages had before: which page is read with which marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import cached_property
from typing import Any

from newscrawl.detail.dates import in_address
from newscrawl.detail.marks import Marks
from newscrawl.items import Entry

__all__ = ["Layout", "day_of", "marks_on"]


class Layout:
    """What a site declared of its article pages until a day, and that day with it: parts as in ``Marks``.

    ``Layout(until="2019-06-30", title="h2.old", body="#old")``. What it does not name is found by itself.
    """

    def __init__(self, until: str = "", **declared: Any) -> None:
        self.until, self.declared = until, declared

    @cached_property
    def marks(self) -> Marks:
        """Its declarations."""
        return Marks(**self.declared)


def marks_on(day: date | None, layouts: Sequence[Layout], newest: Marks) -> Marks:
    """The marks of a day; the newest when nobody knows the day."""
    if day is None:
        return newest
    old = [layout for layout in layouts if day.isoformat() <= layout.until]
    return min(old, key=lambda layout: layout.until).marks if old else newest


def day_of(entry: Entry | None, url: str, zone: tzinfo) -> date | None:
    """The day of an article as far as it is known before its page is read: by its listing, or by its address."""
    told = entry.date if entry and entry.date else next(in_address(url, zone), None)
    return told.at.astimezone(zone).date() if told else None
