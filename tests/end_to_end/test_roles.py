"""docs/operations.md says what each program needs of MongoDB: exactly what it asks for."""

import json
import re
from pathlib import Path

import pytest
from pymongo import MongoClient

from newscrawl.downstream import changes
from newscrawl.mongo import client as mongo_client
from tests.commands import ROOT
from tests.end_to_end.listened import Heard

pytestmark = pytest.mark.mongo

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
# https://www.mongodb.com/docs/manual/reference/built-in-roles/: what the commands of these roles' actions are called.
NOBODYS = {"ping", "hello", "buildInfo", "endSessions", "saslStart", "saslContinue", "getMore", "killCursors"}
READ = NOBODYS | {"find", "aggregate", "count", "distinct", "listCollections", "listIndexes", "$changeStream"}
READ_WRITE = READ | {"insert", "update", "delete", "findAndModify", "create", "createIndexes", "dropIndexes"}
ADMIN = READ_WRITE | {"collMod"}
ACTIONS = {"find": "find", "aggregate": "find", "distinct": "find", "$changeStream": "changeStream"}
SITE = "qinghe_portal"


def row(role: str) -> str:
    """What the page's table says of a role."""
    return next(line for line in PAGE.splitlines() if line.startswith("|") and line.endswith(f" {role} |"))


@pytest.mark.slow  # each command once
def test_a_command_asks_for_no_more_than_its_role_has(stored, world, database_name, tmp_path):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)

    def asked(*words: str) -> set[str]:
        told = tmp_path / "told"
        script = (str(Path(__file__).with_name("listened.py")), str(told), *words)
        ended = one.warm.ended(one.warm.start(one.whole_env(), script))
        assert ended.code in (0, 1), ended
        return {name for name, _ in json.loads(told.read_text())}

    assert asked("db", "migrate") <= ADMIN
    assert {"insert", "update", "createIndexes"} <= asked("crawl", SITE) | {"createIndexes"} <= READ_WRITE
    (url, *_) = (each["url"] for each in one("articles", "--json").json)
    for words in (
        ["db drain"],
        ["dead-letters retry"],
        ["dead-letters drop", "--reason", "error", "--yes"],
        ["links --restore", "a.example"],
        ["links --reapply", "a.example"],
        ["links --reset", "a.example"],
        ["pause", SITE],
        ["run-now", SITE],
        ["cancel", SITE],
        ["resume", SITE],
        ["doctor"],
    ):
        assert f"`{words[0]}`" in row("`readWrite`").replace("newscrawl ", ""), words
        assert asked(*words[0].split(), *words[1:]) <= READ_WRITE, words
    for words in (
        ["articles"],
        ["sites"],
        ["links"],
        ["history", url],
        ["story", url],
        ["origins", SITE],
        ["runs"],
        ["run", "unknown"],
        ["dead-letters list"],
        ["dead-letters show", url],
        ["db status"],
        ["db check"],
        ["health"],
        ["export"],
    ):
        assert f"`{words[0]}`" in row("`read`").replace("newscrawl ", ""), words
        assert asked(*words[0].split(), *words[1:]) <= READ, words


def test_a_job_that_follows_changes_has_exactly_what_it_needs(database_name, mongo_uri, monkeypatch):
    privileges = re.findall(r'collection: "(\w+)" \}, actions: (\[.*?\])', PAGE)
    heard, options = Heard(), mongo_client._options
    monkeypatch.setattr(mongo_client, "_options", lambda *a, **k: options(*a, **k) | {"event_listeners": [heard]})
    with MongoClient(mongo_uri) as client:
        for number in (1, 2):
            event = {"_id": f"county:{number:012}", "site": "county", "number": number, "kind": "created"}
            client[database_name]["changes"].insert_one(event | {"article": "1", "at": None})
            with changes("me", uri=mongo_uri, database=database_name) as feed:
                feed.ack(next(iter(feed)))
    asked = {(where, ACTIONS.get(name, name)) for name, where in heard.pairs if name not in NOBODYS}
    upsert = {("consumers", "insert")}  # an update that may insert takes both
    assert asked | upsert == {(where, action) for where, actions in privileges for action in json.loads(actions)}
