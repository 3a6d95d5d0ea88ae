"""Receivers of alerts."""

from collections.abc import Iterator

import pytest

from tests.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def another_receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server
