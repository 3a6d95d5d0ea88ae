"""What is kept of crawls, and that a site is crawled by one process at a time."""

import json
import os
import signal
from datetime import timedelta

import pytest
from pymongo import MongoClient

from tests.commands import wait_for

pytestmark = pytest.mark.mongo

SITE = "xin_linghua"


def test_a_site_is_crawled_once_at_a_time_and_a_killed_crawl_keeps_nobody_waiting(
    stored, another_warm, world, database_name, mongo_uri
):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    slow = one.alone(another_warm())
    pid = slow.start("crawl", SITE, "-s", "DOWNLOAD_DELAY=1")
    with MongoClient(mongo_uri) as client:
        wait_for(lambda: client[database_name]["articles"].find_one())
    busy = one("crawl", SITE)
    assert (busy.code, busy.out.split()[-11:-9]) == (1, [SITE, "busy"])
    assert busy.err.startswith(f"newscrawl: {SITE}: busy: {SITE} is being crawled by process {pid} on ")
    assert [run["verdict"] for run in one("runs", "--json").json] == [None]

    os.kill(pid, signal.SIGKILL)
    slow.warm.ended(pid)
    assert one("crawl", SITE).code == 0
    ended, killed = one("runs", "--site", SITE, "--json").json
    assert [run["verdict"] for run in (ended, killed)] == ["ok", "crashed"]
    assert killed["reason"].startswith("it was not heard of any more")

    shown = one("run", ended["id"]).out.splitlines()
    assert shown[2] == f"verdict ok: {ended['reason']}"
    assert ended["counts"]["stored"] + ended["counts"]["known"] == 28
    assert sum(ended["fields"]["title"].values()) == ended["articles"] == ended["counts"]["stored"]
    assert one("run", "unknown").err == "newscrawl: there is no run unknown: newscrawl runs lists them\n"


@pytest.mark.slow  # it is noticed with the next sign of life
def test_a_crawl_ends_when_another_process_has_taken_its_site(stored, world, database_name, mongo_uri):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    pid = one.start("crawl", SITE, "-s", "DOWNLOAD_DELAY=2")
    with MongoClient(mongo_uri) as client:
        wait_for(lambda: client[database_name]["articles"].find_one())
        client[database_name]["sites"].update_one({"_id": SITE}, {"$set": {"lease.token": "another"}})
        ended = one.warm.ended(pid)
        assert client[database_name]["sites"].find_one()["lease"].get("token") == "another"
    assert ended.code == 1
    assert "crashed: another process took the site over while this one was not heard of" in ended.err


def test_a_site_that_was_redesigned_is_told_from_one_that_is_well(stored, world, database_name, mongo_uri):
    """A selector of nothing does what a new layout does."""
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    again = ("-s", "SKIP_KNOWN=False")
    assert [one("crawl", SITE, *again).code for _ in range(2)] == [0, 0]
    assert one.scrapy("crawl", SITE, *again, "-a", "title=h1.gone", "-a", "article_links=ul.gone a").code == 0
    drifted, *well = one("runs", "--json").json
    assert [run["verdict"] for run in well] == ["ok", "ok"]
    assert drifted["verdict"] == "drift"
    assert "title matches nothing on" in drifted["reason"]
    assert "article_links matches nothing on 3 of 3 pages" in drifted["reason"]

    with MongoClient(mongo_uri) as client:
        articles = client[database_name]["articles"]
        article, other = articles.find({"site": SITE}).limit(2)
        hostile = {
            "title": "\x1b[2J[bold]标题\u202e",
            "crawled_at": article["crawled_at"] + timedelta(days=1),
            "source": None,
        }
        articles.update_one({"_id": article["_id"]}, {"$set": hostile})
        early = {"crawled_at": article["crawled_at"] - timedelta(days=1), "found_by.title": "selector"}
        articles.update_one({"_id": other["_id"]}, {"$set": early})
    shown = one("health", SITE)
    assert (shown.code, shown.out.splitlines()[1].split()[:2]) == (1, [SITE, "drift"])
    assert f"first bad run {drifted['id']}" in shown.out
    assert f"last good run {well[0]['id']}" in shown.out
    (by_selector,) = [line for line in shown.out.splitlines() if line.startswith("title") and "28 of 28" in line]
    assert "28 of 28: selector 28" in by_selector
    assert "\\x1b[2J[bold]标题\\u202e" in shown.out
    assert not {"\x1b", "\u202e"} & set(shown.out)
    told = one("health", SITE, "--json")
    assert "\x1b" not in told.out
    pages = json.loads(told.out)[0]["pages"]
    assert (pages["bad"]["url"], pages["bad"]["title"]) == (article["url"], hostile["title"])
    assert (pages["good"]["url"], pages["good"]["found_by"]["title"]) == (other["url"], "selector")
