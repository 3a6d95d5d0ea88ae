"""How a run went: no silence is taken for success."""

from typing import Any

import pytest

from newscrawl.runs.verdict import summarise


def verdict(stats: dict[str, Any], finish_reason: str = "finished") -> str:
    return summarise("qinghe", stats, finish_reason, 1.23).verdict


@pytest.mark.parametrize(
    ("stats", "finish_reason", "expected"),
    [
        ({"store/new": 3, "read/articles": 3, "listing/pages": 1}, "finished", "ok"),
        ({"store/unchanged": 3, "read/articles": 3, "listing/pages": 1}, "finished", "ok"),
        ({"store/new": 3, "read/articles": 3, "fetch/failed/http_404": 1}, "finished", "ok"),
        ({"listing/pages": 1, "skip_known/skipped": 3}, "finished", "ok"),
        ({"listing/pages": 1, "revisit/not_modified": 3}, "finished", "ok"),
        ({"listing/not_modified": 3}, "finished", "ok"),
        ({"listing/pages": 1, "skip_known/missed": 3}, "finished", "empty"),  # none of them ever gave an article
        ({}, "finished", "empty"),
        ({"listing/pages": 1, "read/articles": 3}, "finished", "empty"),  # read, and none of them kept
        ({"listing/empty": 1, "response_received_count": 2, "robotstxt/response_count": 1}, "finished", "empty"),
        ({"fetch/failed/refused": 1}, "finished", "site_down"),
        ({"fetch/failed/dns": 1}, "finished", "site_down"),
        ({"fetch/failed/timeout": 3}, "finished", "site_down"),
        ({"fetch/failed/http_500": 1}, "finished", "site_down"),
        ({"fetch/failed/http_403": 1}, "finished", "blocked"),
        ({"fetch/failed/http_429": 9, "listing/pages": 1}, "finished", "blocked"),
        ({"listing/pages": 1, "fetch/failed/http_404": 12}, "finished", "empty"),
        ({"store/new": 1, "read/articles": 1, "fetch/failed/blocked": 9, "blocked/wall": 9}, "finished", "blocked"),
        ({"store/new": 9, "read/articles": 9, "fetch/failed/blocked": 1, "blocked/error": 1}, "finished", "ok"),
        ({"fetch/failed/blocked": 1, "blocked/same_page": 1}, "finished", "blocked"),
        ({"fetch/untried/robots_unreachable": 1, "robotstxt/unreachable/http_500": 1}, "finished", "site_down"),
        ({"fetch/untried/robots_unreachable": 1, "robotstxt/unreachable/http_503": 1}, "finished", "blocked"),
        ({"fetch/untried/hours": 1}, "finished", "ok"),
        ({"store/new": 3, "read/articles": 3, "fetch/untried/left_alone": 1}, "finished", "ok"),
        ({"store/new": 3, "store/lost": 2}, "store_down", "store_down"),
        ({"store/new": 3, "store/spooled": 2, "store/drained": 1}, "finished", "store_down"),  # one waits on disk
        ({"store/new": 3, "store/spooled": 2, "store/drained": 2}, "finished", "ok"),
        ({"store/new": 3, "run/drift": "title"}, "finished", "drift"),
        ({"read/articles": 3, "run/drift": "title"}, "finished", "drift"),
        ({"fetch/failed/http_403": 1, "run/drift": "title"}, "finished", "blocked"),
        ({"store/new": 3}, "leased", "busy"),
        ({"store/new": 3}, "lease_lost", "crashed"),
        ({"store/new": 3, "read/articles": 3}, "shutdown", "cancelled"),
        ({"store/new": 3, "read/articles": 3}, "closespider_errorcount", "crashed"),
    ],
)
def test_a_run_is_taken_for_better_or_worse_than_it_was(
    stats: dict[str, Any], finish_reason: str, expected: str
) -> None:
    assert verdict(stats, finish_reason) == expected


def test_the_reason_is_one_line_that_names_the_failure() -> None:
    for stats in (
        {"fetch/failed/dns": 1},
        {"fetch/failed/http_403": 1},
        {"read/articles": 2, "validate/missing/title": 2},
        {},
    ):
        reason = summarise("qinghe", stats, "finished", 1).reason
        assert reason
        assert "\n" not in reason
    assert "title" in summarise("qinghe", {"read/articles": 2, "validate/missing/title": 2}, "finished", 1).reason
    assert "403" in summarise("qinghe", {"fetch/failed/http_403": 1}, "finished", 1).reason


def test_the_counters_are_added_up() -> None:
    stats = {
        "response_received_count": 12, "robotstxt/response_count": 1, "store/new": 3, "store/changed": 1, "store/unchanged": 2, "store/lost": 0,
        "store/copies/same_content": 2, "store/dropped/same_url": 1, "strip_spam_links/spam": 5, "strip_spam_links/spam/alone_off_site": 5,
        "item_dropped_count": 1, "fetch/failed/http_404": 1, "fetch/failed/dns": 2, "read/refused/not_html": 1, "read/articles": 7,
    }  # fmt: skip
    run = summarise("qinghe", stats, "finished", 1.26)
    assert (
        run.pages,
        run.stored,
        run.changed,
        run.unchanged,
        run.duplicates,
        run.spam_links,
        run.dropped,
        run.failed,
    ) == (11, 3, 1, 2, 3, 5, 1, 4)
    assert run.seconds == 1.3
