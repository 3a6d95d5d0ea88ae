"""Articles as a Parquet file, for programs that read columns. Needs the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from itertools import islice
from types import NoneType, UnionType
from typing import Any, BinaryIO, get_args, get_origin, get_type_hints

from newscrawl.downstream.formats import COLUMNS, row
from newscrawl.exceptions import MissingExtraError
from newscrawl.mongo.documents.stored import StoredArticle

try:
    import pyarrow
    from pyarrow.parquet import ParquetWriter
except ImportError as missing:
    raise MissingExtraError("Parquet", "parquet") from missing

__all__ = ["Parquet"]

GROUP = 1000  # rows that are compressed together, and held until then
PLAIN = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    float: pyarrow.float64(),
    bool: pyarrow.bool_(),
    datetime: pyarrow.timestamp("ms", tz="UTC"),
}


class Parquet:
    """Columns of the types that the fields have: lists, structs, and ``found_by`` as a map."""

    def __init__(self, file: BinaryIO) -> None:
        self.schema = pyarrow.schema([(name, arrow_type(kind)) for name, kind in COLUMNS.items()])
        self.writer = ParquetWriter(file, self.schema)

    def write(self, articles: Iterable[StoredArticle]) -> None:
        rows = map(_mapped, articles)
        while group := list(islice(rows, GROUP)):
            self.writer.write_batch(pyarrow.RecordBatch.from_pylist(group, schema=self.schema))

    def close(self) -> None:
        self.writer.close()


def arrow_type(kind: Any) -> Any:
    """Arrow's type for values of a type; every column may be null."""
    if isinstance(kind, UnionType):
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if is_dataclass(kind):
        types = get_type_hints(kind)
        return pyarrow.struct([(field.name, arrow_type(types[field.name])) for field in fields(kind)])
    if get_origin(kind) is list:
        return pyarrow.list_(arrow_type(*get_args(kind)))
    if get_origin(kind) is dict:
        return pyarrow.map_(*map(arrow_type, get_args(kind)))
    return PLAIN[kind]


def _mapped(article: StoredArticle) -> dict[str, Any]:
    return row(article) | {"found_by": list(article.found_by.items())}
