"""newscrawl history: what a person and a program see of an article's revisions."""

import os
import pty
import re
from datetime import UTC, datetime

import pytest
from pymongo import MongoClient

from newscrawl.items import article_id

pytestmark = pytest.mark.mongo

URL = "http://www.county.example/1.html"
ID = article_id(URL)
LONG = "这一段很长，前面都没有变，" * 12
AT = [datetime(2026, 3, day, 1, 30, tzinfo=UTC) for day in (1, 2, 3)]
ARTICLE = {"_id": ID, "addresses": [ID], "site": "county", "url": URL, "title": "新题\x1b[31m", "first_seen_at": AT[0]}
BODY = ["第一段。", "第二段。", "第三段。", f"{LONG}投资七十八亿元。", "第五段。"]
REVISIONS = [
    {
        "_id": "1", "article": ID, "site": "county", "at": AT[1], "by": "publisher", "silent": True,
        "changes": {
            "title": {"from": "旧题", "to": "新题"},
            "body": {"from": "\n".join(BODY), "to": "\n".join([*BODY[:3], f"{LONG}投资八十七亿元。", BODY[4]])},
        },
    },
    {
        "_id": "2", "article": ID, "site": "county", "at": AT[2], "by": "extractor", "silent": False,
        "changes": {"authors": {"from": [], "to": ["魏玮", "李晓"]}, "modified_at": {"from": AT[0], "to": None}},
    },
]  # fmt: skip
SHOWN = f"""article {URL}
title 新题\\x1b[31m
first seen 2026-03-01 09:30

2026-03-02 09:30 by its publisher, silent
  title
    - 旧题
    + 新题
  body
    …
      第三段。
    - {LONG}投资七十八亿元。
    + {LONG}投资八十七亿元。
      第五段。

2026-03-03 09:30 by the extractor: the page was read differently
  authors
    + 魏玮
    + 李晓
  modified_at
    - 2026-03-01 09:30 China time
"""


@pytest.fixture
def database(mongo_uri, database_name):
    with MongoClient(mongo_uri) as client:
        made = client[database_name]
        made["articles"].insert_one(ARTICLE)
        made["revisions"].insert_many([*REVISIONS[::-1], REVISIONS[0] | {"_id": "3", "article": "another"}])
        yield made


@pytest.fixture
def history(stored, database, database_name):
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    return lambda *words: one("history", *words)


@pytest.mark.parametrize("what", [ID, f"{URL}?utm_source=list"])
def test_each_change_is_shown_field_by_field(history, what):
    assert history(what).out == SHOWN


def test_programs_get_both_values_in_full(history):
    told = history(URL, "--json").json
    assert [each["by"] for each in told["revisions"]] == ["publisher", "extractor"]
    assert told["revisions"][0]["changes"]["body"]["from"] == "\n".join(BODY)
    assert told["url"] == URL


def test_a_terminal_gets_where_a_long_line_differs(stored, database, database_name):
    env = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name).whole_env() | {"COLUMNS": "80", "TERM": "xterm"}
    shown, full = (on_a_terminal(stored.program("newscrawl"), env, "history", URL, *more) for more in ((), ("--full",)))
    for amount in ("七十八", "八十七"):
        assert re.search(rf"[-+] ….{{1,99}}投资{amount}亿元", shown)
        assert f"{LONG}投资{amount}亿元" in full


def test_what_is_not_stored_and_what_never_changed_is_one_line(history, database):
    missing = history("http://nowhere.example/1.html")
    assert (missing.code, missing.out, missing.err.count("\n")) == (1, "", 1)
    database["revisions"].delete_many({})
    assert history(URL).err == "It has not changed since.\n"


def on_a_terminal(program, env, *words):
    """What a command shows where a person sits before it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(program, ["newscrawl", *words], env)  # noqa: S606 - the project's own program
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # the command ended
        pass
    os.waitpid(pid, 0)
    return b"".join(parts).decode()
