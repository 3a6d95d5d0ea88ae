"""What a lookup of an article's copies costs, with more and more heads stored; a part of benchmarks/store.py."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from statistics import mean, median
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

from newscrawl.duplicates.fingerprint import fingerprint
from newscrawl.duplicates.shelf import CROWD
from newscrawl.items import Article
from newscrawl.mongo.articles.stories import Stories
from newscrawl.mongo.documents.schema import LIKENESS, digest, to_document

LOOKUPS, TOGETHER = 100, 250

Database = AsyncDatabase[dict[str, Any]]


async def copies(
    uri: str,
    heads: Sequence[int],
    emptied: Callable[[str], AbstractAsyncContextManager[Database]],
    article: Callable[[int], Article],
) -> None:
    """Milliseconds a lookup, one article at a time, and the index keys that the server says it examined."""
    async with emptied(uri) as database:
        stored, under = 0, Counter[int]()
        for count in sorted(heads):
            while stored < count:
                await _insert(database, under, [article(number) for number in range(stored, stored + TOGETHER)])
                stored += TOGETHER
            await _look(database, stored, [article(count * 10 + number) for number in range(LOOKUPS)])


async def _insert(database: Database, under: Counter[int], articles: Sequence[Article]) -> None:
    await database["articles"].insert_many([_head(each, under) for each in articles], ordered=False)


def _head(article: Article, under: Counter[int]) -> dict[str, Any]:
    """As the store would write it: a key that CROWD heads have does not find a further one."""
    first, *others = fingerprint(article)
    keys = {first, *(key for key in others if under[key] < CROWD)}
    under.update(keys)
    article.story_id, now = article.id, datetime.now(UTC)
    document = to_document(article)
    more = {"keys": sorted(keys), "digest": digest(document), "visits": 1, "first_seen_at": now, "urls": [article.url]}
    return document | to_document(article, LIKENESS) | more | {"addresses": [article.id]}


async def _look(database: Database, stored: int, articles: Sequence[Article]) -> None:
    stories, took, found = Stories(database), [], []
    for each in articles:
        keys = fingerprint(each)
        began = time.perf_counter()
        found.append(len(await stories.heads(keys)))
        took.append((time.perf_counter() - began) * 1000)
    examined = await _examined(database, [list(fingerprint(each)) for each in articles[:10]])
    print(
        f"copies: {stored:7,} heads: {median(took):.1f} ms an article (median), {mean(found):.1f} candidates; keys examined: {examined}"
    )


async def _examined(database: Database, keys: Sequence[Sequence[int]]) -> str:
    """The mean of what the server says of a lookup, if it does."""
    told = []
    for each in keys:
        find = {"find": "articles", "filter": {"keys": {"$in": list(each)}}}
        try:
            answer = await database.command("explain", find, verbosity="executionStats")
        except OperationFailure as error:
            return f"not told ({error.code})"
        told.append(answer.get("executionStats", {}).get("totalKeysExamined"))
    return f"{mean(told):.1f}" if None not in told else "not told"
