"""Shingles: every run of five characters of a text's words, as numbers that are the same on any machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newscrawl.duplicates.words import bare_words

__all__ = ["LENGTH", "MOST", "Hashes", "distinct", "known", "mixed", "read_words", "shingles"]

Hashes = NDArray[np.uint64]

LENGTH = 5  # characters: about three Chinese words, seldom shared by chance
MOST = 100_000  # characters that are read of a text; a book has more, an article never
GOLDEN, FIRST, SECOND = (np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
HIGH, MIDDLE, LOW = (np.uint64(each) for each in (30, 27, 31))


def read_words(text: str) -> str:
    """The words of a text, as many as are read of it."""
    return bare_words(text[: 2 * MOST])[:MOST]


def mixed(numbers: Hashes) -> Hashes:
    """Numbers spread evenly over 64 bits, no two to the same: the finalizer of SplitMix64 (Steele, Lea, Flood 2014)."""
    numbers = (numbers ^ (numbers >> HIGH)) * FIRST
    numbers = (numbers ^ (numbers >> MIDDLE)) * SECOND
    return numbers ^ (numbers >> LOW)


def shingles(words: str) -> Hashes:
    """The hash of each run of five characters, in their order; empty for fewer.

    >>> shingles("与西乡县政府").tolist()
    [7261373905866585532, 17374152464348236797]
    """
    points = np.frombuffer(words[:MOST].encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = max(len(points) - LENGTH + 1, 0)
    hashes = points[:count].copy()
    for place in range(1, LENGTH):
        hashes *= GOLDEN
        hashes ^= points[place : place + count]
    return mixed(hashes)


def distinct(hashes: Hashes) -> Hashes:
    """Each hash once, in ascending order."""
    ordered = np.sort(hashes)  # np.unique would take ten times as long
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def known(hashes: Hashes, ordered: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are among those in ascending order."""
    if not len(ordered):
        return np.zeros(len(hashes), np.bool_)
    places = np.searchsorted(ordered, hashes).clip(max=len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[places] == hashes
    return found
