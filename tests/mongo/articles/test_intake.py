"""Copies as they come into the collection: the right stories, in whatever batches, crawls and processes they come."""

import asyncio
import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from pymongo import MongoClient

from newscrawl.duplicates import shelf
from newscrawl.items import Article, article_id
from newscrawl.mongo.articles.addresses import Addresses
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.articles.stories import Stories
from newscrawl.mongo.client import open_async_database
from tests.duplicates.stories import IRRIGATION, IRRIGATION_BY_ANOTHER, LIBRARY, PRICES, SPAM_TAIL

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
LINES = IRRIGATION.split("\n")
CROWD = 4
TITLE = "青禾县三座提灌站开闸放水"


def article(site: str, body: str = IRRIGATION, hours: float = 0, name: str = "1", **changes) -> Article:
    url = f"http://www.{site}.example/{name}.html"
    html = "\n".join(f"<p>{line}</p>" for line in body.split("\n"))
    made = Article(url=url, canonical_url=url, site=site, title=TITLE, language="zh", body=body, body_html=html)
    made = replace(made, published_at=AT + timedelta(hours=hours), crawled_at=datetime.now(UTC))
    return replace(made, **changes)


async def kinds(intake: Intake, *articles: Article) -> list[str]:
    return [one.reason or one.kind for one in await intake.store(articles)]


async def stored(database) -> dict[str, dict]:
    """Site and name of the page to its document."""
    return {
        each["url"].removeprefix("http://www.").removesuffix(".html").replace(".example", ""): each
        async for each in database["articles"].find()
    }


def heads(documents: dict[str, dict]) -> dict[str, str]:
    """Each article to the head of its story; every story has one head, and only that has keys."""
    names = {each["_id"]: name for name, each in documents.items()}
    for name, each in documents.items():
        assert (each["copy_of"] is None) == (each["story_id"] == each["_id"]) == ("keys" in each), name
        assert each["copy_of"] is None or each["copy_of"]["id"] == each["story_id"], name
    return {name: names[each["story_id"]] for name, each in documents.items()}


JOINED = f"{IRRIGATION}\n{LIBRARY}"
REPOSTS = {
    "exact": article("exact", IRRIGATION, 1),
    "headline": article("headline", f"本报讯 {IRRIGATION}", 2, title="春灌早了六天"),
    "tail": article("tail", IRRIGATION + SPAM_TAIL, 3),
    "cut": article("cut", "\n".join(LINES[:2] + LINES[3:]), 4),
    "joined": article("joined", JOINED, 5),
    "traditional": article("traditional", IRRIGATION.replace("县", "縣").replace("浇", "澆"), 6),
}


def test_reposts_of_every_kind_are_copies_of_the_first_and_tell_what_they_changed(run):
    async def scenario(database):
        await kinds(
            Intake(database),
            article("origin"),
            article("library", LIBRARY, -9),
            article("other", IRRIGATION_BY_ANOTHER),
        )
        for name, repost in REPOSTS.items():
            assert await kinds(Intake(database), repost) == ["new"], name
        return await stored(database)

    documents = run(scenario)
    of = heads(documents)
    assert {of[f"{name}/1"] for name in REPOSTS} - {"library/1"} == {"origin/1"}
    assert of["joined/1"] in ("origin/1", "library/1")
    assert of["other/1"] == "other/1"
    told = {name: documents[f"{name}/1"]["copy_of"] for name in REPOSTS}
    assert told["exact"] | {"id": ""} == {
        "id": "",
        "site": "origin",
        "rule": "same_content",
        "likeness": 1.0,
        "added": [],
        "cut": [],
    }
    assert told["cut"]["cut"] == [LINES[2]]
    assert (told["tail"]["rule"], told["tail"]["added"]) == ("near_content", SPAM_TAIL.strip().split("\n"))


def test_what_a_site_posts_again_is_kept_once_under_all_of_its_addresses(run):
    again = [
        article("origin", name="2"),
        article("origin", "\n".join(LINES[:3]), name="3", url="http://m.origin.example/3.html?from=wx"),
        article("origin", name="1", url="http://www.origin.example/1.html?page=1"),
    ]

    async def scenario(database):
        intake = Intake(database)
        assert await kinds(intake, article("origin"), again[0]) == ["new", "same_site"]
        assert await kinds(intake, again[1], again[2]) == ["same_site", "same_url"]
        met = [each.id for each in again] + [article_id("http://m.origin.example/3.html")]
        found = await Addresses(database).visited(met)
        return met, found, await stored(database)

    met, found, documents = run(scenario)
    assert list(documents) == ["origin/1"]
    assert {each.id for each in found.values()} == {article("origin").id}
    assert set(found) >= {met[0], met[2], met[3]}
    assert len(documents["origin/1"]["urls"]) == 4


@pytest.mark.parametrize(
    "other",
    [
        article("origin", title="青禾县五座电站并网发电", name="2"),
        article("origin", IRRIGATION.replace("城东镇", "城西镇"), name="2"),
        article("origin", f"{IRRIGATION}\n新的一段：第二天，西岭村也放水了，水流到了三里外的坡地。", name="2"),
    ],
    ids=["another headline", "another town", "more text"],
)
def test_what_a_site_posts_again_with_something_new_is_kept(run, other):
    async def scenario(database):
        assert await kinds(Intake(database), article("origin"), other) == ["new", "new"]
        return await stored(database)

    assert len(run(scenario)) == 2


def test_a_repost_that_its_site_has_as_a_copy_already_is_dropped(run):
    async def scenario(database):
        await kinds(Intake(database), article("origin"))
        intake = Intake(database)
        assert await kinds(intake, article("farm", hours=1), article("farm", hours=1, name="2")) == ["new", "same_site"]
        assert await kinds(intake, article("farm", hours=1, name="3")) == ["same_site"]
        return await stored(database)

    assert sorted(run(scenario)) == ["farm/1", "origin/1"]


def test_a_head_gives_way_to_an_earlier_one_with_all_its_copies(run):
    async def scenario(database):
        await kinds(
            Intake(database),
            article("late", hours=9),
            article("later", hours=10),
            article("tail", IRRIGATION + SPAM_TAIL, 11),
        )
        await kinds(Intake(database), article("early"))
        return await stored(database)

    documents = run(scenario)
    assert set(heads(documents).values()) == {"early/1"}


def test_the_declared_source_outweighs_an_hour(run):
    async def scenario(database):
        copy = article("portal", hours=-1, source="秦南日报", publisher="青禾县人民政府网")
        await kinds(Intake(database), copy, article("daily", source="秦南日报", publisher="秦南日报网"))
        return await stored(database)

    assert set(heads(run(scenario)).values()) == {"daily/1"}


def test_an_article_that_changes_leaves_its_story_or_takes_it_along(run):
    async def scenario(database):
        await kinds(Intake(database), article("origin"), article("copy", hours=1), article("copy2", hours=2))
        await kinds(Intake(database), article("copy", LIBRARY, 1))
        assert heads(await stored(database)) == {"origin/1": "origin/1", "copy/1": "copy/1", "copy2/1": "origin/1"}
        await kinds(Intake(database), article("origin", LIBRARY, 5))
        return await stored(database)

    assert set(heads(run(scenario)).values()) == {"copy/1"}, "its copies follow"


def test_an_unchanged_article_is_compared_with_nothing(run):
    async def scenario(database):
        await kinds(Intake(database), article("origin"), article("copy", hours=1))
        before = await stored(database)
        intake = Intake(database)
        intake.stories.heads = intake.stories.members = None
        assert await kinds(intake, article("copy", hours=1), article("origin")) == ["unchanged", "unchanged"]
        return before, await stored(database)

    before, after = run(scenario)
    assert [each["copy_of"] for each in before.values()] == [each["copy_of"] for each in after.values()]


def test_a_copy_that_was_stripped_by_its_origin_is_unchanged_at_the_next_visit(run):
    copy = article("farm", f"{IRRIGATION}\n闸门配件铝卷", 3)

    async def scenario(database):
        await kinds(Intake(database), article("origin"))
        assert await kinds(Intake(database), replace(copy)) == ["new"]
        later = replace(copy, crawled_at=datetime.now(UTC))
        assert await kinds(Intake(database), later) == ["unchanged"]
        return await stored(database)

    kept = run(scenario)["farm/1"]
    assert kept["body"] == IRRIGATION
    assert kept["unstripped_html"].endswith("<p>闸门配件铝卷</p>")
    assert kept["copy_of"]["added"] == ["闸门配件铝卷"]


@pytest.mark.parametrize(("copies", "expected"), [("drop", ["new", "copy"]), ("keep", ["new", "new"])])
def test_a_setting_says_what_becomes_of_copies(run, copies, expected):
    async def scenario(database):
        assert await kinds(Intake(database, copies), article("origin"), article("copy", hours=1)) == expected
        found = await Addresses(database).visited([article("copy").id])
        return found[article("copy").id].id, await stored(database)

    met_as, documents = run(scenario)
    assert met_as == article("origin" if copies == "drop" else "copy").id
    assert all(each["copy_of"] is None and each["story_id"] == each["_id"] for each in documents.values())


def test_copies_of_what_mongodb_refuses_are_decided_anew(run):
    async def scenario(database):
        rule = {"$jsonSchema": {"properties": {"site": {"not": {"enum": ["origin"]}}}}}
        await database.command("collMod", "articles", validator=rule)
        same = article("copy", hours=1, name="2")
        outcome = await kinds(
            Intake(database), article("origin"), article("copy", hours=1), article("farm", hours=2), same
        )
        assert [kind for kind in outcome if kind in ("new", "same_site")] == ["new", "new", "same_site"]
        return await stored(database)

    assert heads(run(scenario)) == {"copy/1": "copy/1", "farm/1": "copy/1"}


def test_bulletins_of_one_template_crowd_no_key(run, monkeypatch):
    monkeypatch.setattr(shelf, "CROWD", CROWD)
    chance = Random(3)

    def prices(day: int) -> Article:
        figures = [f"{chance.randrange(1, 90)}.{chance.randrange(100):02}" for _ in range(18)]
        return article("market", PRICES.format(*figures, town="青禾", day=day), name=str(day), title=f"{day}日价格")

    async def scenario(database):
        items = [prices(day) for day in range(3 * CROWD)]
        for start in range(0, len(items), 7):
            assert set(await kinds(Intake(database), *items[start : start + 7])) == {"new"}
        copy = replace(
            items[-1], site="farm", url="http://www.farm.example/1.html", canonical_url="http://www.farm.example/1.html"
        )
        copy.body += "\n本厂供应不锈钢水箱，欢迎来电。"
        await kinds(Intake(database), copy)
        return await stored(database)

    documents = run(scenario)
    under = [key for each in documents.values() for key in each.get("keys", ())]
    assert max(map(under.count, under)) == CROWD
    assert heads(documents)["farm/1"] == f"market/{3 * CROWD - 1}"


def crowd(seed: int, sites: Sequence[str] = ("a", "b", "c", "d")) -> list[Article]:
    """Reposts of two stories in every form, by several sites, in an order of chance."""
    chance, made = Random(seed), []
    for site in sites:
        for number, body in enumerate((IRRIGATION, LIBRARY)):
            changed = chance.choice((body, f"本报讯 {body}", body + SPAM_TAIL, body.replace("，", ",")))
            made.append(article(site, changed, chance.randrange(48), str(number)))
    chance.shuffle(made)
    return made


def relation(documents: dict[str, dict]) -> dict[str, tuple]:
    heads(documents)
    return {name: (each["story_id"], each["body"], each.get("keys")) for name, each in documents.items()}


def test_it_does_not_matter_how_a_crawl_is_cut_into_batches(mongo_uri, database_name):
    async def scenario(size: int, name: str):
        async with open_async_database(mongo_uri, name) as database:
            await Articles(database).ensure_indexes()
            intake, items = Intake(database), crowd(5)
            for start in range(0, len(items), size):
                await intake.store(items[start : start + size])
            found = relation(await stored(database))
            await database.client.drop_database(name)
            return found

    one, *others = (asyncio.run(scenario(size, f"{database_name}_{size}")) for size in (1, 3, 8))
    assert others == [one, one]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))])
def test_crawls_that_repost_each_other_at_one_moment_end_as_one_after_the_other(run, seed):
    async def scenario(database):
        items = crowd(seed)
        crawls = [[each for each in items if each.site == site] for site in "abcd"]
        await asyncio.gather(*(Intake(database).store(each) for each in crawls))
        return await stored(database)

    of = heads(run(scenario))
    assert len(set(of.values())) == 2
    for number in "01":
        assert len({of[f"{site}/{number}"] for site in "abcd"}) == 1


def _crawl(uri: str, name: str, site: str, start: float, rounds: int) -> None:
    async def scenario() -> None:
        async with open_async_database(uri, name) as database:
            intake = Intake(database)
            await asyncio.sleep(max(0.0, start - datetime.now(UTC).timestamp()))
            for number in range(rounds):
                text = IRRIGATION.replace("青禾县", f"青禾{number}县").replace("柳林村", f"柳林{number * 7}村")
                await intake.store([article(site, text, hash(site) % 5 + number, str(number))])

    asyncio.run(scenario())


@pytest.mark.slow  # as in one process above, with more chances to meet
def test_two_processes_that_store_the_same_at_one_moment_make_no_double_story(mongo_uri, database_name):
    rounds, context = 25, multiprocessing.get_context("spawn")
    start = datetime.now(UTC).timestamp() + 3
    crawls = [context.Process(target=_crawl, args=(mongo_uri, database_name, site, start, rounds)) for site in "ab"]
    for each in crawls:
        each.start()
    for each in crawls:
        each.join(60)
        assert each.exitcode == 0
    with MongoClient(mongo_uri) as client:
        documents = {f"{each['site']}/{each['url']}": each for each in client[database_name]["articles"].find()}
    of = heads(documents)
    assert len(documents) == 2 * rounds
    assert len(set(of.values())) == rounds


def test_the_replacing_of_a_head_that_was_cut_off_is_ended_by_the_next_crawl(run, monkeypatch):
    async def scenario(database):
        await kinds(Intake(database), article("late", hours=9), article("later", hours=10))
        monkeypatch.setattr(Stories, "_move", lambda *_: asyncio.sleep(0))
        await kinds(Intake(database), article("early"))
        monkeypatch.undo()
        cut_off = await stored(database)
        await Intake(database).resume()
        return cut_off, await stored(database)

    cut_off, ended = run(scenario)
    assert cut_off["later/1"]["story_id"] == article("late").id
    assert set(heads(ended).values()) == {"early/1"}
    assert not any("moving" in each for each in ended.values())


@pytest.mark.parametrize("cut", ["_join", "_meet_others"])
def test_an_article_whose_crawl_was_killed_before_it_joined_its_story_is_joined_by_the_next_one(run, monkeypatch, cut):
    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    async def scenario(database):
        await kinds(Intake(database), article("late", hours=9), article("later", hours=10))
        monkeypatch.setattr(Intake, cut, killed)
        shelf_of_another = Intake(database)
        if cut == "_meet_others":  # the other crawl had not written yet when this one looked
            monkeypatch.setattr(shelf_of_another, "_shelf", lambda *_: asyncio.sleep(0, shelf.Shelf()))
        with pytest.raises(asyncio.CancelledError):
            await shelf_of_another.store([article("early")])
        monkeypatch.undo()
        await Intake(database).resume()
        return await stored(database), await database["changes"].count_documents({"kind": "merged"})

    documents, merged = run(scenario)
    assert set(heads(documents).values()) == {"early/1"}
    assert merged == 1


def test_a_copy_that_was_stored_as_its_head_was_replaced_follows_it_though_its_crawl_was_killed(run, monkeypatch):
    async def scenario(database):
        await kinds(Intake(database), article("middle", hours=5))
        late = Intake(database)
        write = late.articles.write

        async def overtaken(plans: list) -> None:
            await kinds(Intake(database), article("early"))
            await write(plans)
            raise asyncio.CancelledError

        monkeypatch.setattr(late.articles, "write", overtaken)
        with pytest.raises(asyncio.CancelledError):
            await late.store([article("late", hours=9)])
        cut_off = await stored(database)
        await Intake(database).resume()
        return cut_off, await stored(database)

    cut_off, ended = run(scenario)
    assert cut_off["late/1"]["story_id"] == article("middle").id
    assert set(heads(ended).values()) == {"early/1"}


def test_what_was_stored_before_its_answer_was_lost_stays_though_its_site_has_it_elsewhere_by_now(run, monkeypatch):
    async def scenario(database):
        one, other = article("county", hours=2), article("county", name="2")
        with monkeypatch.context() as lost:
            lost.setattr(Intake, "_join", lambda *_: asyncio.sleep(0, 1 / 0))
            with pytest.raises(ZeroDivisionError):
                await Intake(database).store([one])
        await database["articles"].update_one({"_id": one.id}, {"$unset": {"keys": ""}})
        await kinds(Intake(database), other)
        await kinds(Intake(database), one)
        return await stored(database)

    assert set(heads(run(scenario)).values()) == {"county/2"}
