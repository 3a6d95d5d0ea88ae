"""Which stored article another one repeats, if any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from newscrawl.duplicates.comparison import CONTAINED, JOINT, Likeness, compare
from newscrawl.duplicates.near import Signature, likenesses, rarities

__all__ = ["Match", "Piece", "match", "worth_reading"]

DOUBT = 0.15  # three standard deviations of an estimate
LOOKS = 8  # texts that are read for one article; of a template's bulletins, those that share what few others have
TELLING = 40  # characters of a text; a shorter one says less than its title

Rule = Literal["same_content", "near_content", "same_title"]
Texts = Callable[[str], "str | None"]  # id -> text; None for one that is gone


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as its copies are looked for.

    ``order`` is its ``origin.precedence``: of heads that are equally alike the first is taken.
    """

    id: str
    site: str
    content_hash: str | None = None
    title_hash: str | None = None
    signature: Signature | None = None
    order: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The head that an article repeats, the rule that told, and the share of their shingles that both have (0 to 1)."""

    head: Piece
    rule: Rule
    likeness: float


def worth_reading(piece: Piece, heads: Sequence[Piece]) -> list[Piece]:
    """The heads whose texts decide; none when one has the same content.

    Of more than ``LOOKS`` those that share most of what is rare among them.

    Whoever has to fetch texts fetches those of these, and gives them to ``match``.
    """
    if _same_content(piece, heads):
        return []
    signed = [head for head in heads if head.signature and head.id != piece.id]
    alike = _alike(piece.signature, signed) if piece.signature and signed else []
    titled = [head for head in heads if head.id != piece.id and _same_title(piece, head) and head not in alike]
    return [*alike, *sorted(titled, key=_order)[:LOOKS]]


def match(piece: Piece, body: str, heads: Sequence[Piece], text_of: Texts) -> Match | None:
    """The head that an article with the text ``body`` is a copy of, and how that was told; None when it is one of its own.

    ``heads`` are the stored articles that share a content hash, a title hash or a band with it, and copy no other. What
    joins two articles is a copy of the one that it shares most with. The answer does not depend on the order of ``heads``.
    """
    if same := _same_content(piece, heads):
        return Match(same, "same_content", 1.0)
    best: Match | None = None
    for head in worth_reading(piece, heads):
        text = text_of(head.id)
        found = None if text is None else _told(piece, body, head, text)
        if found and (best is None or _rank(found) < _rank(best)):
            best = found
    return best


def _told(piece: Piece, body: str, head: Piece, text: str) -> Match | None:
    likeness = compare(body, text)
    share = round(likeness.jaccard, 3)
    if likeness.is_copy and piece.signature and head.signature:
        return Match(head, "near_content", share)
    if _same_title(piece, head) and _agree(body, text, likeness):
        return Match(head, "same_title", share)
    return None


def _agree(one: str, other: str, likeness: Likeness) -> bool:
    """Whether texts under one title of one day are those of one article: all of one is in the other, or both say nothing."""
    return likeness.is_part or max(len(one), len(other)) < TELLING


def _alike(signature: Signature, heads: list[Piece]) -> list[Piece]:
    found = likenesses(signature, [head.signature for head in heads if head.signature])
    possible = (found.containment >= CONTAINED - DOUBT) & (found.jaccard >= JOINT - DOUBT)
    alike = [heads[place] for place in np.flatnonzero(possible).tolist()]
    if len(alike) <= LOOKS:
        return sorted(alike, key=_order)
    shares = rarities(signature, [head.signature for head in alike if head.signature]).tolist()
    ranked = sorted(zip(shares, alike, strict=True), key=lambda each: (-each[0], _order(each[1])))
    return [head for _, head in ranked[:LOOKS]]


def _same_content(piece: Piece, heads: Sequence[Piece]) -> Piece | None:
    same = (head for head in heads if piece.content_hash and head.content_hash == piece.content_hash)
    return min((head for head in same if head.id != piece.id), key=_order, default=None)


def _same_title(piece: Piece, head: Piece) -> bool:
    return piece.title_hash is not None and piece.title_hash == head.title_hash


def _order(piece: Piece) -> tuple[tuple[object, ...], str]:
    return piece.order, piece.id


def _rank(found: Match) -> tuple[float, tuple[tuple[object, ...], str]]:
    return -found.likeness, _order(found.head)
