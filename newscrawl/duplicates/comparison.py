"""Whether one text is a copy of another: told from the texts themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from newscrawl.duplicates.names import is_wording, may_be_names, names_another
from newscrawl.duplicates.shingles import LENGTH, distinct, known, read_words, shingles
from newscrawl.duplicates.swaps import Swap, swaps

__all__ = ["CONTAINED", "JOINT", "Likeness", "adds_nothing", "compare"]

CONTAINED = 0.7  # of the smaller's shingles in the larger
JOINT = 0.3  # J below which texts meet by luck only; a digest of more than three articles is a copy of none

FIGURES = 3  # fewer tell nothing
SAME_FIGURES = 0.8  # a bulletin keeps its words and changes its figures; a copy keeps both, but for one that was mended
FIGURE = re.compile(r"\d+")
THROUGHOUT = 2  # slots with one pair of words: these are names, whatever they look like


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share: ``jaccard`` of both together, ``containment`` of the smaller one.

    ``figures`` is the share of equal numbers among those that both have between the same characters; None where there are
    too few. ``renamed`` says that where one has a name or a date the other has another one.
    """

    jaccard: float
    containment: float
    figures: float | None = None
    renamed: bool = False

    @property
    def is_copy(self) -> bool:
        """Whether this is a copy; on the safe side: bulletins from one template are none, whatever they share."""
        return self.jaccard >= JOINT and self.is_part

    @property
    def is_part(self) -> bool:
        """Whether the smaller text is nearly all in the larger one, however much more that has."""
        return (
            self.containment >= CONTAINED
            and (self.figures is None or self.figures >= SAME_FIGURES)
            and not self.renamed
        )


def compare(one: str, other: str) -> Likeness:
    """The likeness of two texts, exactly; where one has no shingles they are equal or share nothing."""
    words = min(made := (read_words(one), read_words(other))), max(made)  # the same answer, whichever is asked about
    hashes = shingles(words[0]), shingles(words[1])
    first, second = map(distinct, hashes)
    if not len(first) or not len(second):
        equal = float(words[0] == words[1])
        return Likeness(equal, equal)
    shared = int(np.count_nonzero(known(first, second)))
    jaccard, containment = shared / (len(first) + len(second) - shared), shared / min(len(first), len(second))
    if containment < CONTAINED:
        return Likeness(jaccard, containment)
    return Likeness(jaccard, containment, _same_figures(*words), _is_renamed(swaps(words, hashes)))


def adds_nothing(one: str, other: str) -> bool:
    """Whether a text is made of pieces of another one.

    Where two pieces meet stand up to four shingles that the other text has not; a single other character makes five.
    """
    hashes, there = shingles(read_words(one)), distinct(shingles(read_words(other)))
    old = np.flatnonzero(np.concatenate(([True], known(hashes, there), [True])))
    return bool(len(hashes)) and int(np.diff(old).max()) <= LENGTH


def _same_figures(one: str, other: str) -> float | None:
    """Of the figures that both texts have between the same characters, the share that is equal.

    A figure that one text cut, or in whose place it was written anew, is no sign of either.
    """
    first, second = (Counter(_figures(words)) for words in (one, other))
    same = (first & second).total()
    changed = _slots(first - second) & _slots(second - first)
    both = same + changed.total()
    return same / both if both >= FIGURES else None


def _figures(words: str) -> Iterator[tuple[str, str]]:
    """Each figure and its slot: the characters beside it."""
    for each in FIGURE.finditer(words):
        yield each[0], f"{words[max(each.start() - 2, 0) : each.start()]}_{words[each.end() : each.end() + 1]}"


def _slots(figures: Counter[tuple[str, str]]) -> Counter[str]:
    slots: Counter[str] = Counter()
    for (_, slot), count in figures.items():
        slots[slot] += count
    return slots


def _is_renamed(found: Iterable[Swap]) -> bool:
    """Whether any of the slots names another thing in each text, or one word is exchanged throughout for another."""
    pairs: Counter[tuple[str, str]] = Counter()
    for swap in found:
        if is_wording(swap.one, swap.other, swap.before):
            continue
        pairs[swap.one, swap.other] += may_be_names(swap.one, swap.other, swap.behind)
        if names_another(*swap) or pairs[swap.one, swap.other] >= THROUGHOUT:
            return True
    return False
