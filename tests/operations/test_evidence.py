"""A page that was read well stands beside one that was not."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.operations.evidence import Evidence, evidence
from newscrawl.operations.health import Health
from newscrawl.runs.record import Run

pytestmark = pytest.mark.mongo

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHOLE = {"title": "selector", "published_at": "meta:PubDate", "source": "byline", "body": "selector"}


def article(name: str, hours: int, **less: object) -> dict[str, object]:
    """An article that was read so many hours from now."""
    found = {field: by for field, by in WHOLE.items() if field not in less or less[field]}
    found |= {field: str(by) for field, by in less.items() if by}
    values = {
        "title": f"标题{name}",
        "published_at": NOW - timedelta(days=1),
        "source": "汉中日报",
        "body": "西乡县\n签署 协议" * 40,
    }
    kept = {field: value if field in found else None for field, value in values.items()}
    return {"_id": name, "site": "county", "url": f"http://c.example/{name}", "crawled_at": NOW + timedelta(hours=hours), "found_by": found} | kept  # fmt: skip


def shown(database, *, bad: bool = True) -> Evidence:
    run = Run(id="r", site="county", trigger="schedule", host="h", pid=1, versions={}, started_at=NOW, beat_at=NOW)
    return evidence(database, Health("county", "drift", first_bad=run if bad else None))


def test_the_best_page_before_stands_beside_the_worst_one_since(database):
    database["articles"].insert_many(
        [
            article("old", -9),
            article("poor", -1, source=None),
            article("new", -2),
            article("fine", 1),
            article("guessed", 2, title="h1", body="density"),
            article("worst", 3, source=None, body="density"),
            {**article("elsewhere", 3, title=None), "site": "portal"},
        ]
    )
    pages = shown(database)
    assert (pages.good.url, pages.bad.url) == ("http://c.example/new", "http://c.example/worst")
    assert (pages.good.source, pages.bad.source) == ("汉中日报", None)
    assert pages.bad.found_by == {"title": "selector", "published_at": "meta:PubDate", "body": "density"}
    assert (pages.good.characters, pages.good.words[:11]) == (360, "西乡县 签署 协议西乡")
    assert len(pages.good.words) <= 80
    well = shown(database, bad=False)
    assert (well.good.url, well.bad) == ("http://c.example/fine", None)


def test_where_no_article_was_kept_a_page_that_gave_none_is_shown(database):
    database["articles"].insert_one(article("old", -9))
    letter = {"site": "county", "reason": "no_article", "detail": "no body", "settled_at": None}
    for hours in (-1, 1, 2):
        at = NOW + timedelta(hours=hours)
        database["dead_letters"].insert_one(
            {"_id": f"{hours}", "url": f"http://c.example/{hours}", "first_at": at, "tried_at": at, **letter}
        )
    pages = shown(database)
    assert (pages.bad.url, pages.bad.reason, pages.bad.title) == ("http://c.example/2", "no_article: no body", None)


def test_a_site_without_pages_has_no_evidence(database):
    assert shown(database) == Evidence()
