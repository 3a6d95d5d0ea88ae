"""The rule that MongoDB holds documents of articles to, made from the types of the fields.

https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import FIELDS
from newscrawl.mongo.documents.stored import StoredArticle

__all__ = ["article_rule", "rule"]

# A number of Python is an int or a long in BSON, as large as it is; 1.0 and 1 are the same likeness.
BSON_TYPES: dict[Any, list[str]] = {
    str: ["string"],
    int: ["int", "long"],
    float: ["double", "int", "long"],
    bool: ["bool"],
    bytes: ["binData"],
    datetime: ["date"],
    NoneType: ["null"],
}


def article_rule() -> Document:
    """The ``$jsonSchema`` of the collection ``articles``.

    A field whose type allows None may be missing; what the crawl always gives may not. Fields of other jobs are allowed.
    """
    made = rule(StoredArticle)
    required = [name for name in made["required"] if name in FIELDS]
    properties = {"_id": rule(str)} | made["properties"]
    return {"$jsonSchema": {"bsonType": "object", "required": ["_id", "schema", *required], "properties": properties}}


def rule(kind: Any) -> Document:
    """The rule for values of a type: one of BSON_TYPES, a list, a dict, a dataclass, or a union of these."""
    parts = [_one(each) for each in (get_args(kind) if isinstance(kind, UnionType) else (kind,))]
    names = [name for part in parts for name in part["bsonType"]]
    return {key: value for part in parts for key, value in part.items()} | {"bsonType": names}


def _one(kind: Any) -> Document:
    if is_dataclass(kind):
        return _whole(kind)
    if get_origin(kind) is list:
        return {"bsonType": ["array"], "items": rule(*get_args(kind))}
    if get_origin(kind) is dict:
        return {"bsonType": ["object"], "additionalProperties": rule(get_args(kind)[1])}
    return {"bsonType": BSON_TYPES[kind]}


def _whole(kind: Any) -> Document:
    types = get_type_hints(kind)
    properties = {field.name: rule(types[field.name]) for field in fields(kind)}
    return {"bsonType": ["object"], "required": list(_never_none(properties)), "properties": properties}


def _never_none(properties: Document) -> Iterator[str]:
    return (name for name, one in properties.items() if "null" not in one["bsonType"])
