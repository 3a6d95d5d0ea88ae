"""Judges the links of stored articles again, by what is known of their hosts now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.ledger import host_records, rewrite
from newscrawl.mongo.schema import to_article, to_document
from newscrawl.page.markup import blocks_from, text_of
from newscrawl.spam import host_of_record, hosts_asked, strip_spam

NOT_IN_TEXT = ("hidden", "aside")
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
    asked = {name for each in documents for name in hosts_asked(_as_read(each), each["url"])}
    hosts = {name: host_of_record(record) for name, record in host_records(database, asked).items()}
    changes = []
    for document in documents:
        article, html = to_article(document), _as_read(document)
        aside = [link for link in article.links if link.position in NOT_IN_TEXT or link.verdict == "refused"]
        for name, value in vars(strip_spam(html, text_of(blocks_from(html)), article.url, aside, hosts)).items():
            setattr(article, name, value)
        keys = fingerprint(article)
        again = to_document(article)
        if "keys" in document and again["content_hash"] != document["content_hash"]:
            again["keys"] = sorted(set(keys))
        if new := {name: value for name, value in again.items() if document.get(name) != value}:
            changes.append((document, new))
    return rewrite(database, changes)


def _as_read(document: Document) -> str:
    """An article's markup before anything was taken out of it."""
    return document.get("unstripped_html") or document.get("body_html") or ""
