"""When sites are due: claimed by one, put off while nobody tells of an end, and set by the run that ends."""

import asyncio
from datetime import timedelta

import pytest

from newscrawl.mongo.client import open_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.leases import LEASE, Lease, Leases
from newscrawl.mongo.crawls.runs import Runs, cancel
from newscrawl.mongo.crawls.schedules import (
    CLAIM,
    Schedules,
    lateness,
    removed_sites,
    schedule_records,
    set_now,
    set_pause,
)
from newscrawl.runs.record import Run
from newscrawl.runs.timing import Timing

pytestmark = pytest.mark.mongo

OK, DOWN, BLOCKED = (
    {"id": "r", "verdict": "ok", "reason": "3 articles"},
    {"id": "r", "verdict": "site_down", "reason": "refused"},
    {"id": "r", "verdict": "blocked", "reason": "a captcha"},
)


async def opened(database, later: timedelta = timedelta(0)) -> Schedules:
    """Of a process that looks so much later."""
    clock = await Clock.ask(database)
    return Schedules(database, Clock(clock.told + later, clock.at))


async def next_at(database, site: str = "county"):
    return (await database["sites"].find_one({"_id": site}))["schedule"].get("next_at")


def test_of_many_that_see_a_due_site_one_claims_it(run):
    async def scenario(database):
        await (await opened(database)).add({"county": "usual"})
        every = await asyncio.gather(*(opened(database) for _ in range(6)))
        (due,) = await every[0].due(9)
        claimed = await asyncio.gather(*(one.claim(due) for one in every))
        return claimed.count(True), await every[0].due(9)

    assert run(scenario) == (1, [])


def test_a_site_whose_runs_die_is_due_again_later_each_time(run):
    async def scenario(database):
        await (await opened(database)).add({"county": "usual"})
        waits, later = [], timedelta(0)
        for _ in range(8):
            schedules = await opened(database, later)
            (due,) = await schedules.due(9)
            assert await schedules.claim(due)
            waits.append(round((await next_at(database) - schedules.clock.now()) / CLAIM))
            later += timedelta(hours=2)
        return waits

    assert run(scenario) == [1, 2, 4, 8, 16, 32, 32, 32]


def test_a_site_that_no_worker_begins_waits_since_it_was_due(run):
    async def scenario(database):
        await (await opened(database)).add({"county": "usual"})
        was_due, schedules = await next_at(database), await opened(database)
        for later in (timedelta(0), 2 * CLAIM):
            schedules = await opened(database, later)
            (due,) = await schedules.due(9)
            assert (due.rank, await schedules.due(9)) == (was_due, [due])
            until = await schedules.hand_out(due)
            assert await schedules.due(9) == []
            assert (await database["sites"].find_one({}))["schedule"]["waits_since"] == was_due
        assert await schedules.handed("county", until - CLAIM) is None, "it was handed out again since"
        assert await schedules.claim(await schedules.handed("county", until))
        begun = (await database["sites"].find_one({}))["schedule"]["waits_since"]
        (due,) = await (await opened(database, 9 * CLAIM)).due(9)
        assert await schedules.hand_out(due)
        await schedules.ended(Timing("county", "2h"), OK)  # of a crawl by hand
        return begun, (await database["sites"].find_one({}))["schedule"]["waits_since"]

    assert run(scenario) == (None, None)


def test_what_is_crawled_is_not_due(run):
    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"county": "usual", "portal": "usual"})
        lease = await Leases(database, schedules.clock).take("county", "run")
        during = [due.site for due in await schedules.due(9)]
        await Leases(database, schedules.clock).give_back(lease)
        return during, sorted(due.site for due in await schedules.due(9))

    assert run(scenario) == (["portal"], ["county", "portal"])


def test_sites_are_taken_by_priority_and_lateness(run):
    """An hour is what a step of priority is worth, however much there is to do."""
    late = {
        "high0": 0,
        "high20": 20,
        "usual10": 10,
        "usual90": 90,
        "low0": 0,
        "low110": 110,
        "low200": 200,
        "future": -5,
    }

    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({site: site.rstrip("0123456789") if site != "future" else "high" for site in late})
        for site, minutes in late.items():
            due = schedules.clock.now() - timedelta(minutes=minutes)
            await database["sites"].update_one({"_id": site}, {"$set": {"schedule.next_at": due}})
        return [[due.site for due in await schedules.due(limit)] for limit in (9, 3)]

    every, few = run(scenario)
    assert every == ["low200", "usual90", "high20", "high0", "low110", "usual10", "low0"]
    assert few == every[:3]


def test_a_priority_that_was_declared_anew_counts(run):
    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"county": "low"})
        before = await next_at(database)
        await (await opened(database, timedelta(hours=1))).add({"county": "high"})
        return [due.priority for due in await schedules.due(9)], before == await next_at(database)

    assert run(scenario) == (["high"], True)


def test_what_an_operator_asks_for_now_is_before_all_that_is_late_once(run, mongo_uri, database_name):
    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"late": "high", "county": "low"})
        await database["sites"].update_one({"_id": "late"}, {"$set": {"schedule.next_at": schedules.clock.now() - timedelta(days=9)}})  # fmt: skip
        firsts = []
        for handed in (False, True):
            with open_database(mongo_uri, database_name) as plain:
                assert set_now(plain, "county")
                assert set_now(plain, "county")
            (first, _) = await (await opened(database, timedelta(seconds=1))).due(9)
            until = await schedules.hand_out(first) if handed else None
            assert await schedules.claim(await schedules.handed("county", until) if until else first)
            await schedules.ended(Timing("county", "2h"), OK)
            (_, then) = await (await opened(database, timedelta(days=1))).due(9)
            firsts.append((first.site, then.site, then.priority))
        return firsts

    assert run(scenario) == [("county", "county", "low")] * 2


def test_the_run_that_ends_says_when_the_next_one_is_due(run):
    async def scenario(database):
        schedules, hours = await opened(database), []
        await schedules.add({"county": "usual"})
        assert await schedules.claim((await schedules.due(9))[0])
        for last in (OK, BLOCKED, BLOCKED, OK, DOWN, OK):
            await schedules.ended(Timing("county", "2h"), last)
            hours.append((await next_at(database) - schedules.clock.now()) / timedelta(hours=1))
            assert (await database["sites"].find_one({}))["schedule"]["claims"] == 0
        good = []
        for run in (OK, DOWN):
            await schedules.ended(Timing("unscheduled", "2h"), run)
            good.append((await database["sites"].find_one({"_id": "unscheduled"}))["last_good_at"])
        assert good[0] == good[1]
        return (
            hours,
            (await database["sites"].find_one({"_id": "county"}))["last_run"],
            await database["sites"].find_one({"_id": "unscheduled"}),
        )

    hours, told, unscheduled = run(scenario)
    assert hours == [pytest.approx(expected, rel=0.11) for expected in (2, 4, 8, 2, 0.5, 2)]
    assert told == OK
    assert (unscheduled.keys(), unscheduled["last_run"]) == ({"_id", "last_run", "last_good_at"}, DOWN)


def test_a_paused_site_stays_so_whoever_ends_or_begins(run, mongo_uri, database_name):
    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"county": "usual"})
        with open_database(mongo_uri, database_name) as plain:
            assert set_pause(plain, "county", paused=True)
            assert not set_pause(plain, "unknown", paused=True)
            assert not set_now(plain, "county")
        await schedules.ended(Timing("county", "2h"), OK)
        await schedules.add({"county": "usual"})
        paused = await next_at(database)
        with open_database(mongo_uri, database_name) as plain:
            assert set_pause(plain, "county", paused=False)
            resumed = await (await opened(database, timedelta(seconds=1))).due(9)
            await schedules.ended(Timing("county", "2h"), OK)
            assert set_now(plain, "county")
        return paused, len(resumed), len(await (await opened(database, timedelta(seconds=1))).due(9))

    assert run(scenario) == (None, 1, 1)


def test_a_site_without_a_spider_is_left_out_until_it_has_one(run, mongo_uri, database_name):
    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"county": "usual"})
        await schedules.remove("county")
        gone = await schedules.due(9)
        with open_database(mongo_uri, database_name) as plain:
            assert [set_now(plain, "county"), *(set_pause(plain, "county", paused=paused) for paused in (True, False))] == [False] * 3  # fmt: skip
            assert removed_sites(plain) == ["county"]
        await schedules.add({"county": "usual"})
        return gone, len(await schedules.due(9))

    assert run(scenario) == ([], 1)


def test_how_late_a_site_is(run, mongo_uri, database_name):
    """Also one that is handed out again and again, and not one that is being crawled."""

    async def scenario(database):
        schedules = await opened(database)
        await schedules.add({"county": "usual"})
        later = await opened(database, timedelta(hours=1))
        (due,) = await later.due(9)
        hours = []
        with open_database(mongo_uri, database_name) as plain:
            for step in (later.hand_out(due), Leases(database, later.clock).take("county", "run")):
                hours.append(lateness(schedule_records(plain)["county"], later.clock.now()) / 3600)
                await step
            waits = lateness(schedule_records(plain)["county"], later.clock.now())
            assert set_pause(plain, "county", paused=True)
            return hours, waits, lateness(schedule_records(plain)["county"], later.clock.now() + timedelta(hours=9))

    assert run(scenario) == (pytest.approx([1, 1], rel=0.01), 0, 0)


def test_a_run_that_was_stopped_from_outside_says_by_what(run):
    async def scenario(database):
        runs, now = Runs(database), (await Clock.ask(database)).now()
        for name, pid in (("before", 7), ("latest", 8)):
            now += timedelta(seconds=1)
            await runs.begin(Run(id=name, site="county", trigger="schedule", host="h", pid=pid, versions={}, started_at=now, beat_at=now))  # fmt: skip
        assert await runs.of_process("county", "h", 7) is None  # not the latest run's process
        assert await runs.of_process("county", "another", 8) is None
        latest = await runs.of_process("county", "h", 8)
        assert (await runs.stopped(latest, "stopped by its limit", now)).verdict == "crashed"
        await runs.crashed("latest", now)  # it has ended: nothing is said over
        return {each["_id"]: (each["verdict"], each["reason"]) async for each in database["runs"].find()}

    assert run(scenario) == {"before": (None, None), "latest": ("crashed", "stopped by its limit")}


def test_a_run_is_compared_with_those_before_it_of_the_verdicts_and_the_time_that_are_asked_for(run):
    async def scenario(database):
        runs, now = Runs(database), (await Clock.ask(database)).now()
        for days, verdict, articles in ((1, "ok", 9), (2, "drift", 9), (3, "ok", 0), (40, "ok", 9), (0, None, 9)):
            at = now - timedelta(days=days)
            await runs.begin(Run(id=f"{days}", site="county", trigger="schedule", host="h", pid=1, versions={}, started_at=at, beat_at=at, ended_at=at, verdict=verdict, articles=articles))  # fmt: skip
        asked = ("ok",), ("ok", "drift")
        return [[each.id for each in await runs.before(Lease("county", "3"), some, now - timedelta(days=30), now)] for some in asked]  # fmt: skip

    assert run(scenario) == [["1"], ["1", "2"]]


def test_a_run_that_died_is_not_cancelled(run, mongo_uri, database_name):
    async def scenario(database):
        runs, now = Runs(database), (await Clock.ask(database)).now()
        for name, heard, ended in (("goes_on", now, None), ("died", now - 2 * LEASE, None), ("ended", now, now)):
            await runs.begin(Run(id=name, site=name, trigger="schedule", host="h", pid=1, versions={}, started_at=heard, beat_at=heard, ended_at=ended))  # fmt: skip
        with open_database(mongo_uri, database_name) as plain:
            told = [cancel(plain, name) for name in ("goes_on", "died", "ended", "unknown")]
        return told, [await runs.keep(name, {}) for name in ("goes_on", "died")]

    assert run(scenario) == ([True, False, False, False], [True, False])


def test_a_machine_that_slept_goes_by_the_server_s_time_again(run):
    async def scenario(database):
        schedules = await opened(database)
        slept = Schedules(database, Clock(schedules.clock.told, schedules.clock.at + 3600))
        before = schedules.clock.now() - slept.clock.now()
        await slept.ask_time()
        return before, schedules.clock.now() - slept.clock.now()

    before, after = run(scenario)
    assert before > timedelta(minutes=59)
    assert abs(after) < timedelta(seconds=5)
