"""How sure it is that what was taken for a list of articles is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean

from newscrawl.listing.groups import MENU_WORDS, Group, names_all
from newscrawl.listing.links import is_article, shape
from newscrawl.page.blocks import Block

ENOUGH = 5  # entries that make a list beyond doubt
TAIL = 2  # lines of the last entry behind its title
SENTENCES = 2  # marks of punctuation that a line of an article's text has


def certainty(groups: Sequence[Group], lines: Sequence[Block], *, paged: bool) -> float:
    """How sure it is, in 0..1, that the best group of a page is a list of articles.

    The mean of what is measured of the list itself (size, dates, a pager, like addresses and those of articles, long
    titles, the margin before the next best), times the share of the page's text that stands in it, times what its
    surroundings say. At least 0.7 for every layout of the tests, and 0.4 for every listing of the demo world, the
    last with a single entry; below 0.3 for pages without a list: articles with their related ones and hot lists, logins,
    columns under construction, error pages.
    """
    if not groups or groups[0].score <= 0:
        return 0.0
    best, *others = groups
    paged = paged or best.paged
    dated = sum(entry.date is not None for entry in best.entries) / len(best.entries)
    many = min(1.0, len(best.entries) / ENOUGH)
    backed = (1 + max(many, dated, paged)) / 2  # one or two links are a list only with dates or a pager
    own = mean([many, dated, paged, *signs(best, others)])
    return own * backed * share(best, lines) * min(1.0, best.weight)


def signs(group: Group, others: Sequence[Group]) -> Iterator[float]:
    """What else is measured of a list, each in 0..1: addresses alike, those of articles, titles, margin before others."""
    entries, count = group.entries, len(group.entries)
    second = next((other.score for other in others if not names_all(group, other)), 0.0)
    commonest = max(Counter(shape(entry.url) for entry in entries).values())
    yield (commonest - 1) / max(1, count - 1)
    yield sum(is_article(entry.url) for entry in entries) / count
    yield sum(len(entry.title) > MENU_WORDS for entry in entries) / count
    yield max(0.0, 1 - second / group.score)


def share(group: Group, lines: Sequence[Block]) -> float:
    """How much of the list's words and the page's sentences is the list's."""
    inside = range(group.numbers[0], group.numbers[-1] + 1 + TAIL)
    words = sum(line.length for line in lines[inside.start : inside.stop])
    sentences = sum(line.length for n, line in enumerate(lines) if line.stops >= SENTENCES and n not in inside)
    return words / (words + sentences)
