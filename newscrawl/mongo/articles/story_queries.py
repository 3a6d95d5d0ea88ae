"""What commands ask of stories: who published one, who copies from whom, and how an article changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pymongo import ASCENDING

from newscrawl.items import article_id
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.failures import translated
from newscrawl.text.urls import canonical_url

__all__ = ["copies_by", "copies_from", "heads_of", "revisions_of", "story_of"]

TOLD = dict.fromkeys(("site", "url", "title", "published_at", "published_precision", "copy_of"), 1)
CHANGED = dict.fromkeys(("site", "url", "title", "first_seen_at", "revision", "modified_seen_at", "gone_at"), 1)


def story_of(database: Database, what: str) -> list[Document]:
    """All articles of the story of one: ``what`` is its ``_id`` or one of its addresses. Empty when it is not stored."""
    articles = database["articles"]
    with translated():
        found = articles.find_one({"addresses": _address(what)}, {"story_id": 1})
        return list(articles.find({"story_id": found["story_id"]})) if found else []


def revisions_of(database: Database, what: str) -> tuple[Document, list[Document]] | None:
    """An article, without its text, and its revisions, the first one first; None when it is not stored."""
    with translated():
        found = database["articles"].find_one({"addresses": _address(what)}, CHANGED)
        if found is None:
            return None
        return found, list(database["revisions"].find({"article": found["_id"]}).sort("at", ASCENDING))


def _address(what: str) -> str:
    return article_id(canonical_url(clean(what))) if "/" in what else clean(what)


def copies_by(database: Database, site: str) -> Iterator[Document]:
    """The articles of a site that copy another one, without their texts."""
    with translated():
        for each in database["articles"].find({"site": clean(site)}, TOLD):
            if each["copy_of"]:
                yield each


def copies_from(database: Database, site: str) -> Iterator[Document]:
    """The articles that copy one of a site, without their texts."""
    with translated():
        yield from database["articles"].find({"copy_of.site": clean(site)}, TOLD)


def heads_of(database: Database, copies: Iterable[Document]) -> dict[str, Document]:
    """``_id`` to the article that others copy, without its text."""
    ids = {each["copy_of"]["id"] for each in copies}
    with translated():
        return {each["_id"]: each for each in database["articles"].find({"_id": {"$in": list(ids)}}, TOLD)}
