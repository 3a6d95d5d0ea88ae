"""What becomes of an article that may repeat others: a head, a copy, or another address of what its site has already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from newscrawl.duplicates.comparison import adds_nothing
from newscrawl.duplicates.difference import difference
from newscrawl.duplicates.shelf import Head, Shelf, head_of
from newscrawl.duplicates.stories import Match, match
from newscrawl.duplicates.words import bare_words
from newscrawl.items import Article, Copy

__all__ = ["Decider", "Decision"]

EVIDENCE = 10  # entries of what a copy adds and cuts that are kept,
EVIDENCE_LENGTH = 200  # and characters of each


@dataclass(slots=True)
class Decision:
    """What becomes of an article.

    It is a copy, as ``copy`` says, with ``added`` text that its origin has not, or else a head with ``keys``. The heads of
    ``replaced`` become copies because of it. With ``same`` it is not kept at all, for that ``reason``: it is another address of
    that article.
    """

    copy: Copy | None = None
    added: tuple[str, ...] = ()
    keys: frozenset[int] = frozenset()
    replaced: dict[str, Copy] = field(default_factory=dict)
    same: str | None = None
    reason: str = ""  # same_site, or copy with ``drop``


class Decider:
    """Decides articles one after the other, each against the heads on the ``shelf`` and those before it.

    Heads that are ``stories.worth_reading`` have their text. ``members`` has the articles of stories, by story and site.
    ``drop``: a copy of another site's article is not kept.
    """

    def __init__(
        self, shelf: Shelf, members: Mapping[tuple[str, str], Sequence[Article]] | None = None, *, drop: bool = False
    ) -> None:
        self.shelf, self.drop = shelf, drop
        self.members = {place: list(articles) for place, articles in (members or {}).items()}

    def decide(self, article: Article, keys: Sequence[int], *, new: bool) -> Decision:
        """What becomes of an article; one that is not ``new`` is stored already and stays."""
        self.shelf.remove(article.id)  # what it was before it changed
        own = head_of(article)
        heads = self.shelf.meeting(keys, article.id)
        told = match(own.piece, article.body or "", [head.piece for head in heads.values()], _text_in(heads))
        found = _of_one_story(told, heads)
        if new and found and (same := self._same(article, found)):
            return same
        first = min([own, *found], key=lambda head: head.piece.order)
        decision = Decision()
        for head in found:
            if head is not first and told:
                decision.replaced[head.piece.id], _ = copy_of(first.article, head.article, told)
                self._replace(head.piece.id, first.piece.id)
        if first is own:
            decision.keys = self.shelf.free(keys, keys[0] if article.content_hash else None)
            self.shelf.add(own._replace(keys=decision.keys))
        elif told:
            decision.copy, decision.added = copy_of(first.article, article, told)
            if not new:
                decision.replaced[article.id] = decision.copy
        self.members.setdefault((first.piece.id, article.site), []).append(article)
        return decision

    def _same(self, article: Article, found: Sequence[Head]) -> Decision | None:
        """The decision not to keep it, if an article of its site, or with ``drop`` of any site, makes it superfluous."""
        of_site = [head.article for head in found if head.article.site == article.site]
        for head in found:
            of_site += self.members.get((head.piece.id, article.site), ())
        for earlier in of_site:
            if earlier.id != article.id and repeats(article, earlier):
                return Decision(same=earlier.id, reason="same_site")
        return Decision(same=found[0].piece.id, reason="copy") if self.drop else None

    def _replace(self, old: str, new: str) -> None:
        self.shelf.remove(old)
        for story, site in [place for place in self.members if place[0] == old]:
            self.members.setdefault((new, site), []).extend(self.members.pop((story, site)))


def _text_in(heads: Mapping[str, Head]) -> Callable[[str], str | None]:
    return lambda identity: heads[identity].article.body


def _of_one_story(told: Match | None, heads: Mapping[str, Head]) -> list[Head]:
    """The head that was told, and those with the very same text, which two crawls may have stored at one moment."""
    if told is None:
        return []
    if told.rule != "same_content":
        return [heads[told.head.id]]
    return [head for head in heads.values() if head.piece.content_hash == told.head.content_hash]


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


def copy_of(origin: Article, article: Article, told: Match) -> tuple[Copy, tuple[str, ...]]:
    """That the article repeats the origin, with some of what it added and cut; and all that it added."""
    copy = Copy(origin.id, origin.site, told.rule, told.likeness)
    if told.rule == "same_content":
        return copy, ()
    between = difference(article.body or "", origin.body or "")
    copy.added, copy.cut = _evidence(between.added), _evidence(between.cut)
    return copy, between.added


def _evidence(entries: Sequence[str]) -> list[str]:
    return [entry[:EVIDENCE_LENGTH] for entry in entries[:EVIDENCE]]
