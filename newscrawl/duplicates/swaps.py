"""Slots of a template: where two texts that agree have different words for a moment.

A bulletin names its town, its day and its people, and all else is the template's. A copy names the same ones: editors cut,
add and mend, but seldom put another town where one stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newscrawl.duplicates.names import NUMERAL, SLOT, goes_on, is_numeral
from newscrawl.duplicates.shingles import LENGTH, Hashes

__all__ = ["Swap", "swaps"]

PHRASE = 100  # characters in which several slots may stand so close that no shingle lies between them,
SKELETON = 0.15  # when so much of both is the same; else it was written anew
ANCHOR = 2  # characters or numbers that are the template's within a phrase
BESIDE = 6  # characters of the words around a slot
MOST = 100  # runs of equal words that are looked at
TOKEN = re.compile(rf"{NUMERAL.pattern}|.", re.DOTALL)
NUMBER = "#"


class Swap(NamedTuple):
    """Different words in one slot, with what stands before and behind it in both texts."""

    one: str
    other: str
    before: str
    behind: str


class Run(NamedTuple):
    """Shingles that follow each other in both texts: where the first is in each, and how many there are."""

    first: int
    left: int
    size: int


def swaps(words: tuple[str, str], hashes: tuple[Hashes, Hashes]) -> Iterator[Swap]:
    """The slots of two texts, given their words and shingles, in which either has some words of its own."""
    one, other = words
    chain = _chain(_runs(*hashes))
    for run, after in pairwise((None, *chain, None)):
        first, left = (run.first + run.size + LENGTH - 1, run.left + run.size + LENGTH - 1) if run else (0, 0)
        last, right = (after.first, after.left) if after else (len(one), len(other))
        overlap = max(first - last, left - right, 0)  # of what stands before and behind: the 2 of 2日 and 22日
        first, left = first - overlap, left - overlap
        if one[first:last] != other[left:right]:
            before, behind = one[max(first - BESIDE, 0) : first], one[last : last + BESIDE]
            yield from _slots(Swap(one[first:last], other[left:right], before, behind))


def _runs(one: Hashes, other: Hashes) -> list[Run]:
    """The runs of shingles that each text has only once, in the order of the first: the longest, if there are many."""
    (mine, where), (theirs, there) = _single(one), _single(other)
    if not len(mine) or not len(theirs):
        return []
    found = np.searchsorted(theirs, mine).clip(max=len(theirs) - 1)
    same = theirs[found] == mine
    firsts, lefts = where[same], there[found[same]]
    order = np.argsort(firsts)
    firsts, lefts = firsts[order], lefts[order]
    begins = np.flatnonzero(np.append(True, (np.diff(firsts) != 1) | (np.diff(lefts) != 1))[: len(firsts)])
    sizes = np.diff(np.append(begins, len(firsts)))
    longest = np.sort(np.argsort(-sizes, kind="stable")[:MOST])
    return [
        Run(*each)
        for each in zip(
            firsts[begins[longest]].tolist(), lefts[begins[longest]].tolist(), sizes[longest].tolist(), strict=True
        )
    ]


def _single(hashes: Hashes) -> tuple[Hashes, NDArray[np.intp]]:
    """The shingles that occur once, in ascending order, and where they stand."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    new = np.append(True, ordered[1:] != ordered[:-1])
    single = new & np.append(new[1:], True)
    return ordered[single], order[single]


def _chain(runs: list[Run]) -> list[Run]:
    """The runs that stand in one order in both texts and are longest together; what was moved is left out."""
    sizes: list[int] = []
    before: list[int | None] = []
    for place, run in enumerate(runs):
        best = max(
            (other for other in range(place) if runs[other].left < run.left), key=sizes.__getitem__, default=None
        )
        before.append(best)
        sizes.append(run.size + (0 if best is None else sizes[best]))
    at = max(range(len(runs)), key=sizes.__getitem__, default=None)
    chain = []
    while at is not None:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _slots(phrase: Swap) -> Iterator[Swap]:
    """The slots of a phrase: other numbers, and what stands between the words that both have in their order.

    A phrase that was written anew, or is too long, is given as it is.
    """
    if max(len(phrase.one), len(phrase.other)) > PHRASE:
        yield phrase
        return
    one, other = TOKEN.findall(phrase.one), TOKEN.findall(phrase.other)
    anchors = list(_anchors(one, other))
    shared = sum(size for _, _, size in anchors)
    if max(len(phrase.one), len(phrase.other)) > SLOT and 2 * shared < SKELETON * (len(one) + len(other)):
        yield phrase
        return
    first = left = 0
    for at, place, size in (*anchors, (len(one), len(other), 0)):
        if first < at or left < place:
            yield from _slot(phrase, one, slice(first, at), "".join(other[left:place]))
        for step in range(size):
            if one[at + step] != other[place + step]:
                yield from _slot(phrase, one, slice(at + step, at + step + 1), other[place + step])
        first, left = at + size, place + size


def _anchors(one: list[str], other: list[str]) -> Iterator[tuple[int, int, int]]:
    """Words that both phrases have: where in each, and how many tokens. Any two numbers count as equal."""
    keys, others = ([NUMBER if is_numeral(token) else token for token in tokens] for tokens in (one, other))
    for block in SequenceMatcher(None, keys, others, autojunk=False).get_matching_blocks():
        if block.size >= ANCHOR and any(key != NUMBER for key in keys[block.a : block.a + block.size]):
            yield block.a, block.b, block.size


def _slot(phrase: Swap, tokens: list[str], where: slice, other: str) -> Iterator[Swap]:
    """A slot with the whole of a number, or of the weather, at its ends."""
    one = "".join(tokens[where])
    before = (phrase.before + "".join(tokens[: where.start]))[-BESIDE:]
    behind = ("".join(tokens[where.stop :]) + phrase.behind)[:BESIDE]
    while before and goes_on(before[-1], (one or other)[0]):
        one, other, before = before[-1] + one, before[-1] + other, before[:-1]
    while behind and goes_on((one or other)[-1], behind[0]):
        one, other, behind = one + behind[0], other + behind[0], behind[1:]
    yield Swap(one, other, before, behind)
