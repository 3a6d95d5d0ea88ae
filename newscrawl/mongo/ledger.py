"""What commands ask of the ledger of links, and what they change in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from pymongo import DESCENDING, UpdateOne

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import clean, digest
from newscrawl.mongo.failures import translated

__all__ = ["articles_linking", "host_records", "overrule", "rewrite", "worst_hosts"]


def worst_hosts(database: Database, limit: int) -> list[Document]:
    """The documents of ``link_hosts`` with most links that were spam."""
    with translated():
        return list(database["link_hosts"].find({"spam": {"$gt": 0}}).sort("spam", DESCENDING).limit(limit))


def host_names(database: Database, host: str) -> list[str]:
    """The host and all hosts below it that articles link to."""
    below = {"_id": {"$regex": rf"\.{re.escape(clean(host))}$"}}
    with translated():
        return [host, *(each["_id"] for each in database["link_hosts"].find(below, {"_id": 1}))]


def host_records(database: Database, hosts: Iterable[str]) -> dict[str, Document]:
    """Host to its document, for those that have one."""
    with translated():
        return {each["_id"]: each for each in database["link_hosts"].find({"_id": {"$in": list(hosts)}})}


def overrule(database: Database, host: str, said: str) -> None:
    """Keep what an operator says of a host: ``allow``, ``block``, or empty to leave it to the rules again."""
    change = {"$set": {"overrule": said, "overruled_at": datetime.now(UTC)}} if said else _UNSAID
    with translated():
        database["link_hosts"].update_one({"_id": clean(host)}, change, upsert=bool(said))


_UNSAID = {"$unset": {"overrule": "", "overruled_at": ""}}


def articles_linking(database: Database, target: str) -> Iterator[Document]:
    """Whole documents of the articles of a site, newest first; or else of those that link to a host or to one below it."""
    articles = database["articles"]
    with translated():
        if articles.find_one({"site": clean(target)}, {"_id": 1}):
            yield from articles.find({"site": clean(target)}).sort("published_at", DESCENDING)
        else:
            yield from articles.find({"link_hosts": {"$in": host_names(database, target.lower())}})


def rewrite(database: Database, changes: Sequence[tuple[Document, Document]]) -> int:
    """Give articles other values: pairs of a whole document and its new values. The number that was written.

    A document that a crawl has changed meanwhile is left as it is.
    """
    if not changes:
        return 0
    updates = [
        UpdateOne({"_id": old["_id"], "digest": old.get("digest")}, {"$set": new | {"digest": digest(old | new)}})
        for old, new in changes
    ]
    with translated():
        return database["articles"].bulk_write(updates, ordered=False).modified_count
