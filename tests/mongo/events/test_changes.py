"""What downstream is told: revisions by whom, events without gaps, none lost, none twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.exceptions import OvertakenError
from newscrawl.items import Article, Attachment
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.events.changes import Changes
from tests.duplicates.stories import IRRIGATION, LIBRARY

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
LINES = LIBRARY.split("\n")


def article(number: int = 1, visit: int = 0, site: str = "county", **changes) -> Article:
    url = f"http://www.{site}.example/{number}.html"
    made = Article(url=url, canonical_url=url, site=site, title=f"第{number}号通知", body=f"{number}{LIBRARY}")
    made = replace(made, published_at=AT, crawled_at=AT + timedelta(days=visit), extractor="newscrawl 1", source="日报")
    made.found_by = {"title": "headline", "body": "body", "source": "byline"}
    made = replace(made, **changes)
    html = "\n".join(f"<p>{line}</p>" for line in (made.body or "").split("\n"))
    return replace(made, body_html=changes.get("body_html", html))


async def visit(database, *articles: Article, learned=lambda _: False) -> None:
    await Intake(database, "keep", learned).store(articles)


async def told(database, site: str = "county") -> list[dict]:
    """The events of a site, whose numbers have no gaps; nothing is left in an outbox."""
    events = [each async for each in database["changes"].find({"site": site}).sort("number")]
    assert [each["number"] for each in events] == list(range(1, len(events) + 1))
    assert [each["_id"] for each in events] == [f"{site}:{each['number']:012}" for each in events]
    assert await database["articles"].count_documents({"outbox": {"$exists": True}}) == 0
    return events


async def revisions(database) -> list[dict]:
    return [each async for each in database["revisions"].find().sort("at")]


async def document(database, number: int = 1) -> dict:
    return await database["articles"].find_one({"_id": article(number).id})


def test_an_article_is_created_once_and_an_unchanged_visit_tells_nothing(run):
    async def scenario(database):
        await visit(database, article(1), article(2))
        await visit(database, article(1, visit=1))
        return await told(database), await revisions(database)

    events, changes = run(scenario)
    assert [(each["kind"], each["article"]) for each in events] == [("created", article(n).id) for n in (1, 2)]
    assert changes == []


def test_what_a_publisher_changed_is_kept_with_what_was_there_before(run):
    async def scenario(database):
        await visit(database, article())
        mended = article(visit=1, title="第1号通知（修订）", modified_at=AT + timedelta(hours=20))
        await visit(database, mended)
        longer = article(visit=2, title=mended.title, modified_at=mended.modified_at, body=f"{mended.body}\n补充一段。")
        await visit(database, longer)
        return await told(database), await revisions(database), await document(database)

    events, (first, second), kept = run(scenario)
    assert [(each["kind"], each.get("fields"), each.get("silent")) for each in events] == [
        ("created", None, None),
        ("revised", ["title", "modified_at"], False),
        ("revised", ["body"], True),
    ]
    assert first["changes"]["title"] == {"from": "第1号通知", "to": "第1号通知（修订）"}
    assert (first["by"], first["article"], first["site"]) == ("publisher", kept["_id"], "county")
    assert second["changes"]["body"]["to"].endswith("补充一段。")
    assert (kept["revision"], kept["modified_seen_at"]) == (2, AT + timedelta(days=2))


@pytest.mark.parametrize(
    ("after", "by"),
    [
        (article(visit=1, extractor="newscrawl 2", source="晚报"), "extractor"),
        (article(visit=1, extractor="newscrawl 2", source="晚报", modified_at=AT + timedelta(hours=9)), "publisher"),
        (article(visit=1, body=LINES[0], body_html=article().body_html), "extractor"),
        (article(visit=1, body=article().body.replace(f"\n{LINES[1]}", "")), "extractor"),
        (article(visit=1, body=article().body.replace(f"\n{LINES[2]}", "")), "publisher"),
        (article(visit=1, body=article().body.replace(LINES[1], "新的一段。")), "publisher"),
    ],
    ids=[
        "another version",
        "a change that is told",
        "another verdict on links",
        "a line that recurs",
        "a line",
        "words",
    ],
)
def test_changes_of_the_page_are_told_from_changes_of_its_reading(run, after, by):
    async def scenario(database):
        await visit(database, article())
        await visit(database, after, learned=lambda line: line == LINES[1])
        return await told(database), await document(database)

    events, kept = run(scenario)
    assert [each.get("by") for each in events] == [None, by]
    assert ("revision" in kept, "modified_seen_at" in kept) == (by == "publisher", by == "publisher")


def test_a_field_that_a_finder_still_finds_elsewhere_was_taken_away(run):
    async def scenario(database):
        await visit(database, article(1), article(2))
        await visit(database, article(1, visit=1, source=None, found_by={"title": "headline"}), article(2, visit=1))
        return await document(database), await told(database)

    kept, events = run(scenario)
    assert (kept["source"], events[-1]["fields"]) == (None, ["source"])


def test_a_field_that_a_finder_finds_nowhere_is_kept(run):
    async def scenario(database):
        await visit(database, article(1), article(2))
        lost = {"source": None, "found_by": {"title": "headline"}}
        await visit(database, article(1, visit=1, **lost), article(2, visit=1, **lost))
        return await document(database), await told(database)

    kept, events = run(scenario)
    assert (kept["source"], kept["found_by"]["source"]) == ("日报", "byline")
    assert [each["kind"] for each in events] == ["created", "created"]


def test_a_visit_that_is_older_than_what_is_stored_changes_nothing(run):
    async def scenario(database):
        await visit(database, article(visit=5, title="新的"))
        before = await document(database)
        await visit(database, article(visit=1, title="旧的"))
        return before, await document(database), await told(database)

    before, after, events = run(scenario)
    assert before == after
    assert len(events) == 1


def test_a_story_that_is_merged_into_another_is_told_to_the_site_of_its_head(run):
    async def scenario(database):
        late = article(site="late", body=IRRIGATION, published_at=AT + timedelta(hours=3))
        await Intake(database).store([late])
        early = article(site="early", body=IRRIGATION)
        await Intake(database).store([early])
        return await told(database, "late"), await told(database, "early"), late, early

    of_late, of_early, late, early = run(scenario)
    assert [(each["kind"], each["article"]) for each in of_late] == [("created", late.id), ("merged", late.id)]
    assert of_late[1]["story_id"] == early.id
    assert [each["kind"] for each in of_early] == ["created"]


def test_what_a_killed_crawl_left_untold_the_next_one_tells_once(run, monkeypatch):
    async def scenario(database):
        with monkeypatch.context() as killed:
            killed.setattr(Changes, "tell", lambda *_: asyncio.sleep(0))
            await visit(database, article(1), article(2))
        assert await database["changes"].count_documents({}) == 0
        with monkeypatch.context() as killed:  # the events were written, the outboxes not emptied
            killed.setattr("newscrawl.mongo.events.changes._emptied", lambda _: iter([]))
            with pytest.raises(Exception, match="No operations"):
                await Intake(database).resume()
        await Intake(database).resume()
        await visit(database, article(3))
        return await told(database)

    assert [each["article"] for each in run(scenario)] == [article(n).id for n in (1, 2, 3)]


def test_two_crawls_of_one_site_at_once_leave_no_gap_and_tell_nothing_twice(run):
    async def crawl(database, start: int) -> None:
        intake = Intake(database, "keep")
        for number in range(start, start + 20, 4):
            await intake.store([article(each) for each in range(number, number + 4)])

    async def scenario(database):
        await asyncio.gather(*(crawl(database, start) for start in (0, 0, 10)))
        return await told(database)

    events = run(scenario)
    assert sorted(each["article"] for each in events) == sorted(article(n).id for n in range(30))


def test_a_new_file_is_a_revision(run):
    async def scenario(database):
        await visit(database, article())
        await visit(database, article(visit=1, attachments=[Attachment("http://county.example/1.pdf", "附件")]))
        return await told(database)

    assert run(scenario)[1]["fields"] == ["attachments"]


def test_a_write_that_was_given_up_and_comes_late_changes_nothing(run, monkeypatch):
    """A server that was stopped goes on with what it was asked before."""

    async def scenario(database):
        await visit(database, article())
        intake, mended = Intake(database, "keep"), article(visit=1, title="修订")
        (plan,) = await intake.articles.plans([mended])
        plan.revise(intake.learned)
        await visit(database, mended)
        with pytest.raises(OvertakenError):
            await intake.articles.write([plan])
        await intake.resume()
        return await told(database), await document(database)

    events, kept = run(scenario)
    assert [each["kind"] for each in events] == ["created", "revised"]
    assert (kept["revision"], kept["visits"]) == (1, 2)
