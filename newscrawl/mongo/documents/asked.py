"""Every kind of query that the project makes, so that ``newscrawl db check`` can ask the server how it would answer each.

A kind is a collection, the fields that are compared and how. The test-suite records what the project's own code asks, and
fails when a kind is not here: see tests/conftest.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newscrawl.mongo.client import Document

__all__ = ["ASKED", "Asked", "kind", "shape"]


class Asked(NamedTuple):
    """A kind of query, with values to ask the server with. ``whole`` says why one may read all of its collection."""

    collection: str
    filter: Document
    sort: Document | None = None
    hint: str | None = None
    whole: str = ""

    def __str__(self) -> str:
        return kind(self.collection, self.filter, self.hint)


SOME = {"$in": ["a", "b"]}
RANGE = {"$gte": "a", "$lt": "b"}
NEWEST = {"published_at": -1}
OVER_ALL = "a migration or a check passes over all articles"
# What a list of articles in a time may ask beside: the server asks it of what the index on the time gives.
BESIDE = ("region", "channel", "source", "copy_of", "title")

ASKED = [
    Asked("alerts", {"_id": "a"}),
    Asked("alerts", {"_id": "a", "until": {"$lt": "a"}}),
    Asked("alerts", {"_id": "a", "token": "a"}),
    Asked("alerts", {}, whole="it has one document for each site that is not well"),
    Asked("articles", {"_id": SOME}),
    Asked("articles", {"_id": SOME, "crawled_at": {"$lt": "a"}}),
    Asked("articles", {"_id": "a", "crawled_at": "a"}),
    Asked("articles", {"_id": "a", "digest": "a"}),
    Asked("articles", {"_id": "a", "digest": "a", "schema": 1}),
    Asked("articles", {"_id": "a", "copy_of": None}),
    Asked("articles", {"_id": "a", "addresses.49": {"$exists": False}, "urls.49": {"$exists": False}}),
    Asked("articles", {"addresses": SOME}),
    Asked("articles", {"keys": {"$in": [1, 2]}}),
    Asked("articles", {"story_id": SOME, "site": SOME}),
    Asked("articles", {"story_id": "a", "_id": {"$nin": ["a"]}}),
    Asked("articles", {"story_id": "a"}),
    Asked("articles", {"copy_of.site": "a"}),
    Asked("articles", {"moving": True}),
    Asked("articles", {"site": "a", "missing_since": {"$lte": "a"}}),
    Asked("articles", {"_id": "a", "missing_since": None}),
    Asked("articles", {"_id": SOME, "missing_since": {"$lte": "a"}}),
    Asked("articles", {"_id": "a", "gone_at": None}),
    Asked("articles", {"outbox.at": {"$gt": "a"}}),
    Asked("articles", {"_id": SOME, "outbox.at": {"$gt": "a"}}),
    Asked("articles", {"_id": SOME, "outbox.cause": SOME, "outbox": {"$size": 1}}),
    Asked("articles", {"link_hosts": SOME}),
    Asked("articles", {"site": "a"}, NEWEST),
    Asked("articles", {}, hint="site_published"),
    Asked("articles", {"_id": SOME, "$nor": [{"$jsonSchema": {}}]}),
    Asked("articles", {"_id": {"$gt": "a"}}, {"_id": 1}, whole=OVER_ALL),
    Asked("articles", {"_id": {"$gt": "a"}, "schema": {"$not": {"$gte": 2}}}, {"_id": 1}, whole=OVER_ALL),
    Asked(
        "articles",
        {"_id": {"$gt": "a"}, "schema": {"$gte": 2}, "$nor": [{"$jsonSchema": {}}]},
        {"_id": 1},
        whole=OVER_ALL,
    ),
    Asked("articles", {"_id": {"$gt": "a"}, "story_id": {"$ne": None}}, {"_id": 1}, whole=OVER_ALL),
    Asked("articles", {"published_at": RANGE}, NEWEST),
    Asked("articles", {"published_at": None}, NEWEST),
    Asked("articles", {"published_at": RANGE, "site": "a"}, NEWEST),
    Asked("articles", {"published_at": None, "site": "a"}, NEWEST),
    Asked("changes", {"_id": SOME}),
    Asked("changes", {"site": "a"}, {"number": 1}),
    Asked("changes", {"site": "a", "number": {"$gte": 1, "$lt": 2}}, {"number": 1}),
    Asked("changes", {"cause": SOME}),
    Asked("changes", {}, whole="the names of sites that have events; a real server skips from one name to the next"),
    Asked("consumers", {"_id": "a"}),
    Asked("consumers", {"consumer": "a"}),
    Asked("dead_letters", {"_id": SOME}),
    Asked("dead_letters", {"site": "a"}, {"first_at": -1}),
    Asked("dead_letters", {"site": "a", "first_at": {"$gte": "a"}}, {"first_at": -1}),
    Asked("dead_letters", {"site": "a", "settled_at": None}),
    Asked("dead_letters", {"reason": "a", "settled_at": None}),
    Asked("dead_letters", {"reason": "a", "site": "a", "settled_at": None}),
    Asked("dead_letters", {"settled_at": None}, whole="an operator asks for the letters of all sites"),
    Asked("dead_pages", {"_id": SOME}),
    Asked("dead_pages", {"site": "a"}, {"at": 1}),
    Asked("link_hosts", {"_id": SOME}),
    Asked(
        "link_hosts",
        {"_id": {"$regex": "a"}},
        whole="an operator asks for the hosts below one; only the index on _id is read",
    ),
    Asked("link_hosts", {"spam": {"$gt": 0}}, {"spam": -1}),
    Asked("migrations", {"_id": 1}),
    Asked("migrations", {}, whole="it has one document for each migration"),
    Asked("revisions", {"_id": "a"}),
    Asked("revisions", {"article": "a"}, {"at": 1}),
    Asked("runs", {"_id": "a"}),
    Asked("runs", {"_id": "a", "ended_at": None}),
    Asked("runs", {"_id": "a", "ended_at": None, "beat_at": {"$gte": "a"}}),
    Asked("runs", {"ended_at": None}),
    Asked("runs", {"ended_at": {"$gte": "a"}}),
    Asked("runs", {"_id": "a", "cancelled_at": {"$ne": None}}),
    Asked("runs", {"site": "a"}, {"started_at": -1}),
    Asked("runs", {"site": "a", "verdict": SOME, "started_at": {"$gte": "a", "$lt": "b"}}, {"started_at": -1}),
    Asked("runs", {"started_at": {"$gte": "a", "$lt": "b"}}, {"started_at": -1}),
    Asked("runs", {"site": "a", "started_at": {"$gte": "a", "$lt": "b"}}, {"started_at": -1}),
    Asked("sites", {"_id": "a"}),
    Asked("sites", {"_id": "a", "lease.token": "a"}),
    Asked("sites", {"_id": "a", "lease.until": {"$gt": "a"}}),
    Asked("sites", {"_id": "a", "schedule.next_at": "a"}),
    Asked("sites", {"_id": "a", "schedule.next_at": {"$ne": None}}),
    Asked("sites", {"_id": "a", "schedule.paused": {"$ne": None}}),
    Asked("sites", {"schedule.priority": "a", "schedule.next_at": {"$lte": "a"}}, {"schedule.next_at": 1}),
    Asked(
        "sites",
        {"schedule.priority": "a", "schedule.next_at": {"$lte": "a"}, "_id": {"$in": ["a"]}},
        {"schedule.next_at": 1},
    ),
    Asked("sites", {}, whole="it has one document for each site, and all are shown"),
]


def kind(collection: str, query: Mapping[str, Any], hint: str | None = None) -> str:
    """What is alike in queries that differ in values only."""
    return f"{collection}: {shape(query) or 'all'}{f' by {hint}' if hint else ''}"


def shape(query: Mapping[str, Any]) -> str:
    """The kind of a filter: its fields in order, each with ``=`` for a value or one of many, ``<`` for a range, or its operator.

    >>> shape({"site": "county", "published_at": {"$gte": 1, "$lt": 2}, "_id": {"$in": ["a"]}})
    '_id= published_at< site='
    """
    names = [name for name in query if name not in BESIDE or "published_at" not in query]
    return " ".join(sorted(f"{name}{''.join(sorted(set(_how(query[name]))))}" for name in names))


def _how(value: Any) -> Iterator[str]:
    operators = [name for name in value if name.startswith("$")] if isinstance(value, Mapping) else []
    for name in operators or ["$eq"]:
        yield HOW.get(name, name)


HOW = {"$eq": "=", "$in": "=", "$gt": "<", "$gte": "<", "$lt": "<", "$lte": "<"}
