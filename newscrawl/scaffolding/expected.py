"""What is expected of saved pages, as a person reviews it, and how what is read differs from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, tzinfo
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newscrawl.exceptions import ConfigurationError
from newscrawl.items import Article, Entry
from newscrawl.scaffolding.rereading import Outcome
from newscrawl.text.dates import Moment

__all__ = ["Difference", "differences", "facts", "read_expected"]

CHINA, UTC = ZoneInfo("Asia/Shanghai"), ZoneInfo("UTC")
WORDS = ("title", "subtitle", "summary")
OTHERS = (
    "source", "source_url", "authors", "editors", "channel", "breadcrumbs", "keywords", "read_count", "images", "attachments",
)  # fmt: skip
LONG_LINE, HEAD, TAIL = 80, 50, 20  # characters of a paragraph: a longer one is its two ends
MANY_LINES, FIRST, LAST = 16, 8, 4  # paragraphs of a body: of more there are the first and the last ones
MOST_ENTRIES = 100  # of a listing; a sitemap has thousands
FORMS = {"month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%d %H:00", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}  # fmt: skip


class Difference(NamedTuple):
    """A field of a page that is not read as expected. What is not there is None."""

    file: str
    url: str
    field: str
    expected: Any
    read: Any


def facts(outcome: Outcome, zone: str | None = None) -> dict[str, Any]:
    """What a page gave, as expected.json has it. Times stand in the site's zone, as its pages tell them."""
    told: dict[str, Any]
    if outcome.article:
        told = article_facts(outcome.article, zone) | {"missing_part": outcome.missing}
    elif outcome.nothing:
        told = {"nothing": outcome.nothing}
    else:
        lines = [line_of(entry, zone) for entry in outcome.entries]
        told = {"articles": listed(lines), "further": listed([request.url for request in outcome.further])}
    told["declared_and_not_found"] = outcome.unmatched
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def article_facts(article: Article, zone: str | None) -> dict[str, Any]:
    """The fields that are there, in the order in which a reader meets them."""
    here = ZoneInfo(zone) if zone else CHINA if article.language == "zh" else UTC
    told: dict[str, Any] = {name: getattr(article, name) for name in WORDS}
    told["published_at"] = moment(article.published_at, article.published_precision, here)
    told["modified_at"] = moment(article.modified_at, "second", here)
    told |= {name: plain(getattr(article, name)) for name in OTHERS}
    told["canonical_url"] = article.canonical_url
    if article.body:
        told |= body_facts(article.body)
    return told


def body_facts(body: str) -> dict[str, Any]:
    """A text: its paragraphs, long ones and long texts by their ends, and what tells that the rest is the same."""
    lines = [short(line) for line in body.split("\n")]
    if (left := len(lines) - FIRST - LAST) > 0 and len(lines) > MANY_LINES:
        lines = [*lines[:FIRST], f"… {left} paragraphs …", *lines[-LAST:]]
    return {"body": lines, "body_length": len(body), "body_hash": blake2b(body.encode(), digest_size=8).hexdigest()}


def short(line: str) -> str:
    """A paragraph, or its two ends."""
    return line if len(line) <= LONG_LINE else f"{line[:HEAD]} … {line[-TAIL:]}"


def listed(lines: list[str]) -> list[str]:
    """The lines of a list; of a very long one the first, and what tells that the rest is the same."""
    if len(lines) <= MOST_ENTRIES:
        return lines
    told = blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()
    return [*lines[:MOST_ENTRIES], f"… {len(lines) - MOST_ENTRIES} more, in all {told}"]


def line_of(entry: Entry, zone: str | None) -> str:
    """What a listing says of an article, in a line: date, title, address."""
    here = ZoneInfo(zone) if zone else CHINA
    date: Moment | None = entry.date
    return f"{moment(date.at, date.precision, here) if date else '-'} | {entry.title or '-'} | {entry.url}"


def moment(at: datetime | None, precision: str | None, here: tzinfo) -> str | None:
    """A time as precisely as it was told."""
    return at.astimezone(here).strftime(FORMS.get(precision or "second", FORMS["second"])) if at else None


def plain(value: Any) -> Any:
    """A value as JSON has it; pictures and files as one line each."""
    if isinstance(value, list):
        return [one if isinstance(one, str) else " | ".join(filter(None, asdict(one).values())) for one in value]
    return value


def differences(page_file: str, url: str, expected: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[Difference]:
    """Field by field, in the order of what was expected."""
    for name in dict.fromkeys([*expected, *read]):
        if expected.get(name) != read.get(name):
            yield Difference(page_file, url, name, expected.get(name), read.get(name))


def read_expected(path: Path) -> dict[str, dict[str, Any]]:
    """What is expected, by the names of the pages' files. Raises ConfigurationError."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
        return {name: dict(told) for name, told in found.items()}
    except FileNotFoundError:
        raise ConfigurationError(f"{path} is missing: newscrawl save-page writes it") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{path} does not hold what is expected of pages: {error}") from None
