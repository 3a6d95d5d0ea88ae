"""newscrawl export, on articles and events that stand in the database as the store writes them."""

import csv
import json
import os
import pty
import re
import signal
import subprocess
import time

import pyarrow.parquet
import pytest
from pymongo import MongoClient

from tests.commands import wait_for
from tests.downstream.conftest import Writer

pytestmark = pytest.mark.mongo


@pytest.fixture
def writer(mongo_uri, database_name):
    with MongoClient(mongo_uri) as client:
        yield Writer(client[database_name])


@pytest.fixture
def export(stored, database_name):
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    return lambda *words: one("export", *map(str, words))


def test_three_formats_have_the_same_articles(export, writer, tmp_path):
    writer("county", 5)
    writer("portal", 2, title="=1+1")
    lines = export()
    assert (lines.code, lines.err) == (0, "")
    ids = [json.loads(line)["id"] for line in lines.out.splitlines()]
    assert len(set(ids)) == 7
    table, columns = tmp_path / "a.csv", tmp_path / "a.parquet"
    assert export("--format", "csv", "--out", table).err == f"7 articles in {table}\n"
    with table.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert ([row["id"] for row in rows], {row["title"] for row in rows} & {"=1+1", "'=1+1"}) == (ids, {"'=1+1"})
    assert export("--format", "parquet", "--out", columns).code == 0
    assert pyarrow.parquet.read_table(columns)["id"].to_pylist() == ids
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "a.parquet"]


def test_filters_and_since(export, writer):
    writer("county", 20)
    writer("portal", 3)
    found = lambda *words: len(export(*words).out.splitlines())  # noqa: E731 - a name for a long call
    assert found("--site", "portal") == 3
    assert found("--day", "2024-05-02") == 13
    # Event n was at 16:0n in China.
    assert found("--since", "2024-05-01T16:11") == 10
    assert found("--since", "2024-05-01T16:02", "--site", "portal") == 2
    assert found("--since", "2024-05-02") == 0


def test_what_cannot_be_is_one_line(export, bare, tmp_path):
    for words, said in {
        ("--format", "parquet"): "newscrawl: --format parquet needs a file: --out FILE\n",
        (
            "--out",
            tmp_path / "no" / "a.jsonl",
        ): f"newscrawl: {tmp_path}/no/a.jsonl cannot be written: No such file or directory\n",
        (
            "--follow",
            "--consumer",
            "a:b",
        ): "newscrawl: 'a:b' is no name of a consumer: letters, digits, . _ and - are allowed\n",
    }.items():
        ended = export(*words)
        assert (ended.code, ended.out, ended.err) == (2, "", said)
    away = bare.but(NEWSCRAWL_MONGO_URI="mongodb://u:secret@127.0.0.1:9/?serverSelectionTimeoutMS=100")
    ended = away("export", "--out", str(tmp_path / "a.jsonl"))
    assert (ended.code, len(ended.err.splitlines()), "secret" in ended.err) == (2, 1, False)
    assert list(tmp_path.iterdir()) == []


def test_following_writes_a_file_for_what_came_and_goes_on_after_a_kill(stored, writer, database_name, tmp_path):
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    words = [one.program("newscrawl"), "export", "--follow", "--every", "1", "--out", tmp_path / "a.jsonl"]
    writer("county", 3)
    for turn in (1, 2):
        process = subprocess.Popen(words, env=one.whole_env(), stderr=subprocess.PIPE, text=True)
        wait_for(
            lambda: (
                ids_in(tmp_path) == {f"{site}{n}" for site, last in writer.numbers.items() for n in range(1, last + 1)}
            )
        )
        writer("portal", 2)
        writer("county", 1, title=f"turn {turn}")
        wait_for(lambda: len(ids_in(tmp_path)) == sum(writer.numbers.values()))
        time.sleep(0.5)  # acknowledged by now
        process.send_signal(signal.SIGINT if turn == 2 else signal.SIGKILL)
        _, said = process.communicate(timeout=20)
        assert "Traceback" not in said
        writer("county", 1)
    names = sorted(each.name for each in tmp_path.iterdir())
    assert all(re.fullmatch(r"a-\d{8}T\d{12}\.jsonl", name) for name in names)
    lines = [line for name in names for line in (tmp_path / name).read_text().splitlines()]
    assert len(lines) == sum(writer.numbers.values()) - 1, (
        "each once: nothing was cut off between file and acknowledgement"
    )


def ids_in(folder) -> set[str]:
    rows = [json.loads(line) for each in folder.glob("a-*.jsonl") for line in each.read_text().splitlines()]
    return {f"{row['site']}{row['url'].rpartition('/')[2].removesuffix('.html')}" for row in rows}


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_terminal_gets_nothing_that_it_would_obey(stored, writer, database_name, kind):
    writer("county", 1, title="\x1b]0;题\x07\u202e")
    one = stored.but(NEWSCRAWL_MONGO_DATABASE=database_name)
    leader, follower = pty.openpty()
    words = [one.program("newscrawl"), "export", "--format", kind]
    subprocess.run(words, env=one.whole_env(), stdout=follower, stderr=subprocess.DEVNULL, check=True, timeout=60)
    os.close(follower)
    shown = b""
    while True:
        try:
            shown += os.read(leader, 2**16)
        except OSError:
            break
    os.close(leader)
    assert "题" in shown.decode()
    assert not {"\x1b", "\x07", "\u202e", "\ufeff"} & set(shown.decode())
