"""The groups that the links of a page make, and how much each looks like a list of articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from newscrawl.items import Entry
from newscrawl.listing.dates import Dates
from newscrawl.listing.links import HEADINGS, Found, is_article
from newscrawl.listing.paging import NEXT
from newscrawl.page.blocks import Block
from newscrawl.text.dates import Moment
from newscrawl.text.urls import canonical_url

ASIDE = re.compile(
    r"nav|menu|foot|head(?:er)?\b|side|hot|rank|crumb|link|logo|login|share|pager?\b|pages|banner|friend|tool",
    re.IGNORECASE,
)
ASIDE_TITLE = re.compile(r"排行|热[门点]|推荐|相关|点击|most (?:read|popular)|related|trending|popular", re.IGNORECASE)
PAGER = re.compile(r"[下后]一?[页頁版]|[尾末]页|共\s*\d+\s*[页条]|\bolder\b|\bnext\b", re.IGNORECASE)
TITLE_LIMIT = 16  # characters of the line that heads a list
PAGER_LIMIT = 120
PAGER_REACH = 6  # lines between the last entry of a list and its pager
ROWS = frozenset(["tr", "tbody"])
LEVELS = 4  # elements around a link whose names tell that it is no article's
LONGEST_WORDS = 16  # characters of a link's text that count for it: more do not make it more of a title
MENU_WORDS = 6  # as many of them as the links of menus have
FEW = 3  # links that are a list of their own

Dated = tuple[Found, Moment | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Links that stand in the same kind of place, each address once.

    - ``entries``: what each shows; ``numbers``: the number of each one's line.
    - ``weight``: what its surroundings say: below 1 in menus, hot lists and the like; ``paged``: whether a pager follows.
    - ``score``: how much it looks like a list of articles, in characters of titles; 0 when it does not.
    """

    place: tuple[str, ...]
    entries: Sequence[Entry]
    numbers: Sequence[int]
    weight: float
    paged: bool
    score: float


def groups_of(found: Iterable[Found], lines: Sequence[Block], dates: Dates) -> list[Group]:
    """The groups of a page, the best first."""
    places: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in found:
        places[one.place].append(one)
    pagers = {number for number, line in enumerate(lines) if is_pager(line)}
    groups = []
    for members in map(unique, places.values()):
        told = dates.beside([one.line for one in members])
        paged = any(members[-1].line < number <= members[-1].line + PAGER_REACH for number in pagers)
        for part, weight in parted(list(zip(members, told, strict=True)), lines):
            groups.append(group_of(part, lines, weight, paged=paged))
    groups.sort(key=lambda group: -group.score)
    if headed := next((group for group in groups if is_headed(group, lines) and names_all(group, groups[0])), None):
        groups.insert(0, groups.pop(groups.index(headed)))
    return groups


def is_headed(group: Group, lines: Sequence[Block]) -> bool:
    """Whether its links stand in headings, as titles."""
    return group.score > 0 and lines[group.numbers[0]].tag in HEADINGS


def names_all(group: Group, other: Group) -> bool:
    """Whether a group leads to every article of another, as titles do beside pictures or links to the rest of a text."""
    return {entry.url for entry in group.entries}.issuperset(entry.url for entry in other.entries)


def unique(members: Iterable[Found]) -> Sequence[Found]:
    """Each address once, in the page's order; of several links to one the first with a title."""
    chosen: dict[str, Found] = {}
    for one in members:
        first = chosen.setdefault(key := canonical_url(one.url), one)
        if len(first.words) <= MENU_WORDS < len(one.words):
            chosen[key] = one
    return sorted(chosen.values(), key=lambda one: one.line)


def parted(members: Sequence[Dated], lines: Sequence[Block]) -> Iterator[tuple[Sequence[Dated], float]]:
    """The same links, or in two parts where some lists have dates, and others, made alike, have none; with a weight."""
    lists: dict[etree._Element, list[Dated]] = defaultdict(list)
    for one in members:
        lists[list_around(lines[one[0].line])].append(one)
    bare: list[Dated] = []
    others: list[Dated] = []
    for told in lists.values():
        many = len(told) >= FEW or all(len(one.words) <= MENU_WORDS for one, _ in told)
        (bare if many and not any(date for _, date in told) else others).extend(told)
    if bare and others:
        yield others, 1.0
        yield bare, 0.3
    else:
        yield members, 1.0


def list_around(line: Block) -> etree._Element:
    """The element that holds the items of a list, one of which is the line: the one around it, for a cell its table."""
    return next((one for one in line.around[1:] if one.tag not in ROWS), line.around[0])


def group_of(members: Sequence[Dated], lines: Sequence[Block], weight: float, *, paged: bool) -> Group:
    """The group that some links make; ``paged``: a way to further pages stands behind them."""
    place, numbers = members[0][0].place, [one.line for one, _ in members]
    entries = [Entry(one.url, one.words, date) for one, date in members]
    if is_aside(place[:LEVELS]):
        weight *= 0.3
    if numbers[0] and is_headed_aside(lines[numbers[0] - 1].text) and not paged:
        weight *= 0.05
    return Group(place, entries, numbers, weight, paged, score(entries) * weight * (2 if paged else 1))


def score(entries: Sequence[Entry]) -> float:
    """The characters of the titles beyond those of menus, more where addresses are those of articles, more with dates."""
    articles = sum(is_article(entry.url) for entry in entries) / len(entries)
    dated = sum(entry.date is not None for entry in entries) / len(entries)
    words = sum(max(0, min(len(entry.title), LONGEST_WORDS) - MENU_WORDS) for entry in entries)
    return words * (0.2 + articles) * (1 + 2 * dated)


def is_aside(place: Sequence[str]) -> bool:
    """Whether names around a list say that it is a menu or the like; what is inside an article is its own header."""
    article = next((level for level, name in enumerate(place) if name.startswith("article")), 0)
    return any(ASIDE.search(name) for name in place[article:])


def is_headed_aside(heading: str) -> bool:
    """Whether the line above a list says that it is a hot list or the like."""
    return len(heading) <= TITLE_LIMIT and bool(ASIDE_TITLE.search(heading))


def is_pager(line: Block) -> bool:
    """Whether a line leads to further pages of a list."""
    if line.length > PAGER_LIMIT or not line.linked:
        return False
    return bool(PAGER.search(line.text)) or bool(NEXT.match(line.text))
