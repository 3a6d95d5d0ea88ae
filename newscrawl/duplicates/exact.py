"""Exact copies: texts that are equal but for spaces, punctuation, width and case."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from newscrawl.duplicates.words import bare_words

__all__ = ["content_hash", "precedence"]

SHORTEST = 40  # characters; 详见附件 (see the attachment) is the body of many articles that are no copies of each other


def content_hash(body: str | None) -> str | None:
    """Fingerprint of a text's words, as 32 hex digits; None for a text too short to tell anything.

    >>> content_hash("Ａ县与西乡县政府签署协议，" * 4) == content_hash("a县 与西乡县政府签署协议。" * 4)
    True
    >>> content_hash("详见附件。") is None
    True
    """
    words = bare_words(body or "")
    if len(words) < SHORTEST:
        return None
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def precedence(published_at: datetime | None, identity: str) -> tuple[bool, datetime, str]:
    """Sorts articles with the same content: the one that comes first is the original, the others are its copies.

    The earliest published comes first, one without a time last; between equals the ``_id`` decides. So it does not
    matter which was crawled first.
    """
    return published_at is None, published_at or datetime.max.replace(tzinfo=UTC), identity
