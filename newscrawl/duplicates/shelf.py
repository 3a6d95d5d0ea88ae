"""The heads that a batch of articles is compared with, by the keys under which they are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from newscrawl.duplicates.fingerprint import unpacked
from newscrawl.duplicates.origin import precedence
from newscrawl.duplicates.stories import Piece
from newscrawl.items import Article

__all__ = ["CROWD", "Head", "Shelf", "head_of"]

CROWD = 16  # heads under one key; more say that it is part of a template, and a further one is not found by it


class Head(NamedTuple):
    """An article that is a copy of none, how its copies are told, and the keys under which they find it."""

    article: Article
    piece: Piece
    keys: frozenset[int]


def head_of(article: Article, keys: Iterable[int] = ()) -> Head:
    """The head that an article is, or would be."""
    order = precedence(
        article.published_at,
        article.id,
        article.published_precision,
        source=article.source,
        source_url=article.source_url,
        publisher=article.publisher,
        url=article.url,
    )
    signature = unpacked(article.signature)
    piece = Piece(article.id, article.site, article.content_hash, article.title_hash, signature, order)
    return Head(article, piece, frozenset(keys))


class Shelf:
    """Heads by their keys."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        self.heads: dict[str, Head] = {}
        self.under: dict[int, dict[str, Head]] = defaultdict(dict)
        for head in heads:
            self.add(head)

    def add(self, head: Head) -> None:
        """Put a head under its keys."""
        self.heads[head.piece.id] = head
        for key in head.keys:
            self.under[key][head.piece.id] = head

    def remove(self, identity: str) -> None:
        """Take away what is a head no longer, if it is here."""
        if head := self.heads.pop(identity, None):
            for key in head.keys:
                del self.under[key][identity]

    def meeting(self, keys: Iterable[int], but: str) -> dict[str, Head]:
        """The heads that share a key, but for one, by their ids."""
        found = {identity: head for key in keys for identity, head in self.under[key].items()}
        found.pop(but, None)
        return found

    def free(self, keys: Iterable[int], content: int | None) -> frozenset[int]:
        """Those of a new head's keys that are not crowded; the one of its whole text never is."""
        return frozenset(key for key in keys if key == content or len(self.under[key]) < CROWD)
