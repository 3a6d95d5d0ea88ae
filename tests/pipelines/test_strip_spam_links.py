"""What is known of hosts in the stage that strips, and what the store adds to it; judging stored articles again."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import bson
import pytest

from newscrawl.items import Article, Link
from newscrawl.mongo.ledger import articles_linking, overrule, worst_hosts
from newscrawl.operations.rejudge import rejudge
from tests.spam.written import written

pytestmark = pytest.mark.mongo

NOW = datetime(2020, 3, 20, 4, 0, tzinfo=UTC)
SENTENCES = (
    "周一上午，青禾县水利局和沙河村在渠首签下了一份管护合同，今后三年的清淤、巡查和维修都写进了里面。",
    "村里的老周说，往年渠道堵了要自己掏钱请人，今年开春水来得早，流得也稳。",
)
OTHERS = (
    "周二，县供电公司给梅坪村换上了新的变压器，二十多户人家从此不用错开时间做饭。",
    "电工说，线路是去年冬天沿着山路一根杆一根杆架起来的，下雪也没有停过工。",
)
SHOP = "http://www.lvban.example/"


def article(site: str, number: int, *lines: str) -> Article:
    url = f"http://www.{site}.example/{number}.html"
    html, words = written(*lines)
    return Article(
        url=url, canonical_url=url, site=site, title=f"{site} {number}", body=words, body_html=html, crawled_at=NOW
    )


def link(words: str, href: str = SHOP) -> str:
    return f'<a href="{href}">{words}</a>'


def crawl(stages: Any, *articles: Article) -> None:
    """One crawl that stores these articles one after the other."""

    async def scenario() -> None:
        async with stages() as stage:
            for each in articles:
                await stage(each)

    asyncio.run(scenario())


def stored(database: Any) -> dict[str, dict[str, Any]]:
    return {each["title"]: each for each in database["articles"].find()}


def judged(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(link["verdict"], link["rule"]) for link in document["links"]]


def test_links_of_new_articles_are_added_to_the_record_of_their_host_once(stages, database) -> None:
    quote = f"据{link('青禾时报', 'http://www.shibao.example/')}报道，水来了。"
    for hour in range(2):
        again = [article("county", 1, *SENTENCES, link("铝板厂家批发价格")), article("county", 2, *SENTENCES, quote)]
        crawl(stages, *(replace(each, crawled_at=NOW + timedelta(hours=hour)) for each in again))
    records = {each["_id"]: each for each in database["link_hosts"].find()}
    counts = {host: (one["spam"], one["editorial"], one["sites"], one["spam_sites"]) for host, one in records.items()}
    assert counts == {
        "www.lvban.example": (1, 0, ["county"], ["county"]),
        "www.shibao.example": (0, 1, ["county"], []),
    }
    assert records["www.lvban.example"]["texts"] == ["铝板厂家批发价格"]
    assert [each["_id"] for each in worst_hosts(database, 5)] == ["www.lvban.example"]


def test_a_host_that_was_spam_on_two_sites_is_known_on_the_third_and_that_adds_nothing_to_its_record(
    stages, database
) -> None:
    for site in ("county", "portal"):
        crawl(stages, article(site, 1, *SENTENCES, link("铝板厂家批发价格")))
    crawl(stages, article("village", 1, *SENTENCES, f"村里用上了{link('铝板')}做的闸门，比木头的轻。"))
    found = stored(database)["village 1"]
    assert judged(found) == [("spam", "known_host")]
    assert found["body"].endswith("村里用上了铝板做的闸门，比木头的轻。")
    assert "<a " not in found["body_html"]
    assert database["link_hosts"].find_one()["sites"] == ["county", "portal"]


def test_what_an_operator_says_of_a_host_holds_for_the_hosts_below_it(stages, database) -> None:
    overrule(database, "shop.com", "block")
    overrule(database, "times.com", "allow")
    inside, alone = link("铝板", "http://www.shop.com/"), link("清淤机械厂家", "http://a.b.times.com/")
    crawl(
        stages,
        article("county", 1, *SENTENCES, f"闸门用的是{inside}，不是木头。"),
        article("county", 2, *SENTENCES, alone),
    )
    found = stored(database)
    assert judged(found["county 1"]) == [("spam", "blocked_host")]
    assert judged(found["county 2"]) == [("editorial", "allowed_host")]
    assert alone in found["county 2"]["body_html"]


def planted(site: str = "county") -> list[Article]:
    """Articles with a planted link, a planted phrase and a bare line each, and a table whose cells must stay apart."""
    phrase = f"渠道修好了。{link('西安铝板批发价格')}老周的二十亩麦田浇完了。"
    aside = [
        Link(SHOP, "考研培训", "hidden"),
        Link(SHOP, "铝卷", "aside"),
        Link("javascript:a()", "铝", "inside", "refused", "no_address"),
    ]
    return [
        replace(article(site, 1, *SENTENCES, phrase, link("铝板厂家批发价格")), links=aside),
        article(site, 2, link("铝卷"), *OTHERS, "济南铝板厂家价格"),
    ]


def without_visit(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    visit = ("first_seen_at", "visits", "crawled_at", "digest")
    return {
        title: {name: value for name, value in one.items() if name not in visit} for title, one in documents.items()
    }


def test_undoing_a_verdict_restores_a_stored_article_byte_for_byte(stages, database) -> None:
    crawl(stages, *planted())
    stripped = stored(database)
    assert all(link not in one["body_html"] for one in stripped.values() for link in ("<a ", "批发"))

    overrule(database, "www.lvban.example", "allow")
    *_, done = rejudge(database, articles_linking(database, "www.lvban.example"))
    restored = stored(database)
    assert (done.judged, done.changed) == (2, 2)
    assert restored["county 1"]["body_html"] == stripped["county 1"]["unstripped_html"] == planted()[0].body_html
    assert restored["county 1"]["body"] == planted()[0].body
    assert restored["county 1"]["unstripped_html"] is None
    assert bson.encode(without_visit(restored)["county 1"]) != bson.encode(without_visit(stripped)["county 1"])

    overrule(database, "www.lvban.example", "")
    list(rejudge(database, articles_linking(database, "www.lvban.example")))
    again = stored(database)
    assert {title: bson.encode(one) for title, one in again.items()} == {
        title: bson.encode(one) for title, one in stripped.items()
    }


def test_a_restored_article_is_what_a_crawl_with_that_verdict_stores(stages, database) -> None:
    crawl(stages, *planted())
    overrule(database, "www.lvban.example", "allow")
    list(rejudge(database, articles_linking(database, "county")))
    restored = without_visit(stored(database))
    database["articles"].delete_many({})
    crawl(stages, *planted())
    assert restored == without_visit(stored(database))


def test_judging_again_writes_only_what_became_different_and_keeps_fields_of_other_jobs(stages, database) -> None:
    crawl(stages, *planted(), article("county", 3, *SENTENCES))
    database["articles"].update_many({}, {"$set": {"topic": "水利"}})
    *_, done = rejudge(database, articles_linking(database, "county"))
    assert (done.judged, done.changed) == (3, 0)
    overrule(database, "www.lvban.example", "allow")
    *_, done = rejudge(database, articles_linking(database, "county"))
    assert (done.judged, done.changed) == (3, 2)
    assert {one["topic"] for one in stored(database).values()} == {"水利"}


def test_what_was_added_to_a_copy_is_still_known_when_it_is_judged_again(stages, database) -> None:
    line = f"更多{link('铝板')}看这里"
    origin = replace(article("portal", 1, *SENTENCES, *OTHERS), published_at=NOW)
    crawl(stages, origin, article("county", 1, *SENTENCES, *OTHERS, line, "闸门配件铝卷"))
    copy = stored(database)["county 1"]
    assert copy["copy_of"]["added"] == ["更多铝板看这里", "闸门配件铝卷"]
    assert copy["body"] == "\n".join((*SENTENCES, *OTHERS))
    for said, changed in (("", 0), ("allow", 1), ("", 1)):
        overrule(database, "www.lvban.example", said)
        *_, done = rejudge(database, articles_linking(database, "county"))
        assert done.changed == changed
    assert bson.encode(stored(database)["county 1"]) == bson.encode(copy)


def test_a_site_is_a_farm_as_far_as_it_copies_and_as_its_articles_have_commercial_tails(stages, database) -> None:
    earlier = replace(article("portal", 1, *SENTENCES), published_at=NOW - timedelta(days=1))
    tail = link("铝板厂家批发价格")
    crawl(stages, earlier, *(article("county", number, SENTENCES[number]) for number in range(2)))
    crawl(stages, article("county", 2, *SENTENCES), article("county", 3, *OTHERS, tail))
    record = database["sites"].find_one({"_id": "county"})
    assert record["farming"] == {"articles": 4, "copies": 1, "tails": 1, "score": 0.25}


def test_an_article_that_is_all_links_is_stored_whole_and_suspect(stages, database) -> None:
    lines = [link(f"铝板{number}号厂家批发价格") for number in range(20)]
    crawl(stages, article("county", 1, "水来了，渠满了。", *lines))
    found = stored(database)["county 1"]
    assert found["suspect"]
    assert found["body"].count("铝板") == 20
    assert {verdict for verdict, _ in judged(found)} == {"spam"}
