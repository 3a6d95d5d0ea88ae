"""Head and tail of an article, where most of what is planted stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from newscrawl.page.blocks import Block

HEAD = 2  # lines at the head of an article, at least,
TAIL = 6  # and at its tail; all that have no sentence are
MOST = 20  # lines of either, at most
ENDS = re.compile(r"[。！？…”：]|[.!?](?=\s|$)")  # marks that sentences have, and runs of phrases have not


class Edges(NamedTuple):
    """How many lines are the head, and the place of the first line of the tail."""

    head: int
    tail: int

    def position(self, place: int) -> str:
        """Where in the article a line stands: head, tail, between."""
        return "head" if place < self.head else "tail" if place >= self.tail else "between"


def edges_of(
    blocks: Sequence[Block], speaks: Callable[[Block], object] = lambda block: block.stops and ENDS.search(block.text)
) -> Edges:
    """The head and tail of an article; ``speaks`` tells its sentences."""
    count = len(blocks)
    first = next((place for place in range(min(count, MOST)) if speaks(blocks[place])), HEAD)
    last = next((place for place in reversed(range(max(0, count - MOST), count)) if speaks(blocks[place])), count)
    return Edges(max(HEAD, first), min(count - TAIL, last + 1))


def edge_lines(body: str) -> list[str]:
    """The lines at head and tail of a text without links."""
    lines = body.split("\n")
    return lines[:HEAD] + lines[-TAIL:]
