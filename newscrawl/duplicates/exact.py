"""Exact copies: texts that are equal but for spaces, punctuation, width, case and traditional characters; equal titles."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b

from newscrawl.duplicates.words import bare_words

__all__ = ["content_hash", "title_hash"]

SHORTEST = 40  # characters; 详见附件 (see the attachment) is the body of many articles that are no copies of each other
SHORTEST_TITLE = 6  # characters; 天气预报 (weather report) is the title of every day


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
    return _digest(words)


def title_hash(title: str | None, day: date | None) -> str | None:
    """Fingerprint of a title's words and the day of publication, which is the publisher's own and not that of UTC.

    None for a title that is too short to tell anything, or without a day. Equal ones are no evidence alone: whether the
    texts are, too, ``stories.match`` says.

    >>> title_hash("西乡县 签署协议", date(2020, 3, 20)) == title_hash("西鄉縣簽署協議！", date(2020, 3, 20))
    True
    >>> title_hash("天气预报", date(2020, 3, 20)) is None
    True
    """
    words = bare_words(title or "")
    if len(words) < SHORTEST_TITLE or day is None:
        return None
    return _digest(f"{day:%Y-%m-%d} {words}")


def _digest(words: str) -> str:
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()
