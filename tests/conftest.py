"""What tests share: one MongoDB for all of them, and a database of its own for each."""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pymongo
import pytest
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.monitoring import CommandListener, CommandStartedEvent

import newscrawl
from newscrawl.fetching.rendering.installed import PROGRAMS
from newscrawl.mongo import client as mongo_client
from newscrawl.mongo.documents.asked import ASKED, kind
from newscrawl.mongo.embedded import embedded_server
from tests.commands import Seed, Warm
from tests.services.redis.service import PROGRAM, Redis
from tests.services.splash.service import Splash, environment

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # a shell starts what runs in its background so, and commands inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # collecting six thousand tests makes only what stays

# programs of other processes: what they change at their import is not for these
collect_ignore = ["end_to_end/hasty.py", "services/clock/sitecustomize.py", "services/splash/launch.py"]
LONGEST = ("test_demo", "test_seen_before_fetched", "test_manners", "test_store")  # files


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left with one at the end."""
    order = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish() -> None:
    """Leave all that was imported and collected out of what is looked through for garbage."""
    gc.freeze()
    gc.enable()


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


@pytest.fixture(scope="session")
def client(mongo_uri: str) -> Iterator[MongoClient[dict[str, Any]]]:
    """A client that knows nothing of newscrawl: one for all tests, since to log in takes longer than most that it does."""
    with MongoClient[dict[str, Any]](mongo_uri, tz_aware=True) as opened:
        yield opened


@pytest.fixture
def database_name(client: MongoClient[dict[str, Any]]) -> Iterator[str]:
    """The name of an empty database that goes away after the test."""
    name = f"test_{uuid4().hex[:12]}"
    yield name
    client.drop_database(name)


@pytest.fixture
def database(client: MongoClient[dict[str, Any]], database_name: str) -> Database[dict[str, Any]]:
    """That database itself."""
    return client[database_name]


@pytest.fixture(scope="session")
def splash(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Splash]:
    """A real Splash of the tests' own."""
    needed("Splash", there=environment().exists())
    with Splash(tmp_path_factory.mktemp("splash") / "log") as service:
        yield service


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A real Redis of the test's own."""
    needed("Redis", there=bool(shutil.which(PROGRAM)), target="test-cluster")
    with Redis(tmp_path) as service:
        yield service


@pytest.fixture
def faketime() -> Path:
    """The library that gives a process another clock."""
    found = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    needed("faketime", there=found is not None, target="test-cluster")
    return found or Path()


@pytest.fixture(scope="session")
def chromium() -> None:
    """The system's Chromium."""
    needed("Chromium", there=any(map(shutil.which, PROGRAMS)))


def needed(service: str, *, there: bool, target: str = "test-rendering") -> None:
    """Skip a test whose service is not installed, or fail it where all have to run."""
    if not there:
        missing = pytest.fail if "NEWSCRAWL_NEEDS_ENGINES" in os.environ else pytest.skip
        missing(f"{service} is not installed: make {target} does that")


@pytest.fixture(scope="session")
def warm(another_warm: Callable[[], Warm]) -> Warm:
    """A process that starts commands: one for all tests of a worker."""
    return another_warm()


@pytest.fixture(scope="session")
def another_warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Warm]]:
    """Makes further processes that start commands."""
    seed = Seed()
    made: list[Warm] = []

    def another() -> Warm:
        made.append(Warm(seed, tmp_path_factory.mktemp("command")))
        return made[-1]

    yield another
    for one in made:
        one.close()
    seed.close()


class Listener(CommandListener):
    """Keeps the kinds of queries that the project's own code makes."""

    own, driver = (str(Path(package.__file__).parent) for package in (newscrawl, pymongo))

    def __init__(self) -> None:
        self.heard: dict[str, str] = {}

    def started(self, event: CommandStartedEvent) -> None:
        if (asker := self.asker()).startswith(self.own):
            for query in filters(event.command_name, event.command):
                collection, hint = event.command[event.command_name], event.command.get("hint")
                self.heard[kind(collection, query, hint)] = asker

    def succeeded(self, event: object) -> None: ...

    def failed(self, event: object) -> None: ...

    def asker(self) -> str:
        """The file that called the driver."""
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.startswith((__file__, self.driver)):
            frame = frame.f_back
        return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def filters(name: str, command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The conditions of a command."""
    if name in ("find", "distinct", "findAndModify") or (name == "count" and "query" in command):
        yield command.get("filter", command.get("query", {}))
    elif name == "aggregate":
        first = next(iter(command["pipeline"]), {})
        yield first.get("$match", {})
    elif name in ("update", "delete"):
        yield from (each["q"] for each in command[f"{name}s"])


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test in which newscrawl makes a query of a kind that db check would not know."""
    listener, options = Listener(), mongo_client._options
    monkeypatch.setattr(
        mongo_client, "_options", lambda *words, **own: options(*words, **own) | {"event_listeners": [listener]}
    )
    yield
    unknown = {query: asker for query, asker in listener.heard.items() if query not in map(str, ASKED)}
    assert not unknown, "add these to newscrawl/mongo/documents/asked.py"
