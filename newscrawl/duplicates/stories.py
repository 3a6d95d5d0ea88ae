"""Which stored article a new one repeats. Decided one article after the other, so that equal orders end alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawl.duplicates.fingerprint import unpacked
from newscrawl.duplicates.near import adds_nothing, compare, likeness
from newscrawl.duplicates.origin import precedence
from newscrawl.duplicates.words import bare_words
from newscrawl.items import Article

__all__ = ["CROWD", "Head", "Match", "Shelf", "matches", "repeats", "worth_reading"]

CROWD = 16  # heads under one key; more say that it is part of a template, and a further one is not found by it


class Head(NamedTuple):
    """An article that is a copy of none, as far as its copies are concerned, and the keys under which it is found."""

    article: Article
    keys: frozenset[int]


class Match(NamedTuple):
    """A head that an article repeats, or that repeats it, and how that was told."""

    head: Article
    rule: str
    likeness: float


class Shelf:
    """Heads by their keys, with those of the batch that is being decided."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        self.heads: dict[str, Head] = {}
        self.under: dict[int, dict[str, Article]] = defaultdict(dict)
        for head in heads:
            self.add(head)

    def add(self, head: Head) -> None:
        """Put a head under its keys."""
        self.heads[head.article.id] = head
        for key in head.keys:
            self.under[key][head.article.id] = head.article

    def remove(self, identity: str) -> None:
        """Take away what is a head no longer, if it is here."""
        if head := self.heads.pop(identity, None):
            for key in head.keys:
                del self.under[key][identity]

    def meeting(self, keys: Iterable[int], but: str) -> list[Article]:
        """The heads that share a key, in the order of their ids, but for one."""
        found = {identity: head for key in keys for identity, head in self.under[key].items()}
        return [found[identity] for identity in sorted(found) if identity != but]

    def free(self, keys: Iterable[int], content: int | None) -> frozenset[int]:
        """Those of a new head's keys that are not crowded; the one of its whole text never is."""
        return frozenset(key for key in keys if key == content or len(self.under[key]) < CROWD)


def worth_reading(one: Article, other: Article) -> bool:
    """Whether the two may be copies of each other, so that their texts are to be compared."""
    if one.content_hash and one.content_hash == other.content_hash:
        return False  # they are, without a look at the texts
    if one.title_hash and one.title_hash == other.title_hash:
        return True
    first, second = unpacked(one.signature), unpacked(other.signature)
    return bool(first and second and likeness(first, second).may_be_copy)


def matches(article: Article, heads: Iterable[Article]) -> list[Match]:
    """The heads of the article's story: all that have its very text, or else the one that is most like it.

    Heads that are ``worth_reading`` have their ``body``.
    """
    others = list(heads)
    same = [each for each in others if article.content_hash and each.content_hash == article.content_hash]
    if same:
        return [Match(each, "same_content", 1.0) for each in same]
    near = [match for head in others if worth_reading(article, head) for match in _near(article, head)]
    return [min(near, key=lambda match: (-match.likeness, precedence_of(match.head)))] if near else []


def _near(article: Article, head: Article) -> Iterator[Match]:
    alike = compare(article.body or "", head.body or "")
    if alike.is_copy:
        yield Match(head, "near_content", round(alike.jaccard, 3))


def repeats(article: Article, earlier: Article) -> bool:
    """Whether an article is the earlier one of its site at another address.

    It says nothing that the other does not say, neither in its text nor in its headline or files: notices of one wording,
    whose headline tells them apart, or their annex, are several.
    """
    if {file.url for file in article.attachments} - {file.url for file in earlier.attachments}:
        return False
    title, former = bare_words(article.title or ""), bare_words(earlier.title or "")
    if not title or not former or (title not in former and former not in title):
        return False
    same = article.content_hash is not None and article.content_hash == earlier.content_hash
    return same or adds_nothing(article.body or "", earlier.body or "")


def precedence_of(article: Article) -> tuple[object, ...]:
    """Sorts the articles of a story; the first one is its origin."""
    return precedence(
        article.published_at,
        article.id,
        article.published_precision,
        source=article.source,
        source_url=article.source_url,
        publisher=article.publisher,
        url=article.url,
    )
