"""Asking a demo server for pages as a browser with a proxy does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest

from newscrawl.demo.server import Server
from newscrawl.demo.world import World


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Reply]


def _ask(server: Server, target: str, method: str = "GET", **headers: str) -> Reply:
    connection = HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=10)
    try:
        connection.request(method, target, headers={name.replace("_", "-"): told for name, told in headers.items()})
        response = connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def ask() -> Ask:
    return _ask


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World() as served:
        yield served
