"""Articles on disk while MongoDB is away: appended by a crawl, stored by the next one or by ``newscrawl db drain``.

A file is a row of records: MARK, the payload's length and CRC-32 (both four bytes, low byte first), the payload, which is the
article's document in BSON. A record counts once it is synced; one that was cut off or damaged is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import IO, Any
from zlib import crc32

import bson
from bson.errors import BSONError

from newscrawl.exceptions import SpoolError
from newscrawl.items import Article
from newscrawl.mongo.documents.schema import to_article, to_document
from newscrawl.mongo.embedded import home
from newscrawl.mongo.locks import lock, opened

__all__ = ["Damaged", "Spool", "reading", "size_of", "spool_folder", "spooled_files"]

MARK = b"NCR1"
HEADER = Struct("<4sII")
LONGEST = 17 * 2**20  # bytes of a payload; a longer one is a length that was damaged
OPTIONS: bson.CodecOptions[Any] = bson.CodecOptions(tz_aware=True)


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes of a file that are no record: from where, and how many."""

    start: int
    length: int


class Spool:
    """The file of one crawl, made with its first record. ``limit``: bytes of all files of the folder together."""

    def __init__(self, folder: Path, site: str, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self.path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{os.getpid()}-{site}.spool"
        self._file: IO[bytes] | None = None

    def append(self, articles: Sequence[Article]) -> None:
        """Write and sync the articles, all or none. Raises SpoolError when there is no room, or the disk refuses."""
        data = b"".join(_record(article) for article in articles)
        if self._size_of_all() + len(data) > self.limit:
            raise SpoolError(f"the spool {self.folder} has no room: raise SPOOL_BYTES, or start MongoDB")
        try:
            file = self._opened()
            before = file.seek(0, os.SEEK_END)
            try:
                while data:  # a disk that fills up takes a part of it first
                    data = data[file.write(data) or 0 :]
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(before)
                raise
        except OSError as error:
            raise SpoolError(f"the spool {self.path} cannot be written: {error.strerror or error}") from None

    def close(self) -> None:
        """Let others drain the file."""
        if self._file is not None:
            self._file.close()

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            unnamed = self.path.with_suffix(".new")  # whoever finds it by its name finds it locked
            self._file = os.fdopen(os.open(unnamed, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
            lock(self._file)
            unnamed.rename(self.path)
        return self._file

    def _size_of_all(self) -> int:
        return sum(map(size_of, spooled_files(self.folder)))


def size_of(path: Path) -> int:
    """Bytes of a file; none of one that somebody has drained meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def spool_folder() -> Path:
    """Where crawls of this machine keep what MongoDB cannot take."""
    return home() / "spool"


def spooled_files(folder: Path) -> list[Path]:
    """The files of a folder, the oldest first."""
    return sorted(folder.glob("*.spool"))


@contextmanager
def reading(path: Path) -> Iterator[Iterator[Article | Damaged] | None]:
    """What a file holds, in its order; None when somebody else writes or reads it, or has drained it.

    Nobody else can within the block.
    """
    with opened(path) as file:
        if not lock(file) or not os.fstat(file.fileno()).st_nlink:
            yield None
        elif not os.fstat(file.fileno()).st_size:
            yield iter(())
        else:
            with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                yield _records(data)


def _records(data: mmap) -> Iterator[Article | Damaged]:
    place = 0
    while place < len(data):
        article, end = _read(data, place)
        yield article or Damaged(place, end - place)
        place = end


def _record(article: Article) -> bytes:
    payload = bson.encode(to_document(article))
    return HEADER.pack(MARK, len(payload), crc32(payload)) + payload


def _read(data: mmap, place: int) -> tuple[Article | None, int]:
    """The article of the record that begins there, and where it ends; without one, where the next record may begin."""
    following = data.find(MARK, place + 1)
    following = len(data) if following < 0 else following
    if len(data) - place < HEADER.size:
        return None, len(data)
    mark, length, checksum = HEADER.unpack_from(data, place)
    payload = data[place + HEADER.size : place + HEADER.size + length]
    if mark != MARK or length > LONGEST or len(payload) < length or crc32(payload) != checksum:
        return None, following
    try:
        return to_article(bson.decode(payload, codec_options=OPTIONS)), place + HEADER.size + length
    except (BSONError, TypeError):
        return None, place + HEADER.size + length
