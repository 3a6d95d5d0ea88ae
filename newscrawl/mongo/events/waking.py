"""Waits until a collection of events may have something new: told by a change stream, or by looking again after a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from pymongo.change_stream import CollectionChangeStream
from pymongo.errors import PyMongoError

from newscrawl.mongo.client import Database, Document

__all__ = ["Waking"]

PAUSE = 1.0  # seconds between two looks, or that the server lets a change stream wait
PATIENCE = 30.0  # seconds after which one looks even though no change stream told of anything
INSERTED: list[Document] = [{"$match": {"operationType": "insert"}}, {"$project": {"documentKey": 1}}]


class Waking:
    """For ``with``. A standalone mongod has no change streams; a stream that breaks is not missed, only slower."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.stream: CollectionChangeStream[Document] | None = None

    def __enter__(self) -> Self:
        hello = self.database.client.admin.command("hello")
        if "setName" in hello or hello.get("msg") == "isdbgrid":
            wait = int(PAUSE * 1000)
            self.stream = self._tried(lambda: self.database["changes"].watch(INSERTED, max_await_time_ms=wait))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.stream:
            self._tried(self.stream.close)

    def wait(self, is_new: Callable[[str], bool]) -> None:
        """Return once an event came whose id ``is_new``, or after a while."""
        if self.stream is None:
            time.sleep(PAUSE)
        until = time.monotonic() + PATIENCE
        while self.stream and time.monotonic() < until:
            change = self._tried(self.stream.try_next)
            if change and is_new(change["documentKey"]["_id"]):
                return

    def _tried(self, step: Callable[[], Any]) -> Any:
        """None when the server cannot do it, or not any more; the next wait is a pause then."""
        try:
            return step()
        except PyMongoError:
            self.stream = None
            return None
