"""What tests share: one MongoDB for all of them, and a database of its own for each."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from pymongo import MongoClient

from newscrawl.mongo.embedded import embedded_server
from tests.commands import Warm

LONGEST = ("end_to_end", "pipelines", "mongo")  # folders whose files take longest: they wait on servers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left with one at the end."""
    order = {folder: place for place, folder in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.parent.name, len(LONGEST)))


@pytest.fixture(scope="session")
def mongo_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """NEWSCRAWL_MONGO_URI if it is set, else the embedded server with data of its own: one for all workers."""
    if uri := os.environ.get("NEWSCRAWL_MONGO_URI"):
        yield uri
        return
    folder = tmp_path_factory.getbasetemp()
    run = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSCRAWL_HOME", str(run / "home"))
        with embedded_server() as uri:
            yield uri


@pytest.fixture
def database_name(mongo_uri: str) -> Iterator[str]:
    """The name of an empty database that goes away after the test."""
    name = f"test_{uuid4().hex[:12]}"
    yield name
    with MongoClient(mongo_uri) as client:
        client.drop_database(name)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Warm]]:
    """Makes further processes that start commands."""
    made: list[Warm] = []

    def another() -> Warm:
        made.append(Warm(tmp_path_factory.mktemp("command")))
        return made[-1]

    yield another
    for one in made:
        one.close()
