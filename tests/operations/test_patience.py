"""What waits for servers says once of each that it is away, and that it is back."""

import asyncio

from newscrawl.exceptions import QueueUnavailableError, StoreUnavailableError
from newscrawl.operations.patience import Patience


def test_each_server_is_told_once_and_that_it_is_back():
    told: list[str] = []
    patience = Patience(told.append, "nothing is begun meanwhile")

    async def work(away: type[Exception] | None) -> int:
        if away:
            raise away("start it")
        return 7

    async def scenario():
        return [
            await patience.ask(work(away))
            for away in (QueueUnavailableError, StoreUnavailableError, QueueUnavailableError, None, None)
        ]

    assert asyncio.run(scenario()) == [None, None, None, 7, 7]
    assert told == [
        "Redis went away; nothing is begun meanwhile. start it",
        "MongoDB went away; nothing is begun meanwhile. start it",
        "Redis and MongoDB are back",
    ]
