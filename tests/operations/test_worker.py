"""A worker crawls what waits for it, also while the last crawl of the same site ends."""

import asyncio
from datetime import timedelta

import pytest

from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations.children import Limits
from newscrawl.operations.queue import Broker
from newscrawl.operations.slots import Slots
from newscrawl.operations.worker import Worker

pytestmark = pytest.mark.mongo


def test_a_site_that_is_asked_for_while_its_process_ends_is_begun(mongo_uri, database_name):
    begun: list[str] = []

    class Noted(Slots):
        async def _crawl(self, site: str) -> None:
            begun.append(site)
            self.running.pop(site)

    async def ends(slots: Slots) -> None:
        await asyncio.sleep(0.1)
        del slots.running["county"]

    async def scenario() -> None:
        async with open_async_database(mongo_uri, database_name) as database:
            schedules = Schedules(database, await Clock.ask(database))
            slots = Noted(1, schedules, Runs(database), Limits(60, 2**30), print)
            await schedules.add({"county": "usual"})
            schedules.clock.told += timedelta(seconds=1)
            (due,) = await schedules.due(1)
            until = await schedules.hand_out(due)
            worker = Worker(Broker("redis://127.0.0.1:9/0"), slots, ["county"], print)
            slots.running["county"] = asyncio.ensure_future(ends(slots))
            await worker._crawl(("county", until.isoformat()))
            await asyncio.sleep(0)

    asyncio.run(scenario())
    assert begun == ["county"]
