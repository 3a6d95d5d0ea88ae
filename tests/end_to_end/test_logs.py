"""What a log says of a run, to people and to programs."""

import json
import re

import pytest

pytestmark = pytest.mark.mongo

LAST = re.compile(
    r"xin_linghua: ok: 28 articles; run (xin_linghua-\w{8}), 33 pages, 28 new, 0 changed, 0 unchanged, 0 known,"
    r" 3 duplicates, 2 dropped, 0 failed, \d+ kB, \d+\.\d s$",
    re.MULTILINE,
)
SMALL = "luhe_zhengfu"
KEYS = "time level message site run trigger verdict reason pages new changed unchanged known duplicates dropped failed"


def test_a_run_ends_with_a_line_that_says_all_of_it(one):
    scheduled = one("schedule", "xin_linghua", "--once")
    assert LAST.search(scheduled.err), scheduled
    assert one("run", LAST.search(scheduled.err)[1], "--json").json["counts"]["stored"] == 28

    by_hand = one.but(NEWSCRAWL_LOG="json")("crawl", "xin_linghua", "--verbose", "--json")
    assert by_hand.code == 0
    entries = [json.loads(line) for line in by_hand.err.splitlines() if line.startswith("{")]
    began = next(place for place, entry in enumerate(entries) if "run" in entry)
    assert len(entries) > began + 2
    assert {(entry["site"], entry["run"]) for entry in entries[began:]} == {("xin_linghua", entries[began]["run"])}
    (last,) = (entry for entry in entries if "verdict" in entry)
    assert (last["verdict"], last["trigger"], last["known"]) == ("ok", "manual", 30)
    assert (last["run"], last["reason"]) == (entries[began]["run"], "nothing new, 30 articles are known")


def test_each_line_of_a_scheduler_is_json_when_that_is_asked_for(one):
    scheduled = one.but(NEWSCRAWL_LOG="json", NEWSCRAWL_METRICS="0")("schedule", SMALL, "--once")
    metrics, *crawl, last = map(json.loads, scheduled.err.splitlines())
    assert metrics["message"].startswith("metrics at http://127.0.0.1:")
    assert [*last][: len(KEYS.split())] == KEYS.split()
    assert (last["site"], last["reason"]) == (SMALL, "5 articles")
    assert all(entry["site"] == SMALL for entry in crawl)
    unknown = one.but(NEWSCRAWL_LOG="json")("crawl", "unknown")
    assert (unknown.code, json.loads(unknown.err)["level"]) == (2, "ERROR")
    wrong = one.but(NEWSCRAWL_LOG="jsno")("sites")
    assert (wrong.code, wrong.err) == (2, "newscrawl: NEWSCRAWL_LOG is jsno: it can be plain or json\n")
