"""Articles get what their copies are told by (title_hash, signature, keys) and the addresses under which they were met.

Copies that were told stay so. Others are not looked for among what is stored: each head has its keys now, so the next article
that repeats one finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pymongo import UpdateOne

from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.duplicates.shelf import CROWD
from newscrawl.items import Article, article_id
from newscrawl.mongo.articles.addresses import ADDRESSES_MAX
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import digest, to_article, to_document
from newscrawl.text.urls import canonical_url

NUMBER = 2


def updates(database: Database, documents: Sequence[Document]) -> list[UpdateOne]:
    """The writes that bring documents of schema 1 to schema 2."""
    articles = [to_article(document) for document in documents]
    keys = [fingerprint(article) for article in articles]
    crowds = _crowds(database, {key for each in keys for key in each})
    return [_update(*each, crowds) for each in zip(documents, articles, keys, strict=True)]


def _update(document: Document, article: Article, keys: Sequence[int], crowds: Counter[int]) -> UpdateOne:
    article.story_id = article.copy_of.id if article.copy_of else document["_id"]
    known = {"_id": document["_id"], "schema": document.get("schema"), "digest": document.get("digest")}
    whole = to_document(article) | {"schema": NUMBER}
    values = {name: value for name, value in whole.items() if name not in ("_id", "addresses")}
    values["digest"] = digest(document | values)
    if not article.copy_of:
        values["keys"] = _free(keys, article.content_hash is not None, crowds)
    return UpdateOne(known, {"$set": values, "$addToSet": {"addresses": {"$each": _addresses(document)}}})


def _free(keys: Sequence[int], has_content: bool, crowds: Counter[int]) -> list[int]:
    """The keys that are not crowded, as ``Shelf.free`` has it; the one of the whole text, which comes first, never is."""
    free = {key for place, key in enumerate(keys) if (has_content and not place) or crowds[key] < CROWD}
    crowds.update(free)
    return sorted(free)


def _crowds(database: Database, keys: set[int]) -> Counter[int]:
    """Key to the number of heads under it."""
    found = database["articles"].find({"keys": {"$in": list(keys)}}, {"keys": 1})
    return Counter(key for head in found for key in head["keys"])


def _addresses(document: Document) -> list[str]:
    urls = [document.get("url"), *document.get("urls", ())]
    ids = [document["_id"], *(article_id(canonical_url(url)) for url in urls if url)]
    return list(dict.fromkeys(ids))[:ADDRESSES_MAX]
