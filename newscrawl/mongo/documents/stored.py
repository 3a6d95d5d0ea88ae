"""The article as the collection keeps it: what a crawl read, and what the store adds. docs/item.md has these fields, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newscrawl.items import Article, described

__all__ = ["StoredArticle"]


@dataclass(slots=True, kw_only=True)
class StoredArticle(Article):
    """An article of the collection. What the store has not written yet has its default."""

    first_seen_at: datetime | None = described(
        None, "stored", "When it was stored first, in UTC.", "store", "2020-03-20T04:35:02+00:00"
    )
    visits: int = described(0, "stored", "How often its page was asked for.", "store", 3)
    urls: list[str] = described(
        list, "stored", "Addresses under which it was met, as they were written; 50 at most.", "store",
        ["http://www.xinlinghua.example/jishuzixun/1203.html"],
    )  # fmt: skip
    revision: int = described(0, "stored", "How often its publisher has changed it.", "store", 1)
    modified_seen_at: datetime | None = described(
        None, "stored", "When a crawl saw the last of these changes, in UTC.", "store", "2020-03-21T04:35:09+00:00"
    )
    gone_at: datetime | None = described(
        None, "stored", "When its page was found to be gone, in UTC.", "store", "2020-06-01T04:35:00+00:00"
    )

    schema: int = described(0, "bookkeeping", "The number of the schema that the document follows.", "store", 2)
    digest: str | None = described(
        None, "bookkeeping", "Fingerprint of the content: equal as long as a visit finds nothing new.", "store",
        "c1d0f3a88e2b4b6f9d7a5e3c2b1a0f9e",
    )  # fmt: skip
    keys: list[int] = described(
        list, "bookkeeping", "Under which its copies are looked up; a story's head alone has them.", "store",
        [-4611686018427387904],
    )  # fmt: skip
    moving: bool = described(
        False, "bookkeeping", "Its copies are following it to another head; ended by the next crawl if cut off.", "store", False
    )  # fmt: skip
