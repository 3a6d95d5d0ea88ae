"""What is to become of an article's document: compared with the stored one, and the write that it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import bson
from bson.errors import BSONError
from pymongo import UpdateOne

from newscrawl.duplicates.deciding import Decision
from newscrawl.items import Article
from newscrawl.mongo.articles.addresses import ADDRESSES_MAX, addresses_of, remember
from newscrawl.mongo.articles.revisions import Learned, Revision, kept_values, revision
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import LIKENESS, VISIT, digest, to_article, to_document
from newscrawl.mongo.events.changes import created, merged, returned, revised

__all__ = ["DOCUMENT_MAX", "KNOWN", "URLS_MAX", "Outcome", "Plan"]

DOCUMENT_MAX = 16 * 2**20 - 2**16  # bytes: MongoDB's limit, less what an update adds
MOMENT = timedelta(milliseconds=1)  # two entries of one visit are two causes
URLS_MAX = 20  # addresses kept of one article; some sites make a new one at each visit

KNOWN = dict.fromkeys(
    ("digest", "urls", "addresses", "crawled_at", "first_seen_at", "story_id", "gone_at", "missing_since"), 1
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    ``reason`` says why one was refused, or dropped: same_url, same_site, copy; ``stale`` is what is older than the stored one.
    ``spooled``: MongoDB is away, and it waits on disk.
    """

    kind: Literal["new", "changed", "unchanged", "refused", "dropped", "spooled"]
    reason: str = ""


NEW = Outcome("new")


@dataclass(slots=True)
class Plan:
    """What will have become of an article, and the write that it takes, if any."""

    article: Article
    outcome: Outcome = NEW
    document: Document = field(default_factory=dict)
    fingerprint: str = ""
    before: Document | None = None
    old: Document | None = None  # the whole stored document of an article that changed
    revision: Revision | None = None
    again: bool = False  # it is written already, but the answer was lost
    decision: Decision = field(default_factory=Decision)

    def compare(self) -> None:
        """Say what has become of the article since it was stored as ``before`` says, if at all."""
        self.document = to_document(self.article)
        try:
            size, self.fingerprint = len(bson.encode(self.document)), digest(self.document)
        except (BSONError, OverflowError, TypeError, ValueError) as error:
            self.outcome = Outcome("refused", str(error))
            return
        if size > DOCUMENT_MAX:
            self.outcome = Outcome("refused", f"{size} bytes are more than MongoDB takes")
        elif self.before is None:
            self.outcome = NEW
        elif _is_later(self.before.get("crawled_at"), self.document["crawled_at"]):
            self.outcome = Outcome("unchanged", "stale")
        elif self.before.get("digest") != self.fingerprint:
            self.outcome = Outcome("changed")
        else:
            seen = self.article.crawled_at
            self.again = seen is not None and self.document["crawled_at"] == self.before.get("crawled_at")
            is_new = self.again and self.before.get("first_seen_at") == self.document["crawled_at"]
            self.outcome = NEW if is_new else Outcome("unchanged")

    def keep_values(self, working: Collection[tuple[str, str]]) -> None:
        """Keep what only the finders lost (``revisions.kept_values``)."""
        if self.old is None or not (kept := kept_values(self.old, self.document, working)):
            return
        stored = to_article(self.old)
        for name, finder in kept.items():
            setattr(self.article, name, getattr(stored, name))
            self.article.found_by[name] = finder
        self.compare()

    @property
    def is_fresh(self) -> bool:
        """Whether its text may be other than what was compared with the other articles."""
        return self.outcome.kind in ("new", "changed") or self.again

    @property
    def origin(self) -> str | None:
        """The article that this one needs to be there."""
        return self.decision.copy.id if self.decision.copy else self.decision.same

    def decide(self, decision: Decision) -> None:
        """Take over what becomes of the article."""
        self.decision, copy = decision, decision.copy
        self.article.copy_of, self.article.story_id = copy, copy.id if copy else self.article.id
        if decision.same:
            self.outcome = Outcome("dropped", decision.reason)

    def revise(self, learned: Learned) -> None:
        """Say what its publisher changed, or how it is read."""
        if self.outcome.kind == "changed" and self.old is not None:
            self.revision = revision(self.old, self.document, learned)

    def writes(self) -> Iterator[UpdateOne]:
        """The write; none for what is refused or dropped, or older than what is stored."""
        if self.is_fresh:
            likeness = to_document(self.article, LIKENESS)
            yield self._update(self.document | likeness | {"digest": self.fingerprint})
        elif self.outcome.kind == "unchanged" and not self.outcome.reason:
            yield self._update({name: self.document[name] for name in ("_id", *VISIT)})

    def remembering(self) -> Iterator[UpdateOne]:
        """The write that gives the address of what is dropped to the article that it repeats."""
        if self.outcome.kind == "dropped":
            yield remember(self.decision.same or self.article.id, self.article.url, self.article.addresses)

    def _update(self, values: Document) -> UpdateOne:
        change: Document = {"$set": {name: value for name, value in values.items() if name not in ("_id", "addresses")}}
        change["$unset"] = {name: "" for name in ("gone_at", "missing_since") if name in (self.before or {})}
        if "digest" in values and self.decision.keys:
            change["$set"]["keys"] = sorted(self.decision.keys)
        elif "digest" in values:
            change["$unset"]["keys"] = ""
        if self.before is None:
            change["$setOnInsert"] = {"first_seen_at": values["crawled_at"] or datetime.now(UTC)}
        if added := _added(values, self.before or {}):
            change["$addToSet"] = added
        if not self.again:
            self._tell(change)
        as_read = {"_id": values["_id"], "crawled_at": (self.before or {}).get("crawled_at")}
        change = {name: part for name, part in change.items() if part}
        return UpdateOne(as_read, change, upsert=self.before is None)

    def _tell(self, change: Document) -> None:
        """Count the visit, and say what others are told of it."""
        change["$inc"] = {"visits": 1}
        if self.revision and self.revision.by == "publisher":
            change["$inc"]["revision"] = 1
            change["$set"]["modified_seen_at"] = self.article.crawled_at
        if entries := list(self._entries()):
            change["$push"] = {"outbox": {"$each": entries}}

    def _entries(self) -> Iterator[Document]:
        identity, at, before = self.article.id, datetime.now(UTC), self.before
        if before is None:
            yield created(identity, at)
            return
        if "gone_at" in before:
            yield returned(identity, before["gone_at"], at - MOMENT)
        if self.revision:
            yield revised(identity, self.revision, at)
        if self.is_fresh and before.get("story_id") != self.article.story_id:
            yield merged(identity, self.article.story_id or identity)


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one > other


def _added(values: Document, before: Document) -> Document:
    """The addresses of this visit that were not known, as far as there is room for them."""
    urls, addresses = before.get("urls", []), before.get("addresses", [])
    added: Document = {}
    if values["url"] not in urls and len(urls) < URLS_MAX:
        added["urls"] = values["url"]
    unknown = [address for address in addresses_of(values) if address not in addresses]
    if unknown := unknown[: ADDRESSES_MAX - len(addresses)]:
        added["addresses"] = {"$each": unknown}
    return added
