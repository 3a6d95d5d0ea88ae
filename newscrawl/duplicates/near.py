"""Near copies: texts that were cut, added to, or changed in places.

The signature is a MinHash of 128 slots in one pass over the text (Fast Similarity Sketching: Dahlgaard, Knudsen, Thorup
2017). The share of slots that agree estimates the Jaccard likeness J of two sets of shingles, with a standard deviation of
0.044 at most. It is made here and not by a library, since signatures are stored: rensa's differ between its versions.

Four slots make a band. Two texts share one of the 32 bands, and so meet at all, with the chance 1 - (1 - J^4)^32:

    J       0.1    0.2    0.3    0.4    0.5    0.6    0.7    0.8
    chance  0.3%   5%     23%    56%    87%    98.8%  99.98% 100%

A fifth added or cut leaves J at 0.8, a third at 0.67; two articles of one length joined have 0.5 with each. Reports of one
event by two hands stay below 0.3, and texts of two events below 0.02: a hundred thousand of these meet 0.5 times.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from newscrawl.duplicates.shingles import LENGTH, MOST, Hashes, distinct, known, mixed, shingles
from newscrawl.duplicates.words import bare_words

__all__ = ["SCHEME", "Likeness", "Signature", "adds_nothing", "compare", "likeness", "signature"]

SCHEME = 1  # goes up whenever the same text gets another signature: stored ones are made anew then
SLOTS, ROWS = 128, 4
FEWEST = 60  # shingles; in a shorter notice a name and a date are all that tells it from the next one
ROUNDS = 8  # after which less than 3% of the slots of the shortest text are empty

CONTAINED = 0.7  # of the smaller's shingles in the larger
JOINT = 0.3  # J below which texts meet by luck only; a digest of more than three articles is a copy of none
DOUBT = 0.15  # three standard deviations of an estimate

FIGURES = 3  # fewer tell nothing
SAME_FIGURES = 0.8  # a bulletin keeps its words and changes its figures; a copy keeps both, but for one that was mended
FIGURE = re.compile(r"\d+")

EMPTY = np.uint64(2**64 - 1)
STARTS = np.arange(SLOTS, dtype=np.uint64) << np.uint64(57)  # the upper 7 bits of a hash are its slot
SEEDS = mixed(np.arange(1, ROUNDS + SLOTS + 1, dtype=np.uint64))
BAND_SEEDS = mixed(np.arange(1, SLOTS // ROWS + 1, dtype=np.uint64) << np.uint64(32))


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to find its copies.

    ``size`` is its number of distinct shingles; ``slots`` 128 numbers of 16 bits, low byte first; ``bands`` 32 signed
    numbers of 64 bits, no two bands alike, so that all go into one indexed array.
    """

    size: int
    slots: bytes
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share: ``jaccard`` of both together, ``containment`` of the smaller one.

    ``figures`` is the share of the numbers of the one with fewer, each with the characters beside it, that the other has,
    too; None where there are too few, or where it is not known.
    """

    jaccard: float
    containment: float
    figures: float | None = None

    @property
    def is_copy(self) -> bool:
        """Whether this is a copy; on the safe side: bulletins from one template are none, whatever they share."""
        alike = self.containment >= CONTAINED and self.jaccard >= JOINT
        return alike and (self.figures is None or self.figures >= SAME_FIGURES)

    @property
    def may_be_copy(self) -> bool:
        """Of an estimate: whether a look at the texts is worth while."""
        return self.containment >= CONTAINED - DOUBT and self.jaccard >= JOINT - DOUBT


def signature(body: str | None) -> Signature | None:
    """The signature of a text; None for one that is too short, or repeats itself so much, that it tells nothing."""
    hashes = distinct(shingles(_words(body or "")))
    if len(hashes) < FEWEST:
        return None
    values = _slots(hashes)
    return Signature(len(hashes), values.astype("<u2").tobytes(), _bands(values))


def _slots(hashes: Hashes) -> Hashes:
    """Each round throws every shingle into a slot; the least of a slot stays, and later rounds fill only what is empty."""
    values = np.full(SLOTS, EMPTY)
    for seed in SEEDS[:ROUNDS]:
        empty = values == EMPTY
        if not empty.any():
            return values
        thrown = np.sort(mixed(hashes ^ seed))
        least = np.append(thrown, EMPTY)[np.searchsorted(thrown, STARTS)]
        fits = empty & (least ^ STARTS < STARTS[1])
        values[fits] = least[fits]
    for slot in np.flatnonzero(values == EMPTY):
        values[slot] = mixed(hashes ^ SEEDS[ROUNDS + slot]).min()
    return values


def _bands(values: Hashes) -> tuple[int, ...]:
    bands = BAND_SEEDS
    for row in values.reshape(-1, ROWS).T:
        bands = mixed(bands ^ row)
    return tuple(bands.view(np.int64).tolist())


def likeness(one: Signature, other: Signature) -> Likeness:
    """The likeness of two texts as their signatures tell it."""
    same = np.frombuffer(one.slots, "<u2") == np.frombuffer(other.slots, "<u2")
    jaccard = np.count_nonzero(same) / SLOTS
    shared = jaccard / (1 + jaccard) * (one.size + other.size)
    return Likeness(jaccard, min(shared / min(one.size, other.size), 1.0))


def compare(one: str, other: str) -> Likeness:
    """The likeness of two texts, exactly; zero where one has no shingles."""
    words = _words(one), _words(other)
    first, second = (distinct(shingles(each)) for each in words)
    if not len(first) or not len(second):
        return Likeness(0.0, 0.0)
    shared = np.count_nonzero(known(first, second))
    jaccard = shared / (len(first) + len(second) - shared)
    return Likeness(jaccard, shared / min(len(first), len(second)), _same_figures(*words))


def _words(text: str) -> str:
    return bare_words(text[: 2 * MOST])[:MOST]


def _same_figures(one: str, other: str) -> float | None:
    first, second = (
        Counter(words[max(each.start() - 2, 0) : each.end() + 1] for each in FIGURE.finditer(words))
        for words in (one, other)
    )
    fewer = min(first.total(), second.total())
    return (first & second).total() / fewer if fewer >= FIGURES else None


def adds_nothing(one: str, other: str) -> bool:
    """Whether a text is made of pieces of another one.

    Where two pieces meet stand up to four shingles that the other text has not; a single other character makes five.
    """
    hashes, there = shingles(_words(one)), distinct(shingles(_words(other)))
    old = np.flatnonzero(np.concatenate(([True], known(hashes, there), [True])))
    return bool(len(hashes)) and int(np.diff(old).max()) <= LENGTH
