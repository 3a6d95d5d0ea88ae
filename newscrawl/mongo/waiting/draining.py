"""Brings articles that wait on disk into the collection."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newscrawl.items import Article, Missed
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.articles.plans import Outcome
from newscrawl.mongo.waiting.dead_letters import DeadLetters
from newscrawl.mongo.waiting.spool import Damaged, reading, spooled_files

__all__ = ["Drained", "drain"]

BATCH = 100  # articles that are stored together

logger = logging.getLogger(__name__)


class Drained(NamedTuple):
    """A file that was brought into the collection: its articles, and the damaged places that were passed over."""

    path: Path
    articles: int
    damaged: int


async def drain(intake: Intake, folder: Path) -> AsyncIterator[Drained]:
    """Store what the files of a folder hold, the oldest first, and delete each when it is done.

    Files that running crawls write are left out. Raises StoreUnavailableError; what is stored twice then is stored once. A
    damaged place is logged and passed over.
    """
    for path in spooled_files(folder):
        with reading(path) as found:
            if found is not None:
                yield await _drained(intake, path, found)
                path.unlink(missing_ok=True)


async def _drained(intake: Intake, path: Path, found: Iterator[Article | Damaged]) -> Drained:
    articles = damaged = 0
    while batch := list(islice(found, BATCH)):
        for place in batch:
            if isinstance(place, Damaged):
                damaged += 1
                logger.warning("%s: %d bytes from %d on are damaged, passed over", path, place.length, place.start)
        whole = [each for each in batch if isinstance(each, Article)]
        outcomes = await intake.store(whole)
        await _tell(intake, [each for each in zip(whole, outcomes, strict=True) if each[1].kind == "refused"])
        intake.taken.clear()  # a file may hold two visits of one article
        articles += len(whole)
    return Drained(path, articles, damaged)


async def _tell(intake: Intake, refused: Sequence[tuple[Article, Outcome]]) -> None:
    """Keep which articles MongoDB refused. Their pages are gone: a crawl would have to fetch them again."""
    letters = DeadLetters(intake.articles.collection.database)
    for article, outcome in refused:
        logger.warning("%s: MongoDB refuses it: %s", article.url, outcome.reason)
        await letters.add(article.site, [Missed(article.url, "refused", False, outcome.reason)], datetime.now(UTC))
