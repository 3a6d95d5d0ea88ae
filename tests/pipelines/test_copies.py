import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from newscrawl.items import Article, Copy

pytestmark = pytest.mark.mongo

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
BODY = "汉中市质监局与西乡县政府签署质量兴县合作协议，双方将在七个方面展开合作。" * 3


def article(title: str, **changes) -> Article:
    address = f"http://{title}.example/"
    made = Article(url=address, canonical_url=address, site=title, title=title, body=BODY, published_at=AT)
    return replace(made, **({"crawled_at": datetime.now(UTC)} | changes))


PORTAL = article("portal")
DAILY = article("daily", published_at=AT + timedelta(hours=2), body=BODY.replace("，", " , "))
UNDATED = article("undated", published_at=None)
OF_PORTAL = Copy(PORTAL.id, "portal", "same_content")


def again(item: Article) -> Article:
    return replace(item, crawled_at=datetime.now(UTC), content_hash=None, story_id=None, copy_of=None)


def relation(documents) -> dict:
    return {title: (each["copy_of"] and each["copy_of"]["site"], each["story_id"]) for title, each in documents.items()}


EXPECTED = {
    title: (site, PORTAL.id) for title, site in {"portal": None, "daily": "portal", "undated": "portal"}.items()
}


def test_a_later_article_with_the_same_text_is_a_copy(stages):
    async def scenario():
        async with stages() as crawl:
            original, copy = await crawl(again(PORTAL)), await crawl(again(DAILY))
            assert (original.copy_of, original.story_id) == (None, PORTAL.id)
            assert (copy.copy_of, copy.story_id) == (OF_PORTAL, PORTAL.id)
            assert copy.content_hash == original.content_hash
            assert crawl.count("store/copies/same_content") == 1

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "order", list(permutations([PORTAL, DAILY, UNDATED])), ids=lambda order: "-".join(a.title for a in order)
)
@pytest.mark.parametrize("crawls", ["at once", "three crawls"])
def test_the_order_of_crawling_does_not_matter(stages, order, crawls):
    async def scenario():
        items = [again(item) for item in order]
        if crawls == "three crawls":
            for item in items:
                async with stages() as crawl:
                    await crawl(item)
        async with stages() as crawl:
            if crawls == "at once":
                await crawl.together(*items)
            assert relation(await crawl.stored()) == EXPECTED

    asyncio.run(scenario())


def test_another_crawl_changes_nothing(stages):
    async def scenario():
        for order in ([DAILY, PORTAL, UNDATED], [PORTAL, UNDATED, DAILY], [UNDATED, DAILY, PORTAL]):
            async with stages() as crawl:
                await crawl.together(*map(again, order))
                assert relation(await crawl.stored()) == EXPECTED
        assert crawl.count("store/unchanged") == 3

    asyncio.run(scenario())


@pytest.mark.parametrize("turn", [1, -1])
def test_between_equals_the_id_decides(stages, turn):
    first, second = sorted([PORTAL, replace(DAILY, published_at=PORTAL.published_at)], key=lambda item: item.id)

    async def scenario():
        async with stages() as crawl:
            await crawl.together(*map(again, [first, second][::turn]))
            assert relation(await crawl.stored()) == {
                first.title: (None, first.id),
                second.title: (first.site, first.id),
            }

    asyncio.run(scenario())


def test_short_texts_are_no_copies(stages):
    async def scenario():
        async with stages() as crawl:
            for item in (article("one", body="详见附件。"), article("two", body="详见附件。")):
                done = await crawl(item)
                assert (done.content_hash, done.copy_of, done.story_id) == (None, None, item.id)

    asyncio.run(scenario())


def test_the_same_address_twice_in_a_crawl_is_dropped(stages):
    async def scenario():
        async with stages() as crawl:
            same = replace(PORTAL, url=PORTAL.url + "?from=home")
            assert [item is None for item in await crawl.together(again(PORTAL), same)] == [False, True]
            assert crawl.count("store/dropped/same_url") == 1
        async with stages() as crawl:
            assert await crawl(again(PORTAL)), "the next crawl may see it again"

    asyncio.run(scenario())


def test_an_article_that_was_refused_is_nobodys_original(stages):
    async def scenario():
        async with stages() as crawl:
            assert await crawl(again(replace(PORTAL, source_url="x" * 2**24))) is None
            late = await crawl(again(DAILY))
            assert late.copy_of is None

    asyncio.run(scenario())
