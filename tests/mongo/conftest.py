"""A database as a crawl finds it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.client import open_async_database


@pytest.fixture
def run(mongo_uri: str, database_name: str) -> Callable[[Callable[[Any], Awaitable[Any]]], Any]:
    """Runs an async function with an empty database that has its indexes."""

    def runs(scenario):
        async def opened():
            async with open_async_database(mongo_uri, database_name) as database:
                await Articles(database).ensure_indexes()
                return await scenario(database)

        return asyncio.run(opened())

    return runs
