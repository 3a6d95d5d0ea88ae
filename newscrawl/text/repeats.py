"""Lines that recur over a site's pages: what one page alone cannot tell from its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

SHORTEST = 4  # characters of a line that is worth remembering
MOST = 4000  # lines remembered; the rarest are forgotten first
FEWEST = 8  # pages on which a line must have stood
SHARE = 0.25  # of the site's pages


class Repeats:
    """The lines that one crawl of a site found on many of its pages, and those that the crawl under way finds.

    ``has`` asks the former only, so that what is read of a page does not depend on the pages before it. Bounded: a few
    hundred kB whatever the size of the site.

    >>> learning = Repeats()
    >>> for number in range(9):
    ...     learning.learn([f"第{number}篇文章的正文。", "本网所有内容未经授权不得转载。"])
    >>> next_crawl = Repeats(**learning.as_dict())
    >>> next_crawl.has("本网所有内容未经授权不得转载。"), next_crawl.has("第1篇文章的正文。")
    (True, False)
    """

    def __init__(self, pages: int = 0, counts: Mapping[str, int] | None = None) -> None:
        self.known_pages, self.known = pages, dict(counts or {})
        self.pages = 0
        self.counts: dict[str, int] = {}

    def has(self, line: str) -> bool:
        """Whether a line stood on so many of the site's pages that it is no part of an article."""
        if self.known_pages < FEWEST or len(line) < SHORTEST:
            return False
        return self.known.get(key_of(line), 0) >= max(FEWEST, SHARE * self.known_pages)

    def learn(self, lines: Iterable[str]) -> None:
        """Count the lines of one page, each once."""
        self.pages += 1
        for key in {key_of(line) for line in lines if len(line) >= SHORTEST}:
            self.counts[key] = self.counts.get(key, 0) + 1
        if len(self.counts) > MOST:
            kept = sorted(self.counts.items(), key=lambda one: -one[1])[: MOST // 2]
            self.counts = {key: count for key, count in kept if count > 1}

    def as_dict(self) -> dict[str, Any]:
        """What the next crawl knows (``Repeats(**...)``): this crawl's lines, or the former's when it read more pages."""
        if self.pages < self.known_pages:
            return {"pages": self.known_pages, "counts": self.known}
        return {"pages": self.pages, "counts": {key: count for key, count in self.counts.items() if count > 1}}


def key_of(line: str) -> str:
    """64 bits of a line, as 16 hex digits."""
    return blake2b(line.encode("utf-8", "replace"), digest_size=8).hexdigest()
