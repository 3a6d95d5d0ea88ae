"""A database with events in it, as the store writes them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pymongo import MongoClient

from newscrawl.items import Article
from newscrawl.mongo.documents.schema import to_document
from newscrawl.mongo.events.feed import event_id

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)


def article(site: str, number: int, **changes) -> Article:
    address = f"http://{site}.example/{number}.html"
    made = Article(url=address, canonical_url=address, site=site, region="610724", title=f"标题{number}", crawled_at=AT)
    return replace(made, **{"published_at": AT + timedelta(hours=number), **changes})


class Writer:
    """Writes articles and then their events, one site after the other."""

    def __init__(self, database) -> None:
        self.database = database
        self.numbers: dict[str, int] = {}

    def __call__(self, site: str, count: int = 1, kind: str = "created", **changes) -> None:
        first = self.numbers.get(site, 0) + 1
        numbers = range(first, first + count)
        self.numbers[site] = numbers[-1]
        documents = [to_document(article(site, number, **changes)) for number in numbers]
        self.database["articles"].insert_many(each | {"visits": 1, "first_seen_at": AT} for each in documents)
        self.database["changes"].insert_many(
            {"_id": event_id(site, number), "site": site, "number": number, "kind": kind, "fields": []}
            | {"article": each["_id"], "story_id": each["_id"], "at": AT + timedelta(minutes=number)}
            for number, each in zip(numbers, documents, strict=True)
        )


@pytest.fixture
def write(mongo_uri: str, database_name: str) -> Iterator[Callable[..., None]]:
    with MongoClient(mongo_uri) as client:
        database = client[database_name]
        database["changes"].create_index([("site", 1), ("number", 1)], unique=True)
        yield Writer(database)
