"""Whether a site's pages have changed so that they are no longer read as before: its own earlier runs say what is normal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple, Self

from newscrawl.runs.record import FIELDS, Run

__all__ = ["JUDGED", "MONTH", "Seen", "drift"]

ENOUGH = 20  # articles that are judged, of a run or of the last ones together, and of those before
LISTINGS = 3  # listing pages that are judged, likewise
MONTH = timedelta(days=30)  # what is older says nothing of today's pages
MOST, FEW = 0.8, 0.3  # of the pages: a mark that matches nothing on so many did so on few before
USUAL, LEFT = 0.7, 0.5  # of the articles that had a field, and of that share what is left
SAME, DIFFERENT = 0.2, 0.8  # of the titles that differ from each other, now and before
HALF = 0.5  # of the length of bodies
LESS = 0.8  # of the least that was before: such articles were no sign of a redesign
JUDGED = ("ok", "drift")  # other runs say nothing of what pages are like
LISTING_MARKS = frozenset(["article_links", "next_page"])


class Seen(NamedTuple):
    """What a run saw: ``articles``, ``fields``, ``marks`` and ``shapes`` as a Run has them, and the number of listing pages."""

    articles: int
    listings: int
    fields: Mapping[str, Mapping[str, int]]
    marks: Mapping[str, int]
    shapes: Mapping[str, int]

    @classmethod
    def of(cls, run: Run) -> Self:
        """What a run saw that was kept."""
        return cls(run.articles, run.counts.get("listings", 0), run.fields, run.marks, run.shapes)

    def __or__(self, other: Seen) -> Seen:
        """What two runs saw together; of bodies about the median."""
        articles = self.articles + other.articles
        finders = {name: Counter(self.fields.get(name, {})) + Counter(other.fields.get(name, {})) for name in FIELDS}
        marks = Counter(self.marks) + Counter(other.marks)
        return Seen(articles, self.listings + other.listings, finders, marks, _shaped(self, other))


def drift(now: Seen, before: Sequence[Run], last: Sequence[Run] = ()) -> list[str]:
    """What was lost since earlier runs, each in a few words; nothing while too little is known of what is normal.

    ``before`` are the site's runs of the last MONTH. Those whose verdict was drift say nothing of what is normal: a change that stays is
    told of until the runs from before it are a month old, or the site's declarations are mended. ``last`` are runs by the same
    declarations, the latest first: a site that is crawled often has few articles in each run, so as many of them are taken together
    as are needed.
    """
    normal = [run for run in before if run.verdict == "ok" and run.articles]
    if sum(run.articles for run in normal) < ENOUGH:
        return []
    lost: list[str] = []
    if seen := _together(now, last, _has_listings):
        lost += _links(seen, normal)
    if seen := _together(now, last, _has_articles):
        lost += [*_marks(seen, normal), *_fields(seen, normal), *_shapes(seen, normal)]
    return lost


def _together(now: Seen, last: Sequence[Run], enough: Callable[[Seen], bool]) -> Seen | None:
    """What this run saw, with as many of the last ones as it takes; None when all are not enough."""
    for run in last:
        if enough(now):
            break
        now |= Seen.of(run)
    return now if enough(now) else None


def _has_articles(seen: Seen) -> bool:
    return seen.articles >= ENOUGH


def _has_listings(seen: Seen) -> bool:
    return seen.listings >= LISTINGS or _has_articles(seen)


def _shaped(one: Seen, other: Seen) -> dict[str, int]:
    articles, both = one.articles + other.articles, (one.shapes, other.shapes)
    same = one.shapes.get("title") and one.shapes.get("title") == other.shapes.get("title")
    lengths = sum(seen.shapes.get("characters", 0) * seen.articles for seen in (one, other))
    return {
        "titles": 1 if same else sum(shapes.get("titles", 0) for shapes in both),
        "title": one.shapes["title"] if same else 0,
        "today": sum(shapes.get("today", 0) for shapes in both),
        "characters": lengths // articles if articles else 0,
    }


def _links(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    missed = now.marks.get("article_links", 0)
    pages = sum(run.counts.get("listings", 0) or run.articles for run in before)
    if missed >= max(now.listings, 1) and sum(run.marks.get("article_links", 0) for run in before) / pages <= FEW:
        yield f"article_links matches nothing on {missed} of {max(now.listings, missed)} pages"


def _marks(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    articles = sum(run.articles for run in before)
    for name, missed in now.marks.items():
        earlier = sum(run.marks.get(name, 0) for run in before) / articles
        if name not in LISTING_MARKS and missed >= max(MOST * now.articles, 1) and earlier <= FEW:
            yield f"{name} matches nothing on {missed} of {max(now.articles, missed)} pages"


def _fields(now: Seen, before: Sequence[Run]) -> Iterator[str]:
    articles = sum(run.articles for run in before)
    for name in FIELDS:
        share = sum(_found(run.fields, name) for run in before) / articles
        found = _found(now.fields, name)
        if share < USUAL or found / now.articles > share * LEFT:
            continue
        if found / now.articles <= LESS * min(_found(seen.fields, name) / seen.articles for seen in _samples(before)):
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
    length, characters = sum(run.shapes.get("characters", 0) * run.articles for run in before) / articles, "characters"
    if now.shapes[characters] < min(HALF * length, LESS * min(seen.shapes[characters] for seen in _samples(before))):
        yield f"bodies have {now.shapes['characters']} characters, before {length:.0f}"


def _samples(runs: Sequence[Run]) -> Iterator[Seen]:
    """What was seen before, each time in about as many articles as are judged; some sorts of articles come all at once."""
    seen = Seen(0, 0, {}, {}, {})
    for number, run in enumerate(runs, 1):
        seen |= Seen.of(run)
        if _has_articles(seen) or number == len(runs):
            yield seen
            seen = Seen(0, 0, {}, {}, {})
