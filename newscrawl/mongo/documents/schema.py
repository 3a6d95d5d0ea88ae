"""The article as a document, and back. The fields of the Article are the crawl's; any others belong to other jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, get_args, get_type_hints

import bson

from newscrawl.items import Article
from newscrawl.mongo.documents.stored import StoredArticle

__all__ = ["LIKENESS", "SCHEMA", "VISIT", "clean", "digest", "to_article", "to_document", "to_stored"]

SCHEMA = 2  # goes up with each file of migrations/

FIELDS = tuple(field.name for field in fields(Article))
STORED = tuple(field.name for field in fields(StoredArticle))

# What is true of one visit, and no change of the article. Written at every visit.
VISIT = ("url", "addresses", "read_count", "crawled_at", "etag", "last_modified", "found_by", "extractor")
# What follows from the text and from the rest of the collection. Written when the text is.
LIKENESS = ("content_hash", "title_hash", "signature", "story_id", "copy_of")
CONTENT = tuple(name for name in FIELDS if name not in (*VISIT, *LIKENESS))

# The dataclass in a field's type: Image of list[Image], Copy of Copy | None.
PARTS: dict[str, type] = {
    name: part
    for name, kind in get_type_hints(Article).items()
    for part in get_args(kind)
    if isinstance(part, type) and is_dataclass(part)
}
PART_FIELDS = {part: tuple(field.name for field in fields(part)) for part in PARTS.values()}

INT64_MAX = 2**63 - 1


def to_document(article: Article, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """The article, or those of its fields, as MongoDB keeps it: plain values that BSON can hold, ``_id``, the schema's number."""
    document = {"_id": article.id, "schema": SCHEMA}
    document.update((name, _plain(getattr(article, name))) for name in names)
    return document


def to_article(document: Mapping[str, Any]) -> Article:
    """The article of a document. What other jobs added is left out; what is missing has its default."""
    return Article(**_values(document, FIELDS))


def to_stored(document: Mapping[str, Any]) -> StoredArticle:
    """The same with what the store adds."""
    return StoredArticle(**_values(document, STORED))


def digest(document: Mapping[str, Any]) -> str:
    """Fingerprint of the article's content: equal as long as a visit found nothing new.

    Raises what BSON raises for values that it cannot hold.
    """
    return blake2b(bson.encode({name: document.get(name) for name in CONTENT}), digest_size=16).hexdigest()


def _values(document: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: _part(PARTS.get(name), document[name]) for name in names if name in document}


def _part(part: type | None, value: Any) -> Any:
    if part is None or value is None:
        return value
    if isinstance(value, list):
        return [_part(part, each) for each in value]
    return part(**{name: value[name] for name in PART_FIELDS[part] if name in value})


def _plain(value: Any) -> Any:
    """A subclass, such as the strings of lxml, counts as what it derives from; BSON judges what is none of these."""
    plain = PLAIN.get(type(value)) or next((PLAIN[kind] for kind in PLAIN if isinstance(value, kind)), _itself)
    return plain(value)


def clean(text: str) -> str:
    r"""Text that BSON and every reader of it can hold: halves of a surrogate pair are joined or replaced, NUL is cut.

    >>> clean("\ud83d\ude00 \ud83d \x00.")
    '😀 \ufffd .'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "")


def _number(number: int) -> int | None:
    """None for a number beyond 64 bits: no page was read that often."""
    return number if abs(number) <= INT64_MAX else None


def _instant(instant: datetime) -> datetime:
    """In UTC and whole milliseconds, which is what BSON keeps. A time without a zone counts as UTC."""
    instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _list(values: list[Any]) -> list[Any]:
    return [_plain(value) for value in values]


def _mapping(mapping: dict[str, Any]) -> dict[str, Any]:
    return {clean(key): _plain(value) for key, value in mapping.items()}


def _itself(value: Any) -> Any:
    return value


def _fields_of(part: Any) -> dict[str, Any]:
    return {name: _plain(getattr(part, name)) for name in PART_FIELDS[type(part)]}


PLAIN: dict[type, Callable[[Any], Any]] = {
    str: clean,
    int: _number,
    datetime: _instant,
    list: _list,
    tuple: _list,
    dict: _mapping,
    **dict.fromkeys((type(None), bool, float, bytes), _itself),
    **dict.fromkeys(PART_FIELDS, _fields_of),
}
