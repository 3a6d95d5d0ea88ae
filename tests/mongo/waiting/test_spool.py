"""Articles on disk: all of them come back, and what is damaged is passed over and said."""

import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newscrawl.exceptions import SpoolError
from newscrawl.items import Article, Link
from newscrawl.mongo.locks import lock
from newscrawl.mongo.waiting import spool as spool_module
from newscrawl.mongo.waiting.spool import HEADER, Damaged, Spool, reading, spooled_files
from tests.mongo.documents.test_schema import ARTICLE

ARTICLES = [
    replace(ARTICLE, canonical_url=f"http://county.example/{number}.html", title=f"第{number}号" * number)
    for number in range(1, 6)
]


def records(path) -> list[Article | Damaged] | None:
    with reading(path) as found:
        return None if found is None else list(found)


def spooled(folder, *articles: Article) -> Spool:
    spool = Spool(folder, "county", 2**20)
    for article in articles:
        spool.append([article])
    spool.close()
    return spool


def test_articles_come_back_in_their_order_and_as_they_were(tmp_path):
    spool = Spool(tmp_path / "spool", "county", 2**20)
    spool.append(ARTICLES[:3])
    spool.append(ARTICLES[3:])
    assert records(spool.path) is None, "its crawl is still running"
    spool.close()
    assert records(spool.path) == ARTICLES
    assert spool.path.stat().st_mode & 0o77 == 0
    assert (tmp_path / "spool").stat().st_mode & 0o77 == 0


def test_no_file_is_made_before_there_is_something_to_write(tmp_path):
    Spool(tmp_path, "county", 2**20).close()
    assert spooled_files(tmp_path) == []


@pytest.mark.parametrize("article", [Article(), Article(title="lone \ud83d \0", links=[Link("$where", "a.b")])])
def test_odd_text_comes_back(tmp_path, article):
    spool = spooled(tmp_path, article)
    assert isinstance(records(spool.path)[0], Article)


@pytest.mark.parametrize("cut", [1, HEADER.size - 1, HEADER.size, HEADER.size + 1, 900])
def test_a_record_that_was_cut_off_is_passed_over(tmp_path, cut):
    spool = spooled(tmp_path, *ARTICLES)
    data = spool.path.read_bytes()
    last = data.rindex(b"NCR1")
    spool.path.write_bytes(data[: last + cut])
    *whole, damaged = records(spool.path)
    assert whole == ARTICLES[:-1]
    assert damaged == Damaged(last, cut)


@pytest.mark.parametrize("place", [0, 5, 9, HEADER.size, HEADER.size + 700])
def test_a_damaged_record_costs_no_other(tmp_path, place):
    spool = spooled(tmp_path, *ARTICLES)
    data = bytearray(spool.path.read_bytes())
    second = data.index(b"NCR1", 1)
    data[second + place] ^= 0xFF
    spool.path.write_bytes(data)
    found = records(spool.path)
    assert [each for each in found if isinstance(each, Article)] == [ARTICLES[0], *ARTICLES[2:]]
    assert next(each.start for each in found if isinstance(each, Damaged)) == second


def test_the_limit_is_that_of_all_files_together(tmp_path):
    one = spooled(tmp_path, *ARTICLES)
    size = one.path.stat().st_size
    other = Spool(tmp_path, "portal", size + 100)
    with pytest.raises(SpoolError, match="has no room: raise SPOOL_BYTES"):
        other.append(ARTICLES)
    assert spooled_files(tmp_path) == [one.path]


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_leaves_what_was_written_whole(small_disk):
    spool = Spool(small_disk, "county", 2**30)
    written = 0
    while spool.path.stat().st_size < 50_000 if written else True:
        spool.append(ARTICLES)
        written += 1
    size = spool.path.stat().st_size
    with pytest.raises(SpoolError, match="cannot be written: No space left on device"):
        spool.append(ARTICLES * 10)
    spool.close()
    assert records(spool.path) == ARTICLES * written
    assert spool.path.stat().st_size == size


def test_a_file_that_somebody_else_drained_meanwhile_is_none(tmp_path, monkeypatch):
    spool, other = spooled(tmp_path, *ARTICLES), Spool(tmp_path, "portal", 2**20)
    opened = spool_module.opened

    @contextmanager
    def slow(path):
        with opened(path) as file:
            path.unlink()
            yield file

    monkeypatch.setattr(spool_module, "opened", slow)
    assert records(spool.path) is None
    monkeypatch.setattr(spool_module, "spooled_files", lambda _: [spool.path])
    other.append(ARTICLES)
    other.close()


def test_a_file_is_locked_when_others_can_find_it(tmp_path, monkeypatch):
    found = []
    monkeypatch.setattr(spool_module, "lock", lambda file: found.extend(spooled_files(tmp_path)) or lock(file))
    spool = Spool(tmp_path, "county", 2**20)
    spool.append(ARTICLES)
    assert (found, spooled_files(tmp_path)) == ([], [spool.path])
    spool.close()


def test_files_are_drained_from_the_oldest(tmp_path):
    names = [f"2024010{day}T000000.000000-1-{site}.spool" for day, site in ((2, "a"), (1, "b"), (3, "a"))]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in spooled_files(tmp_path)] == sorted(names)
    assert datetime.now(UTC).strftime("%Y") in Spool(tmp_path, "county", 1).path.name
