"""How right a declaration is on pages of which is known what they should give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.rereading import Rereader
from newscrawl.scaffolding.saved_pages import SavedPage

__all__ = ["LISTING_MARKS", "Case", "Score", "candidate", "prove", "truth_of"]

TOLD_BY = {
    "published": ("published_at",),
    "body": ("body", "body_hash"),
    "article_links": ("articles",),
    "next_page": ("further",),
}
LISTING_MARKS = frozenset(["article_links", "next_page"])


@dataclass(frozen=True, slots=True)
class Case:
    """A page, and what it should give, as expected.json has it. ``fresh``: it is of today."""

    page: SavedPage
    truth: dict[str, Any]
    fresh: bool = False


@dataclass(slots=True)
class Score:
    """A declaration of a field, and how right it is. ``css`` is None for a field that is found by itself.

    ``precision``: how much of what it finds is right; ``recall``: how much of what there is it finds. ``by_age``: pages on
    which it is wholly right, and all of them, for saved and for fresh ones.
    """

    css: str | None
    right: int = 0
    found: int = 0
    there: int = 0
    by_age: dict[bool, tuple[int, int]] = field(default_factory=lambda: {False: (0, 0), True: (0, 0)})

    @property
    def precision(self) -> float:
        """In 0..1; 1 when nothing is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """In 0..1; 1 when there is nothing to find."""
        return self.right / self.there if self.there else 1.0

    @property
    def good(self) -> float:
        """Both in one number: their harmonic mean."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0

    def add(self, told: frozenset[Any], truth: frozenset[Any], *, fresh: bool) -> None:
        """Count a page."""
        self.right += len(told & truth)
        self.found += len(told)
        self.there += len(truth)
        right, pages = self.by_age[fresh]
        self.by_age[fresh] = right + (told == truth), pages + 1


def candidate(kind: type[NewsSpider], name: str, css: str | None) -> type[NewsSpider]:
    """A spider with another declaration; one that is found by itself with None."""
    return type(kind.__name__, (kind,), {name: css})


def prove(kind: type[NewsSpider], name: str, css: str | None, cases: Iterable[Case], settings: Settings) -> Score:
    """How right ``css`` is for a field, on the pages that tell of it. What a page gives without it does not count for it."""
    cases = list(cases)
    pages = {fresh: [case.page for case in cases if case.fresh is fresh] for fresh in (False, True)}
    readers = {fresh: Rereader(candidate(kind, name, css), settings, pages[fresh]) for fresh in pages}
    score = Score(css)
    for case in relevant(name, cases):
        outcome = readers[case.fresh].read(case.page)
        missed = css is not None and name in outcome.unmatched
        told = frozenset() if missed else truth_of(name, facts(outcome, kind.timezone))
        score.add(told, truth_of(name, case.truth), fresh=case.fresh)
    return score


def relevant(name: str, cases: Sequence[Case]) -> list[Case]:
    """The pages of which a field is told."""
    return [case for case in cases if not case.page.is_part and (name in LISTING_MARKS) == ("articles" in case.truth)]


def truth_of(name: str, told: dict[str, Any]) -> frozenset[Any]:
    """What a page gives of a field, as a set: the addresses of a list, or a single value."""
    parts = [told.get(part) for part in TOLD_BY.get(name, (name,))]
    if name in LISTING_MARKS:
        return frozenset(line.rpartition(" ")[2] for line in parts[0] or ())
    return frozenset([repr(parts)]) if any(parts) else frozenset()
