import csv
import io
import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pyarrow.parquet
import pytest

from newscrawl.downstream.files import atomic
from newscrawl.downstream.formats import COLUMNS, Csv, JsonLines
from newscrawl.downstream.parquet import Parquet
from newscrawl.exceptions import ConfigurationError
from newscrawl.items import Copy, Image, Link
from newscrawl.mongo.documents.schema import to_document, to_stored
from tests.mongo.documents.test_schema import ARTICLE

FULL = to_stored(to_document(ARTICLE) | {"first_seen_at": datetime(2024, 5, 1, tzinfo=UTC), "visits": 3, "urls": ["u"]})
BARE = replace(FULL, title=None, body=None, links=[], copy_of=None, found_by={}, published_at=None, read_count=None)


def written(kind, *articles) -> bytes:
    file = io.BytesIO()
    table = kind(file)
    table.write(iter(articles))
    table.close()
    return file.getvalue()


def test_a_line_of_json_has_every_column():
    first, second = map(json.loads, written(JsonLines, FULL, BARE).splitlines())
    assert list(first) == list(COLUMNS)
    assert (first["id"], first["title"], first["published_at"]) == (
        FULL.id,
        FULL.title,
        "2020-03-20T04:20:59.123000+00:00",
    )
    assert first["links"][0]["verdict"] == "spam"
    assert (second["title"], second["copy_of"], second["links"]) == (None, None, [])
    assert not {"signature", "keys", "digest", "schema"} & first.keys()


def test_a_table_is_read_by_what_reads_tables():
    text = written(Csv, FULL, BARE).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert list(first) == list(COLUMNS)
    assert (first["body"], first["visits"], first["suspect"]) == ("第一段。\n第二段。", "3", "True")
    assert json.loads(first["copy_of"])["site"] == "portal"
    assert (second["title"], second["links"], second["published_at"]) == ("", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula_does(start):
    evil = replace(
        FULL, title=f"{start}HYPERLINK(1)", channel=f"{start}1", source_url=f'{start}"', authors=[f"{start}x"]
    )
    (row,) = csv.DictReader(io.StringIO(written(Csv, evil).decode("utf-8-sig"), newline=""))
    for name in ("title", "channel", "source_url"):
        assert row[name].startswith(f"'{start}")
    assert not any(value.startswith(start) for value in row.values())


def test_parquet_has_the_types_of_the_fields():
    table = pyarrow.parquet.read_table(io.BytesIO(written(Parquet, FULL, BARE, *[FULL] * 2500)))
    assert (table.num_rows, table.column_names) == (2502, list(COLUMNS))
    types = {name: str(table.schema.field(name).type) for name in COLUMNS}
    assert types["published_at"] == "timestamp[ms, tz=UTC]"
    assert (types["visits"], types["suspect"], types["authors"]) == ("int64", "bool", "list<element: string>")
    first, second = table.slice(0, 2).to_pylist()
    assert first["images"] == [{"url": "http://county.example/1.jpg", "caption": "签约现场"}]
    assert (first["copy_of"]["likeness"], first["found_by"]) == (0.9, [("title", "headline")])
    assert (first["published_at"], second["published_at"], second["copy_of"]) == (FULL.published_at, None, None)


def test_every_type_of_a_field_has_one_in_parquet_and_comes_back():
    odd = replace(
        FULL,
        images=[Image("u", "")],
        links=[Link("", "=")],
        copy_of=Copy("i", "s", "r", 1, ["a"], []),
        read_count=2**40,
    )
    (row,) = pyarrow.parquet.read_table(io.BytesIO(written(Parquet, odd))).to_pylist()
    assert (row["copy_of"]["likeness"], row["read_count"], row["links"][0]["text"]) == (1.0, 2**40, "=")


def test_without_pyarrow_the_extra_is_named(monkeypatch):
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from newscrawl.exceptions import MissingExtraError\n"
        "try: import newscrawl.downstream.parquet\n"
        "except MissingExtraError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "Parquet needs a package that is not installed: pip install 'newscrawl[parquet]'\n"


def test_a_file_is_there_whole_or_as_it_was(tmp_path):
    path = tmp_path / "articles.jsonl"
    with atomic(path) as file:
        file.write(b"first")
        assert not path.exists()
    with suppress(KeyboardInterrupt), atomic(path) as file:
        file.write(b"sec")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["articles.jsonl"]


@pytest.mark.parametrize("name", ["nowhere/a.jsonl", "file/a.jsonl", "folder"])
def test_where_nothing_can_be_written_it_says_so(tmp_path, name):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be written"), atomic(tmp_path / name):
        pass
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]
