"""A redesign is told from a quiet day, by what the site's own runs were like."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.runs.drift import Seen, drift
from newscrawl.runs.record import Run

AT = datetime(2026, 3, 1, tzinfo=UTC)


def fields(count: int, **less: int) -> dict[str, dict[str, int]]:
    found = {"title": count, "published_at": count, "source": count, "body": count, "authors": count // 3, **less}
    return {name: {"selector": many} if many else {} for name, many in found.items()}


def run(articles: int = 15, verdict: str = "ok", **changes: Any) -> Run:
    shapes = {"titles": articles, "today": 1, "characters": 800}
    known = {"articles": articles, "fields": fields(articles), "marks": {"title": 1}, "shapes": shapes, **changes}
    return Run(
        id="a", site="a", trigger="manual", host="h", pid=1, versions={}, started_at=AT, beat_at=AT, ended_at=AT, verdict=verdict, **known
    )  # fmt: skip


def seen(articles: int = 20, listings: int = 3, less: dict[str, int] | None = None, marks=None, **shapes: int) -> Seen:
    values = {"titles": articles, "today": 0, "characters": 700, **shapes}
    return Seen(articles, listings, fields(articles, **(less or {})), marks or {}, values)


NORMAL = [run(), run(9), run(30), run(0, "empty")]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (seen(marks={"title": 20}), "title matches nothing on 20 of 20 pages"),
        (seen(marks={"body": 16}), "body matches nothing on 16 of 20 pages"),
        (seen(marks={"article_links": 3}), "article_links matches nothing on 3 of 3 pages"),
        (seen(less={"source": 0}), "source was found in 0 of 20 articles, before in 100%"),
        (seen(less={"published_at": 9}), "published_at was found in 9 of 20 articles, before in 100%"),
        (seen(titles=1), "20 articles have 1 titles"),
        (seen(today=20), "20 of 20 articles are dated at the moment of the crawl"),
        (seen(characters=300), "bodies have 300 characters, before 800"),
    ],
)
def test_what_a_redesign_takes_is_told(now, told):
    assert drift(now, NORMAL) == [told]


@pytest.mark.parametrize(
    "now",
    [
        seen(),
        seen(19, less={"source": 0}),  # too few to judge by
        seen(less={"authors": 0}),  # was never usual
        seen(less={"source": 12}),
        seen(marks={"title": 15, "article_links": 2, "next_page": 3}),  # the last page of a listing has no next one
        seen(titles=10, today=15, characters=420),
    ],
)
def test_what_may_happen_on_any_day_is_not(now):
    assert drift(now, NORMAL) == []


@pytest.mark.parametrize(
    "before",
    [
        [],
        [run(19)],
        [run(verdict="crashed"), run(verdict="blocked")],
        [run(marks={"title": 15}, fields=fields(15, source=0), shapes={"titles": 2, "today": 15, "characters": 90})]
        * 4,
    ],
    ids=["new", "nearly new", "never whole", "always so"],
)
def test_without_a_better_past_nothing_is_lost(before):
    lost = seen(marks={"title": 20}, less={"source": 0}, titles=1, today=20, characters=90)
    assert drift(lost, before) == []


def small(**changes: Any) -> Run:
    """One of the many runs of a site that is crawled often."""
    known = {"marks": {}, "counts": {"listings": 1}, "shapes": {"titles": 4, "title": 0, "today": 0, "characters": 800}}
    return run(4, **known | changes)


def looked(articles: int = 4, **changes: Any) -> Seen:
    """What such a run saw."""
    return Seen.of(small(**changes)) if articles else Seen(0, 1, {}, {}, {"titles": 0, "title": 0, "today": 0, "characters": 0})  # fmt: skip


NO_TITLE, NO_SOURCE, NO_LINKS = (
    {"marks": {"title": 4}},
    {"fields": fields(4, source=0)},
    {"marks": {"article_links": 1}},
)
ONE_TITLE = {"shapes": {"titles": 1, "title": 7, "today": 0, "characters": 800}}


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        (NO_TITLE, "title matches nothing on 20 of 20 pages"),
        (NO_SOURCE, "source was found in 0 of 20 articles, before in 100%"),
        (ONE_TITLE, "20 articles have 1 titles"),
        (NO_LINKS, "article_links matches nothing on 3 of 3 pages"),
    ],
)
def test_runs_with_few_articles_are_judged_together(lost, told):
    last = [*[small(**lost)] * 4, *[small()] * 9]
    assert drift(looked(**lost), NORMAL, last)[0] == told
    assert drift(looked(), NORMAL, last[4:]) == []
    assert drift(looked(**lost), NORMAL, last[4:]) == []  # one run may be an accident
    assert drift(looked(**lost), NORMAL) == []


def test_a_run_without_articles_changes_nothing():
    assert drift(looked(0), NORMAL, [small(verdict="drift", **NO_TITLE)] * 6) == ["title matches nothing on 20 of 20 pages"]  # fmt: skip
    assert drift(looked(0), NORMAL, [small()] * 6) == []


def test_what_became_usual_is_no_excuse_and_a_mended_site_begins_anew():
    bad = [small(verdict="drift", **NO_TITLE)] * 90
    assert drift(looked(**NO_TITLE), [*bad, *NORMAL], bad)
    assert drift(looked(**NO_TITLE), bad, bad) == []  # nobody knows any better
    assert drift(looked(), [*bad, *NORMAL]) == []


def test_what_some_articles_never_had_is_no_loss_when_they_come_all_at_once():
    """Notices have no source, and galleries no long text; on some days there is little else."""
    notices = run(20, fields=fields(20, source=2), shapes={"titles": 20, "today": 0, "characters": 300})
    usual = [run(20)] * 9
    now = seen(less={"source": 2}, characters=290)
    assert len(drift(now, usual)) == 2
    assert drift(now, [*usual, notices]) == []
    assert len(drift(seen(less={"source": 0}, characters=90), [*usual, notices])) == 2
