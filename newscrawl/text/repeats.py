"""Lines that recur over a site's pages: what one page alone cannot tell from its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

SHORTEST = 4  # characters of a line that is worth remembering
MOST = 4000  # lines remembered; those seen once are forgotten first
FEWEST = 5  # pages on which a line must have stood
SHARE = 0.25  # of the site's pages


class Repeats:
    """Counts on how many pages of a site a line stood, in bounded memory.

    >>> repeats = Repeats()
    >>> for number in range(6):
    ...     repeats.learn([f"第{number}篇文章的正文。", "本网所有内容未经授权不得转载。"])
    >>> repeats.has("本网所有内容未经授权不得转载。"), repeats.has("第1篇文章的正文。")
    (True, False)
    """

    def __init__(self, pages: int = 0, counts: Mapping[str, int] | None = None) -> None:
        self.pages = pages
        self.counts = dict(counts or {})

    def learn(self, lines: Iterable[str]) -> None:
        """Count the lines of one page, each once."""
        self.pages += 1
        for key in {key_of(line) for line in lines if len(line) >= SHORTEST}:
            self.counts[key] = self.counts.get(key, 0) + 1
        if len(self.counts) > MOST:
            self.counts = {key: count for key, count in self.counts.items() if count > 1}
        if len(self.counts) > MOST:
            kept = sorted(self.counts.items(), key=lambda one: -one[1])[: MOST // 2]
            self.counts = dict(kept)

    def has(self, line: str) -> bool:
        """Whether a line stood on so many of the site's pages that it is no part of an article."""
        if self.pages < FEWEST or len(line) < SHORTEST:
            return False
        return self.counts.get(key_of(line), 0) >= max(FEWEST, SHARE * self.pages)

    def as_dict(self) -> dict[str, Any]:
        """What ``Repeats(**...)`` takes; lines seen once are left out."""
        return {"pages": self.pages, "counts": {key: count for key, count in self.counts.items() if count > 1}}


def key_of(line: str) -> str:
    """64 bits of a line, as 16 hex digits."""
    return blake2b(line.encode("utf-8", "replace"), digest_size=8).hexdigest()
