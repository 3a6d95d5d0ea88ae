"""What an article's own words have in common with a phrase."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import cached_property

from newscrawl.page.blocks import Block

OWN = 0.6  # share of a commercial phrase that an article has, at most; what it has more of is a phrase of its own
FOREIGN = 0.2  # share of a phrase's pieces that other words have, at most, when the two have nothing in common
CHANCE = 0.15  # share of its neighbouring characters that an article has of any phrase
HAN = re.compile(r"[\u4e00-\u9fff]")


class Words:
    """The words of an article's sentences, without those of links; ``without`` are places of lines to leave out."""

    def __init__(self, blocks: Sequence[Block], without: Container[int] = ()) -> None:
        lines = [block for place, block in enumerate(blocks) if block.stops and place not in without]
        self.blocks = blocks
        self.shares: dict[str, float] = {}
        self.text = " ".join([piece.text for block in lines for piece in block.pieces if piece.link is None])

    def without(self, *places: int) -> Words:
        """The same but for some lines: itself, when none of them is a sentence."""
        return Words(self.blocks, places) if any(self.blocks[place].stops for place in places) else self

    @cached_property
    def are_chinese(self) -> bool:
        """Whether it is a Chinese article."""
        return len(HAN.findall(self.text[:1000])) > len(self.text[:1000]) / 4

    def share(self, phrase: str) -> float:
        """The share of a phrase's pieces that the article has."""
        if phrase not in self.shares:
            self.shares[phrase] = shared(phrase, self.text)
        return self.shares[phrase]

    def lack(self, phrase: str, most: float = FOREIGN) -> bool:
        """Whether the article has next to nothing of a phrase, or at most such a share."""
        return self.share(phrase) <= most

    def knows(self, phrase: str) -> bool:
        """Whether the article has more of a phrase than chance gives it: neighbouring characters of it."""
        pairs = [phrase[place : place + 2] for place in range(len(phrase) - 1)]
        return sum(pair in self.text for pair in pairs) > CHANCE * len(pairs)


def shared(phrase: str, words: str) -> float:
    """The share of a phrase's pieces of three characters that other words have as well; of a short one, of itself.

    >>> shared("冲击试验机", "村里的冲击试验结束了")
    0.6666666666666666
    """
    pieces = [phrase[place : place + 3] for place in range(max(1, len(phrase) - 2))]
    return sum(piece in words for piece in pieces) / len(pieces)


def alike(phrase: str, others: Iterable[str]) -> str:
    """The first of other phrases that speaks of the same thing; empty when none does."""
    return next((other for other in others if shared(phrase, other) > FOREIGN), "")
