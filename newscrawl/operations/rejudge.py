"""Judges the links of stored articles again, by what is known of their hosts now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import to_article, to_document
from newscrawl.mongo.ledger import host_records, rewrite
from newscrawl.spam import asked_by, host_of_record, strip_again

BATCH = 100  # articles that are looked up and written together


class Progress(NamedTuple):
    """How many articles were judged again, and how many are other than they were."""

    judged: int
    changed: int


def rejudge(database: Database, documents: Iterable[Document]) -> Iterator[Progress]:
    """Strip stored articles anew from the markup that was read, and say after each batch how far that is.

    What was taken out comes back where a verdict is another one now, byte for byte: a document without overrules is what a
    crawl would have stored. Articles that it finds as they should be are not written.
    """
    judged, changed, batch = 0, 0, []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            changed += _rejudge(database, batch)
            judged += len(batch)
            yield Progress(judged, changed)
            batch = []
    changed += _rejudge(database, batch)
    yield Progress(judged + len(batch), changed)


def _rejudge(database: Database, documents: list[Document]) -> int:
    articles = [to_article(document) for document in documents]
    asked = {name for article in articles for name in asked_by(article)}
    hosts = {name: host_of_record(record) for name, record in host_records(database, asked).items()}
    changes = []
    for document, article in zip(documents, articles, strict=True):
        strip_again(article, hosts, article.copy_of.added if article.copy_of else ())
        keys = fingerprint(article)
        again = to_document(article)
        if "keys" in document and again["content_hash"] != document["content_hash"]:
            again["keys"] = sorted(set(keys))
        if new := {name: value for name, value in again.items() if document.get(name) != value}:
            changes.append((document, new))
    return rewrite(database, changes)
