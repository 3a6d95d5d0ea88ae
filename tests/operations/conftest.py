"""A database as commands open it, and receivers of alerts."""

from collections.abc import Iterator

import pytest

from newscrawl.mongo.client import Database, open_database
from tests.receiver import Receiver, receiving


@pytest.fixture
def database(mongo_uri: str, database_name: str) -> Iterator[Database]:
    with open_database(mongo_uri, database_name) as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def another_receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server
