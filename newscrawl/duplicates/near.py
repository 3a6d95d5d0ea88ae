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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newscrawl.duplicates.shingles import Hashes, distinct, mixed, read_words, shingles

__all__ = ["FEWEST", "SCHEME", "Estimates", "Signature", "likenesses", "rarities", "signature"]

SCHEME = 1  # goes up whenever the same text gets another signature: stored ones are made anew then
SLOTS, ROWS = 128, 4
FEWEST = 60  # shingles; in a shorter notice a name and a date are all that tells it from the next one
ROUNDS = 8  # after which less than 3% of the slots of the shortest text are empty

WHOLE = 2**20  # the weight of a slot that one text alone shares; in whole numbers, so that ties are ties anywhere
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


class Estimates(NamedTuple):
    """The likeness of one text to others, as their signatures tell it: what ``comparison.Likeness`` says of two texts."""

    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]


def signature(body: str | None) -> Signature | None:
    """The signature of a text; None for one that is too short, or repeats itself so much, that it tells nothing."""
    hashes = distinct(shingles(read_words(body or "")))
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


def likenesses(one: Signature, others: Sequence[Signature]) -> Estimates:
    """The likeness of a text to each of some others; what one costs is shared by all."""
    sizes = np.array([other.size for other in others], np.int64)
    jaccard = np.count_nonzero(_shared(one, others), axis=1) / SLOTS
    shared = jaccard / (1 + jaccard) * (one.size + sizes)
    return Estimates(jaccard, np.minimum(shared / np.minimum(one.size, sizes), 1.0))


def rarities(one: Signature, others: Sequence[Signature]) -> NDArray[np.int64]:
    """What each of some others shares with a text, in slots, of which each counts the more the fewer share it.

    Of bulletins from one template it is greatest for the one whose day and town a text has.
    """
    shared = _shared(one, others)
    weights = WHOLE // np.maximum(np.count_nonzero(shared, axis=0), 1)
    found: NDArray[np.int64] = np.where(shared, weights, 0).sum(axis=1)
    return found


def _shared(one: Signature, others: Sequence[Signature]) -> NDArray[np.bool_]:
    slots = np.frombuffer(b"".join(other.slots for other in others), "<u2").reshape(-1, SLOTS)
    found: NDArray[np.bool_] = slots == np.frombuffer(one.slots, "<u2")
    return found
