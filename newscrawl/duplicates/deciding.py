"""What becomes of an article that may repeat others: a head, a copy, or another address of what its site has already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newscrawl.duplicates.difference import difference
from newscrawl.duplicates.stories import Head, Match, Shelf, matches, precedence_of, repeats
from newscrawl.items import Article, Copy

__all__ = ["Decider", "Decision"]

EVIDENCE = 10  # entries of what a copy adds and cuts that are kept,
EVIDENCE_LENGTH = 200  # and characters of each


@dataclass(slots=True)
class Decision:
    """What becomes of an article.

    It is a copy, as ``copy`` says, with ``added`` text that its origin has not, or else a head with ``keys``. The heads of ``replaced`` become copies because of it. With
    ``same`` it is not kept at all, for that ``reason``: it is another address of that article.
    """

    copy: Copy | None = None
    added: tuple[str, ...] = ()
    keys: frozenset[int] = frozenset()
    replaced: dict[str, Copy] = field(default_factory=dict)
    same: str | None = None
    reason: str = ""  # same_site, or copy with ``drop``


class Decider:
    """Decides articles one after the other, each against the heads on the ``shelf`` and those before it.

    ``members`` has the articles of stories, by story and site; ``drop``: a copy of another site's article is not kept.
    """

    def __init__(
        self, shelf: Shelf, members: Mapping[tuple[str, str], Sequence[Article]] | None = None, *, drop: bool = False
    ) -> None:
        self.shelf, self.drop = shelf, drop
        self.members = {place: list(articles) for place, articles in (members or {}).items()}

    def decide(self, article: Article, keys: Sequence[int], *, new: bool) -> Decision:
        """What becomes of an article; one that is not ``new`` is stored already and stays."""
        self.shelf.remove(article.id)  # what it was before it changed
        found = matches(article, self.shelf.meeting(keys, article.id))
        if new and found and (same := self._same(article, found)):
            return same
        first = min([article, *(match.head for match in found)], key=precedence_of)
        decision = Decision()
        for match in found:
            if match.head is not first:
                decision.replaced[match.head.id], _ = copy_of(first, match.head, match)
                self._replace(match.head.id, first.id)
        if first is article:
            decision.keys = self.shelf.free(keys, keys[0] if article.content_hash else None)
            self.shelf.add(Head(article, decision.keys))
        else:
            decision.copy, decision.added = copy_of(first, article, found[0])
            if not new:
                decision.replaced[article.id] = decision.copy
        self.members.setdefault((first.id, article.site), []).append(article)
        return decision

    def _same(self, article: Article, found: Sequence[Match]) -> Decision | None:
        """The decision not to keep it, if an article of its site, or with ``drop`` of any site, makes it superfluous."""
        of_site = [match.head for match in found if match.head.site == article.site]
        for match in found:
            of_site += self.members.get((match.head.id, article.site), ())
        for earlier in of_site:
            if earlier.id != article.id and repeats(article, earlier):
                return Decision(same=earlier.id, reason="same_site")
        return Decision(same=found[0].head.id, reason="copy") if self.drop else None

    def _replace(self, old: str, new: str) -> None:
        self.shelf.remove(old)
        for story, site in [place for place in self.members if place[0] == old]:
            self.members.setdefault((new, site), []).extend(self.members.pop((story, site)))


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
