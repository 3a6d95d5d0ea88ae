"""Answers of a host that was asked too much."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

__all__ = ["OVERRUN", "retry_after"]

OVERRUN = frozenset([429, 503])


def retry_after(response: Response, now: datetime | None = None) -> float | None:
    """Seconds that an answer asks to wait (RFC 9110, section 10.2.3), of a number or a date; None when it says nothing of it."""
    told = response.headers.get("Retry-After")
    text = told.decode("latin-1").strip() if told else ""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, OverflowError):
        return None
