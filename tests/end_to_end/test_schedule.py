"""Sites are crawled when they are due, whoever dies meanwhile."""

import json
import os
import signal
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.demo.truth import truths
from tests.commands import ROOT, wait_for

pytestmark = pytest.mark.mongo

SITES = ["anping_zhengfu", "luhe_zhengfu"]  # small ones


def said(ended) -> list[str]:
    """The scheduler's own lines, without what was counted."""
    return [line.split(" ", 2)[2].partition(";")[0] for line in ended.err.splitlines() if line[:4].isdigit()]


def test_what_is_due_is_crawled_once_and_then_when_it_is_due_again(one, database):
    done = one("schedule", *SITES, "--once")
    assert (done.code, done.out) == (0, "")
    told = sorted(said(done))
    assert [line.partition(" articles")[0].rstrip("0123456789") for line in told] == [f"{site}: ok: " for site in SITES]
    runs = one("runs", "--json").json
    assert sorted(run["site"] for run in runs) == SITES
    assert {run["trigger"] for run in runs} == {"schedule"}
    assert database["articles"].count_documents({}) == len([one for one in truths() if one.site in SITES])

    assert one("schedule", *SITES, "--once").err == ""  # nothing is due
    listed = {row["site"]: row for row in one("sites", "--json").json}
    assert {listed[site]["verdict"] for site in SITES} == {"ok"}
    now = datetime.now(UTC)
    waits = [datetime.fromisoformat(listed[site]["next"]) - now for site in SITES]
    assert all(timedelta(hours=20) < wait < timedelta(hours=28) for wait in waits)  # their articles are years old

    assert one("pause", SITES[0]).code == one("run-now", SITES[1]).code == 0
    assert said(one("schedule", SITES[0], "--once")) == []  # a scheduler of some sites leaves others in the schedule
    again = said(one("schedule", *SITES, "--once"))
    assert again == [f"{SITES[1]}: ok: nothing new, 5 articles are known"]
    assert one("resume", SITES[0]).code == 0
    (resumed,) = (row for row in one("sites", "--json").json if row["site"] == SITES[0])
    assert datetime.fromisoformat(resumed["next"]) <= datetime.now(UTC)
    assert "paused" not in database["sites"].find_one({"_id": SITES[0]})["schedule"]
    unknown = one("pause", "unknown")
    assert (unknown.code, unknown.err.startswith("newscrawl: unknown is not in the schedule: ")) == (1, True)


@pytest.mark.slow  # who claims a site, and when a lease is free, is tried in tests/mongo/crawls
def test_two_schedulers_of_which_one_is_killed_lose_no_run_and_make_none_twice(one, another_warm, database):
    first, second = one.alone(another_warm()), one.alone(another_warm())
    pids = [each.start("schedule", *SITES, "--slots", "1") for each in (first, second)]
    wait_for(lambda: database["runs"].find_one())
    os.kill(pids[0], signal.SIGKILL)
    first.warm.ended(pids[0])
    wait_for(lambda: database["runs"].count_documents({"verdict": "ok"}) == len(SITES))
    os.kill(pids[1], signal.SIGTERM)
    ended = second.warm.ended(pids[1])
    assert ended.code == 0
    assert sorted(run["site"] for run in database["runs"].find()) == SITES


@pytest.mark.slow  # it is noticed with the next sign of life
def test_a_run_is_cancelled_where_it_runs(one, another_warm, database):
    crawl = one.alone(another_warm())
    pid = crawl.start("crawl", SITES[0], "-s", "DOWNLOAD_DELAY=2")
    wait_for(lambda: database["runs"].find_one())
    run = database["runs"].find_one()["_id"]
    assert one("cancel", run).code == 0
    ended = crawl.warm.ended(pid)
    assert (ended.code, database["runs"].find_one()["verdict"]) == (130, "cancelled")
    assert one("cancel", run).code == 1  # it has ended


FLEET = {
    "fleet_settings": "from settings.testing import *\n\nSPIDER_MODULES = ['fleet_sites']\n",
    "fleet_sites/good": "from newscrawl.demo.spiders.anping_zhengfu import AnpingZhengfu\n\n\nclass Good(AnpingZhengfu):\n    name = 'good'\n",
    "fleet_sites/broken": "from newscrawl.base_spiders import\n",
    "fleet_sites/changed": "import sys\n\nfrom newscrawl.base_spiders import ListingSpider\n\n\nclass Changed(ListingSpider):\n    name = 'changed'\n    start_urls = ['http://changed.example/']\n    every = 'often' if 'crawl' in sys.argv else '1h'\n",
}


def write(folder, files) -> None:
    for name, code in files.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(code)


def test_a_site_whose_file_is_broken_is_told_and_takes_no_other_with_it(one, database, tmp_path):
    write(tmp_path, FLEET)
    due = {"next_at": datetime(2026, 1, 1, tzinfo=UTC), "claims": 0, "failures": 0, "priority": "usual"}
    database["sites"].insert_one({"_id": "broken", "schedule": due})
    fleet = one.but(PYTHONPATH=f"{tmp_path}:{ROOT}", SCRAPY_SETTINGS_MODULE="fleet_settings")
    done = fleet.cold("newscrawl", "schedule", "--once")
    assert done.code == 0
    left_out, *told = done.err.splitlines()
    assert left_out.startswith("newscrawl: broken is left out: fleet_sites.broken: SyntaxError: ")
    (refused,) = [line for line in told if not line[:4].isdigit()]
    assert refused.startswith("newscrawl: fleet_sites.changed: Changed.every cannot be: 'often' is neither ")
    assert len(told) == 3
    reasons = {run["site"]: run["reason"] for run in database["runs"].find()}
    assert reasons.keys() == {"good", "changed"}
    assert reasons["changed"] == "its process ended with 2 before it began: newscrawl crawl changed says why"
    assert database["sites"].find_one({"_id": "changed"})["last_run"]["verdict"] == "crashed"
    assert database["sites"].find_one({"_id": "broken"})["schedule"] == due, "it is due when it is mended"
    states = {each["site"]: each["state"] for each in json.loads(fleet.cold("newscrawl", "health", "--json").out)}
    assert states == {"good": "ok", "broken": "broken", "changed": "crashed"}


AWAY = {
    "away_settings": "from settings.testing import *\n\nSPIDER_MODULES = ['away_sites']\n",
    "away_sites/away": "from newscrawl.base_spiders import ListingSpider\n\n\nclass Away(ListingSpider):\n    name = 'away'\n    start_urls = ['http://nowhere.example/']\n",
}


@pytest.mark.slow
def test_a_run_that_went_wrong_is_said_once(one, database, tmp_path):
    write(tmp_path, AWAY)
    done = one.but(PYTHONPATH=f"{tmp_path}:{ROOT}", SCRAPY_SETTINGS_MODULE="away_settings").cold(
        "newscrawl", "schedule", "--once"
    )
    verdict = database["runs"].find_one()["verdict"]
    assert verdict != "ok"
    assert [f"away: {verdict}: " in line for line in done.err.splitlines()].count(True) == 1
