"""Brings the documents of the articles to today's schema, in parts, and records in ``migrations`` which steps were done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pymongo.errors import BulkWriteError

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.migrations import Migration, migrations
from newscrawl.mongo.documents.passes import parts
from newscrawl.mongo.failures import refusals, translated

__all__ = ["Progress", "documents_by_schema", "migrate", "older_than", "pending"]


class Progress(NamedTuple):
    """How far a migration is: documents that it has seen and changed, and id to reason for those that were refused."""

    seen: int
    changed: int
    refused: dict[str, str]


def older_than(number: int) -> Document:
    """The condition for documents of an older schema, or of none."""
    return {"schema": {"$not": {"$gte": number}}}


def pending(database: Database) -> list[Migration]:
    """The migrations that were not done to the end, in their order. An empty collection needs none."""
    with translated():
        if not database["articles"].estimated_document_count():
            return []
        done = {each["_id"] for each in database["migrations"].find({}) if each.get("finished_at")}
    return [migration for migration in migrations() if migration.number not in done]


def documents_by_schema(database: Database) -> dict[int, int]:
    """Number of a schema to that of its documents. Without pending migrations these have all today's, and are not read."""
    articles, steps = database["articles"], migrations()
    with translated():
        count = articles.estimated_document_count()
        if not pending(database):
            return {steps[-1].number: count} if count else {}
        numbers = (each.get("schema", 0) for part in parts(database, fields={"schema": 1}) for each in part)
        return dict(sorted(Counter(numbers).items()))


def migrate(database: Database, migration: Migration, *, dry_run: bool = False) -> Iterator[Progress]:
    """Do what is left of a migration, and say after each part how far it is.

    Documents of today's schema are passed over, so the work can be cut off at any moment, and two may do it at once. With
    ``dry_run`` nothing is written, and what is left is counted.
    """
    record = Progress(0, 0, {})
    with translated():
        for documents in parts(database, older_than(migration.number)):
            changed, refused = _part(database, migration, documents, dry_run=dry_run)
            record = Progress(record.seen + len(documents), record.changed + changed, record.refused | refused)
            if not dry_run:
                _keep(database, migration, changed)
            yield record
        if not dry_run and not record.refused:
            _keep(database, migration, 0, finished_at=datetime.now(UTC))


def _part(
    database: Database, migration: Migration, documents: list[Document], *, dry_run: bool
) -> tuple[int, dict[str, str]]:
    """The number of documents that were changed, and id to reason for those that were refused."""
    updates = migration.updates(database, documents)
    if dry_run:
        return len(updates), {}
    try:
        return database["articles"].bulk_write(updates, ordered=False).modified_count, {}
    except BulkWriteError as error:
        reasons = {documents[place]["_id"]: reason for place, reason in refusals(error).items()}
        return error.details["nModified"], reasons


def _keep(database: Database, migration: Migration, changed: int, **values: Any) -> None:
    now = {"$set": {"name": migration.name, **values}, "$inc": {"changed": changed}}
    start = {"$setOnInsert": {"started_at": datetime.now(UTC)}}
    database["migrations"].update_one({"_id": migration.number}, now | start, upsert=True)
