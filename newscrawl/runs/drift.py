"""Whether a site's pages have changed so that they are no longer read as before: its own earlier runs say what is normal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from newscrawl.runs.record import FIELDS, Run

__all__ = ["ENOUGH", "MONTH", "Seen", "drift"]

ENOUGH = 20  # articles of a run that is judged, and of the runs before it together
MONTH = timedelta(days=30)  # what is older says nothing of today's pages
MOST, FEW = 0.8, 0.3  # of the pages: a mark that matches nothing on so many did so on few before
USUAL, LEFT = 0.7, 0.5  # of the articles that had a field, and of that share what is left
SAME, DIFFERENT = 0.2, 0.8  # of the titles that differ from each other, now and before
HALF = 0.5  # of the length of bodies
JUDGED = frozenset(["ok", "drift"])  # other runs say nothing of what pages are like
LISTING_MARKS = frozenset(["article_links", "next_page"])


class Seen(NamedTuple):
    """What a run saw: ``articles``, ``fields``, ``marks`` and ``shapes`` as a Run has them, and the number of listing pages."""

    articles: int
    listings: int
    fields: Mapping[str, Mapping[str, int]]
    marks: Mapping[str, int]
    shapes: Mapping[str, int]


def drift(now: Seen, runs: Sequence[Run]) -> list[str]:
    """What was lost since earlier runs, each in a few words; nothing while too little is known of what is normal.

    Runs whose verdict was drift count as well: a change that stays is told of until those from before it are a month old, or the site's
    declarations are mended.
    """
    before = [run for run in runs if run.verdict in JUDGED and run.articles]
    if now.articles < ENOUGH or sum(run.articles for run in before) < ENOUGH:
        return []
    return [*_marks(now, before), *_fields(now, before), *_shapes(now, before)]


def _marks(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    for name, missed in now.marks.items():
        pages, share = (now.listings, 1.0) if name in LISTING_MARKS else (now.articles, MOST)
        earlier = sum(run.marks.get(name, 0) for run in before) / sum(run.articles for run in before)
        if name != "next_page" and missed >= max(share * pages, 1) and earlier <= FEW:
            yield f"{name} matches nothing on {missed} of {max(pages, missed)} pages"


def _fields(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    articles = sum(run.articles for run in before)
    for name in FIELDS:
        share = sum(_found(run.fields, name) for run in before) / articles
        found = _found(now.fields, name)
        if share >= USUAL and found / now.articles <= share * LEFT:
            yield f"{name} was found in {found} of {now.articles} articles, before in {share:.0%}"


def _found(fields: Mapping[str, Mapping[str, int]], name: str) -> int:
    return sum(fields.get(name, {}).values())


def _shapes(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    articles = sum(run.articles for run in before)
    titles, today = (sum(run.shapes.get(name, 0) for run in before) / articles for name in ("titles", "today"))
    if now.shapes["titles"] <= SAME * now.articles and titles >= DIFFERENT:
        yield f"{now.articles} articles have {now.shapes['titles']} titles"
    if now.shapes["today"] >= MOST * now.articles and today <= FEW:
        yield f"{now.shapes['today']} of {now.articles} articles are dated at the moment of the crawl"
    length = sum(run.shapes.get("characters", 0) * run.articles for run in before) / articles
    if now.shapes["characters"] < HALF * length:
        yield f"bodies have {now.shapes['characters']} characters, before {length:.0f}"
