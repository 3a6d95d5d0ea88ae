"""What has to hold of a database after the last crawl, whatever was killed before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from newscrawl.items import article_id
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.checks import CHECKS
from tests.chaos.crawl import PAGES, article, is_shared

__all__ = ["faults"]


def faults(database: Database, sites: Sequence[str], edition: int) -> list[str]:
    """What is wrong: articles lost, doubled or with other content, events, stories, left-overs, findings of db check."""
    documents = {each["_id"]: each for each in database["articles"].find()}
    return [
        *_contents(documents, sites, edition),
        *_stories(documents, sites, edition),
        *_events(database, documents),
        *_revisions(database, documents),
        *(" ".join(finding) for check in CHECKS.values() for finding in check(database)),
    ]


def _contents(documents: dict[str, Document], sites: Sequence[str], edition: int) -> Iterable[str]:
    wanted = {(site, number): article(site, number, edition) for site in sites for number in range(PAGES * edition)}
    if len(documents) != len(wanted):
        yield f"{len(documents)} articles instead of {len(wanted)}"
    for (site, number), made in wanted.items():
        stored = documents.get(made.id)
        if stored is None:
            yield f"{site}/{number} is lost"
        elif (stored["title"], stored["body"], stored["site"]) != (made.title, made.body, site):
            yield f"{site}/{number} has other content"
    for each in documents.values():
        if left := {"outbox", "moving"} & each.keys():
            yield f"{each['url']}: {left} left over"


def _stories(documents: dict[str, Document], sites: Sequence[str], edition: int) -> Iterable[str]:
    first = min(sites)
    for each in documents.values():
        name, number = each["url"], int(each["url"].rpartition("/")[2].removesuffix(".html"))
        is_copy = is_shared(number) and each["site"] != first
        head = article_id(article(first, number, edition).canonical_url) if is_copy else each["_id"]
        if each["story_id"] != head:
            yield f"{name} belongs to {documents.get(each['story_id'], {}).get('url')}"
        if (each.get("copy_of") or {}).get("id", each["_id"]) != head:
            yield f"{name} copies {each['copy_of']}"
        if ("keys" in each) == is_copy:
            yield f"{name}: {'keys' if is_copy else 'no keys'}"


def _events(database: Database, documents: dict[str, Document]) -> Iterable[str]:
    numbers: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    for each in database["changes"].find().sort([("site", 1), ("number", 1)]):
        numbers[each["site"]].append(each["number"])
        kinds[each["article"]].append(each["kind"])
    for site, told in numbers.items():
        if told != list(range(1, len(told) + 1)):
            yield f"{site}: events {told}"
    for identity, document in documents.items():
        told = kinds.pop(identity, [])
        if told[:1] != ["created"] or told.count("created") != 1:
            yield f"{document['url']}: events {told}"
        if told.count("revised") != document.get("revision", 0):
            yield f"{document['url']}: revision {document.get('revision', 0)}, events {told}"
    yield from (f"events of {identity}, which is not there" for identity in kinds)


def _revisions(database: Database, documents: dict[str, Document]) -> Iterable[str]:
    """Each goes on where the one before ended, and the last one ends with what is stored."""
    bodies = {}
    counts: Counter[str] = Counter()
    for each in database["revisions"].find().sort("at", 1):
        identity, change = each["article"], each["changes"]["body"]
        counts[identity] += 1
        if bodies.get(identity, change["from"]) != change["from"]:
            yield f"{documents[identity]['url']}: a revision begins elsewhere than the one before ended"
        bodies[identity] = change["to"]
    for identity, body in bodies.items():
        if documents[identity]["body"] != body:
            yield f"{documents[identity]['url']}: its last revision is not what is stored"
    for identity, document in documents.items():
        if counts[identity] != document.get("revision", 0):
            yield f"{document['url']}: revision {document.get('revision', 0)}, {counts[identity]} kept"
