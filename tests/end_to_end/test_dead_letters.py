"""What could not be kept: its letter, its page, and what newscrawl dead-letters makes of it."""

import gzip
import json
import os
import random
from typing import Any

import pytest

from newscrawl.demo.server import Answer, Server
from newscrawl.items import article_id
from newscrawl.text.urls import canonical_url
from tests.pipelines.county import HOST, HTML, PROGRAM, SITE, TAGGED, County, article, path, title

pytestmark = pytest.mark.mongo

BROKEN = {path(2): "callback", path(3): "stage", path(4): "refused", path(5): "no title"}
NOISE = random.Random(3).randbytes(2**20 + 2**16)
UNREADABLE = {
    path(6): Answer(200, b"<h1>no text</h1>", HTML),
    path(7): Answer(200, b"%PDF-1.4 a notice", {"Content-Type": "text/html"}),
    path(8): Answer(200, b"\x89PNG\r\n\x1a\n" + NOISE, HTML),
    path(9): Answer(404, b"404", HTML),
}
REASONS = {
    path(2): ("error", "ValueError: the callback fails"),
    path(3): ("error", "TypeError: "),
    path(4): ("refused", "Document failed validation"),
    path(5): ("no_article", "no title"),
    path(6): ("no_article", "no body"),
    path(7): ("not_html", "not an HTML page"),
    path(8): ("not_html", "not an HTML page"),
    path(9): ("http_404", ""),
}
KEPT = {path(number) for number in (2, 3, 4, 5, 6, 7)}  # of 8 too much is left when it is compressed


def letter(where: str) -> str:
    return article_id(canonical_url(f"{SITE}{where}"))


@pytest.fixture
def site():
    return County([*range(9, 0, -1)], answers=dict(UNREADABLE), headers=TAGGED)


@pytest.fixture
def crawl(bare, site, mongo_uri, database_name):
    """Crawls the site once, with a program that is broken as told."""

    def run(broken: dict[str, str], **settings: Any) -> dict[str, Any]:
        named = {"MONGO_URI": mongo_uri, "MONGO_DATABASE": database_name, "LOG_LEVEL": "CRITICAL", "RETRY_TIMES": 0}
        with Server({HOST: site}) as server:
            asked = {"proxy": server.address, "listings": [f"{SITE}/"], "settings": named | settings, "broken": broken}
            env = os.environ | {"SCRAPY_PROJECT": "testing"}
            return bare.warm.ended(bare.warm.start(env, (str(PROGRAM), json.dumps(asked)))).json

    return run


@pytest.fixture
def command(stored, database_name):
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    return lambda *words: one("dead-letters", *words)


def letters(database) -> dict[str, dict[str, Any]]:
    return {each["url"].removeprefix(SITE): each for each in database["dead_letters"].find()}


def pages(database) -> dict[str, dict[str, Any]]:
    return {each["url"].removeprefix(SITE): each for each in database["dead_pages"].find()}


def stored_titles(database) -> set[str]:
    return {each["title"] for each in database["articles"].find({}, {"title": 1})}


def test_what_could_not_be_kept_is_read_again_as_a_crawl_would(crawl, command, database, site):
    first = crawl(BROKEN)
    assert first["keep_missed/pages"] == len(KEPT)
    found = letters(database)
    assert set(found) == set(REASONS)
    for where, (reason, detail) in REASONS.items():
        assert (found[where]["reason"], detail in found[where]["detail"]) == (reason, True), where
        assert "\n" not in found[where]["detail"]
    kept = pages(database)
    assert set(kept) == KEPT
    assert gzip.decompress(kept[path(2)]["body"]) == article(2, {}).body
    assert kept[path(2)]["headers"] == {"Content-Type": HTML["Content-Type"], **TAGGED}
    assert stored_titles(database) == {title(1)}

    site.taken()
    ended = command("retry", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["tried"], told["settled"], told["without_page"]) == (1, 6, 4, 2), ended
    assert {each["url"] for each in told["failed"]} == {f"{SITE}{path(6)}", f"{SITE}{path(7)}"}
    assert site.taken() == {}, "nobody is asked for anything"
    assert stored_titles(database) == {title(number) for number in range(1, 6)}
    assert set(pages(database)) == {path(6), path(7)}
    settled = {where for where, each in letters(database).items() if each.get("settled_at")}
    assert settled == set(BROKEN)

    # As a crawl stores them: with events, addresses, validators of the page, and the time at which it was served.
    events = [(each["kind"], each["article"]) for each in database["changes"].find().sort("number")]
    assert sorted(events) == sorted(("created", letter(path(number))) for number in range(1, 6))
    for where in BROKEN:
        document = database["articles"].find_one({"_id": letter(where)})
        assert (document["crawled_at"], document["etag"]) == (kept[where]["at"], TAGGED["ETag"])
        assert (document["site"], document["addresses"]) == ("county", [letter(where)])
        assert document["story_id"]
    again = letters(database)[path(6)]
    assert again["tried_at"] > found[path(6)]["tried_at"]
    assert (again["reason"], again["first_at"]) == ("no_article", found[path(6)]["first_at"])
    assert pages(database)[path(6)]["at"] == kept[path(6)]["at"]


def test_a_crawl_that_gets_the_article_settles_its_letter(crawl, command, database):
    crawl({path(4): "refused"})
    (page,) = (each for each in pages(database).values() if each["_id"] == letter(path(4)))
    crawl({}, SKIP_KNOWN=False)
    assert letters(database)[path(4)]["settled_at"]
    assert path(4) not in pages(database)
    ended = command("retry", f"{SITE}{path(4)}")
    assert (ended.code, ended.err) == (0, "0 of 0 letters settled\n")

    # A page that is older than what is stored changes nothing of it.
    database["dead_pages"].insert_one({**page, "body": gzip.compress(article(4, {}, "更早的一段话。").body)})
    database["dead_letters"].update_one({"_id": page["_id"]}, {"$unset": {"settled_at": ""}})
    before = database["articles"].find_one({"_id": page["_id"]})
    assert command("retry", f"{SITE}{path(4)}").code == 0
    assert database["articles"].find_one({"_id": page["_id"]}) == before


def test_a_revision_that_is_refused_is_not_lost(crawl, command, database, site):
    crawl({})
    before = database["articles"].find_one({"_id": letter(path(4))})
    site.answers[path(4)] = article(4, {}, "一句补充的话，说明这件事后来怎么样了。")
    due = {"REVISIT_FIRST": 0, "REVISIT_GROWTH": 1, "REVISIT_DAYS": 36_500}
    crawl({path(4): "refused"}, **due)
    assert letters(database)[path(4)]["reason"] == "refused"
    assert database["articles"].find_one({"_id": letter(path(4))})["body"] == before["body"]
    ended = command("retry", f"{SITE}{path(4)}")
    assert (ended.code, ended.err) == (0, "1 of 1 letters settled\n")
    after = database["articles"].find_one({"_id": letter(path(4))})
    assert "一句补充" in after["body"]
    assert after["revision"] == 1
    (revision,) = database["revisions"].find()
    assert (revision["article"], revision["by"], list(revision["changes"])) == (after["_id"], "publisher", ["body"])


@pytest.mark.slow
def test_the_oldest_pages_give_way_and_their_letters_stay(crawl, database):
    crawl(BROKEN, DEAD_PAGES=2, CONCURRENT_REQUESTS=1)
    assert (len(pages(database)), len(letters(database))) == (2, len(REASONS))
    first = min(each["at"] for each in pages(database).values())
    crawl({path(1): "callback"}, DEAD_PAGES=2, CONCURRENT_REQUESTS=1, SKIP_KNOWN=False)
    assert len(pages(database)) == 2
    assert min(each["at"] for each in pages(database).values()) > first


@pytest.mark.slow
def test_no_page_is_kept_where_none_is_wanted(crawl, database):
    crawl(BROKEN, DEAD_PAGES=0)
    assert (len(pages(database)), len(letters(database))) == (0, len(REASONS))


@pytest.mark.slow
def test_an_article_of_several_pages_is_kept_with_its_first_one(crawl, command, database, site):
    site.articles = [1]
    site.answers[path(1)] = article(1, {}, "<a href=/n/1_2.html>下一页</a>")
    site.answers["/n/1_2.html"] = Answer(200, article(1, {}).body.replace("县里".encode(), "市里".encode()), HTML)
    crawl({path(1): "callback"})
    assert set(pages(database)) == {path(1)}
    ended = command("retry")
    assert (ended.code, ended.err) == (0, "1 of 1 letters settled\n")
    (stored,) = database["articles"].find()
    assert ("第0段" in stored["body"], "市里" in stored["body"]) == (True, False)
    crawl({}, REVISIT_FIRST=0, REVISIT_GROWTH=1, REVISIT_DAYS=36_500)
    (stored,) = database["articles"].find()
    assert "市里" in stored["body"], "a visit fetches the whole"


def test_letters_are_listed_shown_and_dropped(crawl, command, database):
    crawl(BROKEN)
    told = command("list", "--json").json
    assert {(each["reason"], each["letters"], each["pages"]) for each in told["counts"]} == {
        ("error", 2, 2), ("refused", 1, 1), ("no_article", 2, 2), ("not_html", 2, 1), ("http_404", 1, 0),
    }  # fmt: skip
    assert len(told["letters"]) == len(REASONS)
    (only,) = command("list", "--site", "county", "--reason", "refused", "--json").json["letters"]
    assert (only["url"], only["page"]) == (f"{SITE}{path(4)}", True)
    lines = command("list", "--reason", "error").out.splitlines()
    assert [line.split()[0] for line in lines if line] == ["site", "county", "tried", *[lines[-1].split()[0]] * 2]
    assert command("list", "--site", "nobody").err == "No letter fits.\n"

    shown = command("show", f"{SITE}{path(4)}", "--json").json
    assert (shown["reason"], shown["today"]["title"], shown["today"]["channel"]) == ("refused", title(4), None)
    assert title(4) in command("show", letter(path(4))).out
    unread = command("show", f"{SITE}{path(7)}")
    assert (unread.code, "today not an HTML page" in unread.out) == (0, True)
    assert "page not kept" in command("show", f"{SITE}{path(9)}").out
    missing = command("show", f"{SITE}/nowhere.html")
    assert (missing.code, missing.out, missing.err.count("\n")) == (1, "", 1)

    refused = command("drop", "--reason", "error")
    assert (refused.code, len(letters(database))) == (1, len(REASONS))
    dropped = command("drop", "--reason", "error", "--yes")
    assert (dropped.code, dropped.err) == (0, "2 letters dropped\n")
    assert set(letters(database)) == set(REASONS) - {path(2), path(3)}
    assert set(pages(database)) == KEPT - {path(2), path(3)}


def test_what_cannot_be_retried_is_one_line(command):
    both = command("retry", f"{SITE}{path(1)}", "--site", "county")
    assert (both.code, both.err) == (2, "newscrawl: name a letter, or choose by --site and --reason\n")
    none = command("retry", f"{SITE}{path(1)}")
    assert (none.code, none.err.count("\n")) == (1, 1)
    assert command("retry").err == "0 of 0 letters settled\n"
