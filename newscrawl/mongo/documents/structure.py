"""The collections as they should be: their indexes and rules, what one lacks of them, and the commands that make up for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pymongo
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.migrations import migrations
from newscrawl.mongo.documents.validator import article_rule
from newscrawl.mongo.failures import translated

__all__ = ["INDEXES", "Found", "ensure", "ensured", "found", "lacking", "missing_indexes", "rules"]

RUNS_KEPT = 400 * 86_400  # seconds: a year, to compare with last year's holidays, and a month

INDEXES: dict[str, list[IndexModel]] = {
    "articles": [
        IndexModel([("site", ASCENDING), ("published_at", DESCENDING)], name="site_published"),
        IndexModel([("published_at", DESCENDING)], name="published"),
        # Only heads have keys, so that a text that is everywhere is found as fast as any other.
        IndexModel([("keys", ASCENDING)], name="keys", sparse=True),
        IndexModel([("story_id", ASCENDING), ("site", ASCENDING)], name="story_site"),
        IndexModel([("copy_of.site", ASCENDING)], name="copied_site", sparse=True),
        IndexModel([("moving", ASCENDING)], name="moving", sparse=True),
        IndexModel([("link_hosts", ASCENDING)], name="link_hosts"),
        IndexModel([("addresses", ASCENDING)], name="addresses"),
        IndexModel([("missing_since", ASCENDING)], name="missing", sparse=True),
        IndexModel([("outbox.at", ASCENDING)], name="outbox", sparse=True),
    ],
    "changes": [
        IndexModel([("site", ASCENDING), ("number", ASCENDING)], name="site_number", unique=True),
        IndexModel([("cause", ASCENDING)], name="cause", unique=True),
    ],
    "revisions": [IndexModel([("article", ASCENDING), ("at", ASCENDING)], name="article_at")],
    "link_hosts": [
        # Most hosts are nobody's spam, and cost nothing here.
        IndexModel([("spam", DESCENDING)], name="spam", partialFilterExpression={"spam": {"$gt": 0}}),
    ],
    "consumers": [IndexModel([("consumer", ASCENDING)], name="consumer")],
    "dead_letters": [
        IndexModel([("site", ASCENDING), ("first_at", DESCENDING)], name="site_first"),
        IndexModel([("reason", ASCENDING), ("site", ASCENDING)], name="reason_site"),
    ],
    "runs": [
        IndexModel([("site", ASCENDING), ("started_at", DESCENDING)], name="site_started"),
        IndexModel([("started_at", DESCENDING)], name="started", expireAfterSeconds=RUNS_KEPT),
        IndexModel([("ended_at", ASCENDING)], name="ended"),
    ],
    "sites": [IndexModel([("schedule.priority", ASCENDING), ("schedule.next_at", ASCENDING)], name="priority_next")],
    "dead_pages": [IndexModel([("site", ASCENDING), ("at", ASCENDING)], name="site_at")],
}
FORMER = {
    "articles": ("heads", "copies"),
    "sites": ("next",),
}  # indexes of earlier versions, which each write would still pay for
INDEX_PATIENCE = 3600.0  # seconds; only a collection that is already large takes long

# https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
UNAUTHORIZED = 13  # collMod takes dbAdmin, which a crawl need not have: newscrawl db check tells what is missing
EXISTS = 48  # another crawl was faster


class Found(NamedTuple):
    """A collection as it is: its validator, and its indexes by name."""

    rule: Document
    indexes: Mapping[str, Document]


def rules() -> dict[str, Document]:
    """Collection to the validator that it should have."""
    return {"articles": article_rule()}


def missing_indexes(name: str, there: Found | None) -> list[IndexModel]:
    """The indexes that a collection lacks."""
    return [index for index in INDEXES.get(name, ()) if there is None or index.document["name"] not in there.indexes]


def found(database: Database) -> dict[str, Found]:
    """Collection to what there is of it, for those that should have something."""
    with translated():
        listed = {each["name"]: each for each in database.list_collections()}
        return {name: _found(listed[name], database[name].index_information()) for name in INDEXES if name in listed}


def lacking(database: Database) -> list[str]:
    """What ``ensure`` would make, in words."""
    return [_said(command) for command in _commands(found(database)) if "insert" not in command]


def ensure(database: Database) -> None:
    """``ensured`` on a command's connection."""
    with translated(), pymongo.timeout(INDEX_PATIENCE):
        for command in _commands(found(database)):
            with _passing_over():
                database.command(command)


async def ensured(database: AsyncDatabase[Document]) -> None:
    """Give the collections what they lack: all of it in an empty database, nothing on later starts."""
    with translated(), pymongo.timeout(INDEX_PATIENCE):
        listed = {each["name"]: each async for each in await database.list_collections()}
        there = {
            name: _found(listed[name], await database[name].index_information()) for name in INDEXES if name in listed
        }
        for command in _commands(there):
            with _passing_over():
                await database.command(command)


def _found(listed: Mapping[str, Any], indexes: Mapping[str, Document]) -> Found:
    return Found(listed.get("options", {}).get("validator", {}), indexes)


def _commands(there: Mapping[str, Found]) -> Iterator[Document]:
    for name, rule in rules().items():
        # Moderate: a document of an older schema can still be visited, and is written anew by its migration.
        validation = {"validator": rule, "validationLevel": "moderate"}
        if name not in there:
            yield {"create": name, **validation}
            yield {"insert": "migrations", "documents": [_needless(each.number, each.name) for each in migrations()]}
        elif there[name].rule != rule:
            yield {"collMod": name, **validation}
    for name in INDEXES:
        if missing := missing_indexes(name, there.get(name)):
            yield {"createIndexes": name, "indexes": [index.document for index in missing]}
    for name, former in FORMER.items():
        for title in former:
            if name in there and title in there[name].indexes:
                yield {"dropIndexes": name, "index": title}


def _said(command: Document) -> str:
    if "indexes" in command:
        names = ", ".join(index["name"] for index in command["indexes"])
        return f"indexes of {command['createIndexes']}: {names}"
    if "index" in command:
        return f"{command['dropIndexes']} without its former index {command['index']}"
    return f"validator of {command.get('create') or command['collMod']}"


def _needless(number: int, name: str) -> Document:
    """The record of a migration that an empty database does not need."""
    return {"_id": number, "name": name, "changed": 0, "finished_at": datetime.now(UTC)}


@contextmanager
def _passing_over() -> Iterator[None]:
    try:
        yield
    except OperationFailure as error:
        if error.code not in (UNAUTHORIZED, EXISTS):
            raise
