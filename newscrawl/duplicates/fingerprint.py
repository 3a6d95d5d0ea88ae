"""What is kept of an article to find its copies: its hashes, its signature, and the keys under which it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from struct import Struct

from newscrawl.duplicates.exact import content_hash, title_hash
from newscrawl.duplicates.near import SCHEME, SLOTS, Signature, signature
from newscrawl.items import Article

__all__ = ["fingerprint", "keys_of", "packed", "unpacked"]

CHINA = timedelta(hours=8)  # ahead of UTC
PACKED = Struct(f"<BI{2 * SLOTS}s")  # scheme, size, slots


def fingerprint(article: Article) -> tuple[int, ...]:
    """Set the article's hashes and signature, and return the keys under which its copies are found."""
    made = signature(article.body)
    article.content_hash = content_hash(article.body)
    article.title_hash = title_hash(article.title, _day(article))
    article.signature = packed(made)
    return tuple(keys_of(article, made))


def keys_of(article: Article, made: Signature | None) -> Iterator[int]:
    """Signed numbers of 64 bits, that of the text first; two articles with a common one may be copies, others never are."""
    for digest in (article.content_hash, article.title_hash):
        if digest:
            yield int.from_bytes(bytes.fromhex(digest[:16]), "big", signed=True)
    if made:
        yield from made.bands


def packed(made: Signature | None) -> bytes | None:
    """A signature as it is stored; its bands are in the keys."""
    return PACKED.pack(SCHEME, made.size, made.slots) if made else None


def unpacked(stored: bytes | None) -> Signature | None:
    """A stored signature, without bands; None for one that an older scheme made, which can be compared with none."""
    if not stored or stored[0] != SCHEME or len(stored) != PACKED.size:
        return None
    _, size, slots = PACKED.unpack(stored)
    return Signature(size, slots, ())


def _day(article: Article) -> date | None:
    """The day of publication where its readers are: in China for Chinese articles."""
    if article.published_at is None:
        return None
    return (article.published_at + (CHINA if article.language == "zh" else timedelta())).date()
