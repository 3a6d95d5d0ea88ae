"""What is wrong with a database: documents, stories, events, indexes, and how the server answers the project's queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pymongo.errors import OperationFailure

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.asked import ASKED, Asked
from newscrawl.mongo.documents.migrating import older_than
from newscrawl.mongo.documents.passes import PART, parts
from newscrawl.mongo.documents.schema import SCHEMA
from newscrawl.mongo.documents.structure import INDEXES, found, missing_indexes, rules
from newscrawl.mongo.failures import translated

__all__ = ["CHECKS", "Finding"]

EMBEDDED = "secantus"  # the name by which the embedded server says that it is one


class Finding(NamedTuple):
    """Something that is wrong: with what, and how."""

    kind: str
    what: str
    problem: str


def structure(database: Database) -> Iterator[Finding]:
    """Validators and indexes that are missing, that are other than they should be, or that nobody asked for."""
    there = found(database)
    for name in (name for name in INDEXES if name in there):
        if name in rules() and there[name].rule != rules()[name]:
            yield Finding("validator", name, "is not today's: newscrawl db migrate sets it")
        wanted = {index.document["name"]: index.document for index in INDEXES[name]}
        for missing in missing_indexes(name, there[name]):
            yield Finding("index", f"{name}.{missing.document['name']}", "is missing: newscrawl db migrate makes it")
        for title, index in there[name].indexes.items():
            if title not in wanted and title != "_id_":
                yield Finding("index", f"{name}.{title}", "is none of newscrawl's; every write pays for it")
            elif title in wanted and dict(index["key"]) != dict(wanted[title]["key"]):
                yield Finding(
                    "index", f"{name}.{title}", "has other fields: drop it, then newscrawl db migrate makes it"
                )


def documents(database: Database) -> Iterator[Finding]:
    """Articles of an older schema, and those that do not fit today's."""
    with translated():
        if older := sum(len(part) for part in parts(database, older_than(SCHEMA), {"_id": 1})):
            yield Finding("schema", f"{older} documents", f"are older than schema {SCHEMA}: newscrawl db migrate")
        rule = rules()["articles"]["$jsonSchema"]
        unfit = {"schema": {"$gte": SCHEMA}, "$nor": [{"$jsonSchema": rule}]}
        for part in parts(database, unfit, {"_id": 1}):
            yield from _unfit(database, [each["_id"] for each in part], rule)


def _unfit(database: Database, ids: Sequence[str], rule: Document) -> Iterator[Finding]:
    for name, one in rule["properties"].items():
        required = [name] if name in rule["required"] else ["_id"]
        alone = {"$jsonSchema": {"required": required, "properties": {name: one}}}
        for each in database["articles"].find({"_id": {"$in": list(ids)}, "$nor": [alone]}, {name: 1}):
            wrong = f"is a {type(each[name]).__name__}, or has one within that" if name in each else "is missing, which"
            yield Finding("document", each["_id"], f"{name} {wrong} does not fit")


def stories(database: Database) -> Iterator[Finding]:
    """Copies whose head is missing, is itself a copy, or is not the one of their story."""
    with translated():
        for part in parts(database, {"story_id": {"$ne": None}}, {"story_id": 1, "copy_of.id": 1}):
            heads = {each["_id"]: (each.get("copy_of") or {}).get("id", each["_id"]) for each in part}
            asked = {"_id": {"$in": list(set(heads.values()))}}
            there = {each["_id"]: each.get("copy_of") for each in database["articles"].find(asked, {"copy_of.id": 1})}
            for each in part:
                head = heads[each["_id"]]
                if head not in there:
                    yield Finding("story", each["_id"], f"copies {head}, which is not there")
                elif there[head]:
                    yield Finding("story", each["_id"], f"copies {head}, which is itself a copy")
                elif each["story_id"] != head:
                    yield Finding(
                        "story", each["_id"], f"belongs to the story {each['story_id']}, and its head is {head}"
                    )


def events(database: Database) -> Iterator[Finding]:
    """Sites whose events have gaps, and events of articles that are not there."""
    changes, articles = database["changes"], database["articles"]
    with translated():
        for site in changes.distinct("site"):
            last = 0
            cursor = changes.find({"site": site}, {"number": 1, "article": 1}).sort("number", 1)
            while part := list(islice(cursor, PART)):
                ids = list({each["article"] for each in part})
                there = {each["_id"] for each in articles.find({"_id": {"$in": ids}}, {"_id": 1})}
                for each in part:
                    if each["number"] != last + 1:
                        yield Finding("event", each["_id"], f"follows upon number {last}")
                    if each["article"] not in there:
                        yield Finding("event", each["_id"], f"is of the article {each['article']}, which is not there")
                    last = each["number"]


def plans(database: Database) -> Iterator[Finding]:
    """Queries for which the server would read all of a collection.

    What the embedded server says of a query with several conditions is not what it does: it reads what an index gives for one of
    them, and says COLLSCAN. So there a query counts as well if one of its conditions alone does.
    """
    with translated():
        embedded = database.client.admin.command("hello").get("setName") == EMBEDDED
        there = set(database.list_collection_names())
        for asked in ASKED:
            if asked.collection in there and not asked.whole:
                alone = (
                    [asked._replace(filter={name: value}) for name, value in asked.filter.items()] if embedded else []
                )
                if all(_scans(database, each) for each in [asked, *alone]):
                    yield Finding("query", str(asked), "reads all of the collection: an index is missing")


def _scans(database: Database, asked: Asked) -> bool:
    find: Document = {"find": asked.collection, "filter": asked.filter}
    find |= {name: value for name, value in {"sort": asked.sort, "hint": asked.hint}.items() if value}
    try:
        answer = database.command("explain", find, verbosity="queryPlanner")
    except OperationFailure:  # the index that it names is missing
        return True
    return "COLLSCAN" in str(answer["queryPlanner"]["winningPlan"])


CHECKS: dict[str, Callable[[Database], Iterator[Finding]]] = {
    "validators and indexes": structure,
    "documents": documents,
    "stories": stories,
    "events": events,
    "queries": plans,
}
