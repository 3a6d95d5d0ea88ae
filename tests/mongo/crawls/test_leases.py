"""One process a site, whatever its clock says."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from newscrawl.exceptions import LeasedError
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.holders import has_died, this_process
from newscrawl.mongo.crawls.leases import LEASE, Lease, Leases
from newscrawl.mongo.crawls.sites import Sites

pytestmark = pytest.mark.mongo


async def leases(database, later: timedelta = timedelta(0)) -> Leases:
    """Of a process that looks so much later."""
    clock = await Clock.ask(database)
    return Leases(database, Clock(clock.told + later, clock.at))


def test_of_many_that_want_a_lease_one_has_it(run):
    async def scenario(database):
        await Sites(database).keep_repeats("known", {})
        every = await asyncio.gather(*(leases(database) for _ in range(8)))
        for site in ("known", "new"):
            took = await asyncio.gather(
                *(one.take(site, str(n)) for n, one in enumerate(every)), return_exceptions=True
            )
            yield [type(one) for one in took]

    async def gathered(database):
        return [each async for each in scenario(database)]

    for took in run(gathered):
        assert sorted(kind.__name__ for kind in took) == ["Lease", *["LeasedError"] * 7]


def test_a_lease_is_held_while_it_is_renewed_and_free_when_it_is_given_back(run):
    async def scenario(database):
        now, later = await leases(database), await leases(database, LEASE * 0.9)
        much_later = await leases(database, LEASE * 1.5)
        lease = await now.take("county", "first")
        assert await later.renew(lease)
        with pytest.raises(LeasedError, match=f"process {os.getpid()} on .*, which began at"):
            await much_later.take("county", "second")
        await much_later.give_back(lease)
        return await much_later.take("county", "third")

    assert run(scenario) == Lease("county", "third", None)


def test_a_lease_that_is_not_renewed_ends_and_whoever_held_it_hears_of_that(run):
    async def scenario(database):
        now, later = await leases(database), await leases(database, LEASE * 1.1)
        slept = await now.take("county", "slept")
        assert await later.take("county", "next") == Lease("county", "next", "slept")
        await now.give_back(slept)  # it is not its own to give
        return await now.renew(slept), (await database["sites"].find_one())["lease"]["token"]

    assert run(scenario) == (False, "next")


def test_the_lease_of_a_process_that_died_is_free_at_once(run):
    told = "import json; from newscrawl.mongo.crawls.holders import this_process; print(json.dumps(this_process()))"
    died = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True).stdout

    async def scenario(database):
        now = await leases(database)
        await now.take("county", "killed")
        await database["sites"].update_one({"_id": "county"}, {"$set": {"lease.holder": json.loads(died)}})
        return await now.take("county", "next")

    assert run(scenario) == Lease("county", "next", "killed")


@pytest.mark.parametrize(
    ("change", "died"),
    [
        ({}, False),
        ({"born": "1"}, True),  # its id was given to another process
        ({"pid": 2**22 + 1, "born": "1"}, True),
        ({"machine": "another", "born": "1"}, False),  # who knows
        ({"machine": None, "born": "1"}, False),
    ],
)
def test_only_what_is_known_to_have_died_has_died(change, died):
    assert has_died(this_process() | change) is died


def test_the_time_is_the_servers(run):
    """Two machines whose clocks differ by minutes: neither is asked."""

    async def scenario(database):
        clock = await Clock.ask(database)
        told = (await database.command("hello"))["localTime"]
        return abs(clock.now().replace(tzinfo=None) - told.replace(tzinfo=None))

    assert run(scenario) < timedelta(seconds=1)
