"""The element that holds the article: what the page's sentences vote for, and what headline, twins and bylines say of that."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

from lxml import etree

from newscrawl.detail.boilerplate import POST
from newscrawl.detail.byline import DATE, labelled
from newscrawl.page.blocks import BLOCK_TAGS, Block
from newscrawl.text.whitespace import squash

Around = tuple[etree._Element, ...]
Voter = tuple[Around, int, float]  # the elements around a line, its place, its weight
WRAPPING = frozenset(["div", "section", "p", "span", "blockquote"])
WRAPPERS = 8  # boxes around one paragraph
DECAY = 0.6  # what an ancestor gets of a block's weight, for each step up
STEPS = 5
PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "blockquote"])  # hold lines, not articles
LISTS = frozenset(["ul", "ol", "dl"])  # hold items, and stand within articles
HEADINGS = frozenset(["h1", "h2", "h3"])
NAMED_SHARE = 0.3  # of the best container's text that the publisher's own articleBody has at least
TITLE_SHARE = 0.3  # of the title element that its headline is at least
PLAIN_TITLE = 7  # characters of a headline that is no heading by its tag, and
PLAIN_SHARE = 0.5  # what it counts for beside one
ARTICLE_SHARE = 0.15  # of the page's sentences that the headline's own article element has at least,
BELOW_SHARE = 0.2  # and that stand below the headline
TWIN_LEVELS = 5  # elements up to the one that holds all boxes of an article
TWIN_SHARE = 0.1  # of the largest box's text that another box has
STAMP = 80  # characters of a line that dates and signs a post
CLOCK = re.compile(r"\d[:：]\d\d")
ABOVE = 12  # lines above a post in which it is dated
POSTS = 3  # boxes of one name that are each dated, at least: two may be a letter and its answer
POSTS_SHARE = 0.8  # of the text around them that posts hold
POST_LEVELS = 4  # elements up to the box of the post, as from a cell of a table in it


class Wrapper(NamedTuple):
    """A box around one paragraph: what it stands ``within``, and what it is."""

    within: etree._Element
    tag: str
    names: str | None


def below_headline(blocks: Sequence[Block], weights: Sequence[float], place: int | None) -> Sequence[float]:
    """The weights without those of lines that stand above the headline, or outside the article element that holds it.

    Other articles of one page, teasers and tickers, may well be longer. A page without such a headline keeps them all.
    """
    if place is None:
        return weights
    if (article := next((one for one in blocks[place].around if is_article(one)), None)) is not None:
        within = [value if article in block.around else 0.0 for block, value in zip(blocks, weights, strict=True)]
        if sum(within) >= ARTICLE_SHARE * sum(weights):
            return within
    below = [0.0] * place + list(weights[place:])
    return below if sum(below) >= BELOW_SHARE * sum(weights) else weights


def headline_place(blocks: Sequence[Block], title: str) -> int | None:
    """The place of the heading that the title element repeats most of; the first of those that do it equally well."""
    whole = squash(title)
    best, found = TITLE_SHARE * len(whole), None
    for place, block in enumerate(blocks):
        if block.tag in HEADINGS or (not block.linked and block.length > PLAIN_TITLE and block.text in title):
            words = squash(block.text)
            size = len(words) * (1.0 if block.tag in HEADINGS else PLAIN_SHARE)
            if size > best and words in whole:
                best, found = size, place
    return found


def is_article(element: etree._Element) -> bool:
    """Whether an element says that it is one article of a page."""
    return element.tag == "article" or (element.tag != "body" and bool(POST.search(element.get("class") or "")))


def best_container(blocks: Sequence[Block], weights: Sequence[float]) -> etree._Element | None:
    """The element that the weights point to: each block votes for its ancestors, less for farther ones."""
    votes: dict[etree._Element, float] = defaultdict(float)
    sizes: dict[etree._Element, float] = defaultdict(float)
    starts: dict[etree._Element, int] = {}
    for holders, place, value in ballots(blocks, weights):
        boxes = (one for one in holders[: 2 * STEPS] if one.tag not in LISTS)
        for step, element in enumerate(islice(boxes, STEPS + 1)):
            votes[element] += value * DECAY**step
            sizes[element] += value
            starts.setdefault(element, place)
    if not votes:
        return None
    best = max(votes, key=votes.__getitem__)
    named = [
        one for one, size in sizes.items() if one.get("itemprop") == "articleBody" and size > sizes[best] * NAMED_SHARE
    ]
    if named:
        return named[0]
    for posts in chain(posts_around(best, sizes), posts_within(best, sizes)):
        if len(posts) >= POSTS and are_posts(blocks, [starts[one] for one in posts]):
            return posts[0]
    return with_twins(best, twins_of(best, sizes))


def ballots(blocks: Sequence[Block], weights: Sequence[float]) -> Iterator[tuple[Around, int, float]]:
    """The weights, those of lines that stand side by side as one: the elements around, where the first stands, the sum."""
    voters = [
        (block.around[1:] if block.element.tag in PARAGRAPHS else block.around, place, value)
        for place, (block, value) in enumerate(zip(blocks, weights, strict=True))
        if value
    ]
    first: dict[etree._Element, tuple[Around, int]] = {}
    sums: dict[etree._Element, float] = defaultdict(float)
    for holders, place, value in unwrapped(blocks, [voter for voter in voters if voter[0]]):
        first.setdefault(holders[0], (holders, place))
        sums[holders[0]] += value
    yield from ((*first[box], value) for box, value in sums.items())


def unwrapped(blocks: Sequence[Block], voters: Sequence[Voter]) -> Iterator[Voter]:
    """Lines without boxes of their own that are alike: editors of some systems put each paragraph into several.

    Such a box holds that line and no other. Posts and the cells of a table hold more, or say what they are.
    """
    held = Counter(box for holders, _, _ in voters for box in holders[: WRAPPERS + 1])
    if not any(len(holders) > 1 and held[holders[1]] == 1 for holders, _, _ in voters):  # as on most pages
        yield from voters
        return
    lines = Counter(box for block in blocks if block.length for box in block.around[: WRAPPERS + 1])
    wrapped = [wrapper(holders, held, lines) for holders, _, _ in voters]
    alike = Counter(wrapped)
    for (holders, place, value), one in zip(voters, wrapped, strict=True):
        yield (holders[holders.index(one.within) :] if one and alike[one] > 1 else holders), place, value


def wrapper(holders: Around, held: Counter[etree._Element], lines: Counter[etree._Element]) -> Wrapper | None:
    """The outermost of the boxes that hold one line and nothing else; None when there is none."""
    step = next((step for step, box in enumerate(holders) if held[box] != 1), 0)
    if not step or any(lines[box] != 1 or box.tag not in WRAPPING for box in holders[:step]):
        return None
    return Wrapper(holders[step], str(holders[step - 1].tag), holders[step - 1].get("class"))


def posts_around(best: etree._Element, sizes: Mapping[etree._Element, float]) -> Iterator[list[etree._Element]]:
    """The container, or an element around it, with its twins: what could be the posts of which it is the longest."""
    for box in (best, *ancestors(best, POST_LEVELS)):
        if box in sizes:
            yield twins_of(box, sizes)


def posts_within(best: etree._Element, sizes: Mapping[etree._Element, float]) -> Iterator[list[etree._Element]]:
    """The boxes of one tag and class in the container that hold most of its text."""
    named: dict[tuple[str, str], list[etree._Element]] = defaultdict(list)
    for one in sizes:
        if one is not best and (name := one.get("class")):
            named[str(one.tag), name].append(one)
    for boxes in named.values():
        if sum(sizes[one] for one in boxes) >= POSTS_SHARE * sizes[best]:
            yield [one for one in boxes if best in one.iterancestors()]


def ancestors(element: etree._Element, count: int) -> list[etree._Element]:
    """The block-level elements around an element, the nearest first, as many as that."""
    return [one for one in element.iterancestors() if one.tag in BLOCK_TAGS][:count]


def twins_of(container: etree._Element, sizes: Mapping[etree._Element, float]) -> list[etree._Element]:
    """The container and the other boxes of its tag and class that hold text, in the order of the page."""
    name, least = container.get("class"), TWIN_SHARE * sizes[container]
    if not name:
        return [container]
    return [
        one for one, size in sizes.items() if size >= least and one.tag == container.tag and one.get("class") == name
    ]


def are_posts(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether texts that start at these places are posts: above or below each stands a line that dates it, of one markup."""
    edges = stamps(blocks[max(0, starts[0] - ABOVE) : starts[0]]) | stamps(blocks[starts[-1] :])
    return bool(edges.intersection(*(stamps(blocks[one:other]) for one, other in pairwise(starts))))


def stamps(blocks: Iterable[Block]) -> set[str]:
    """The names in the markup of the short lines that tell a date and a time or author of a post."""
    dated = [block for block in blocks if block.length <= STAMP and DATE.search(block.text)]
    return {block.names for block in dated if CLOCK.search(block.text) or labelled(block.text)}


def with_twins(container: etree._Element, twins: Sequence[etree._Element]) -> etree._Element:
    """The container, or what holds it and its twins: some pages cut an article into boxes of one name."""
    if len(twins) < 2:
        return container
    for holder in ancestors(container, TWIN_LEVELS):
        if any(one is not container and holder in one.iterancestors() for one in twins):
            return container if holder.tag == "body" else holder
    return container
