"""Pages of a site as they were served, in a folder: gzipped bytes, and an index of where each came from."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawl.exceptions import ConfigurationError
from newscrawl.items import Entry
from newscrawl.text.dates import Moment
from newscrawl.text.urls import absolute_url

__all__ = ["EXPECTED", "INDEX", "SavedPage", "file_name", "packed", "read_pages"]

INDEX, EXPECTED = "index.json", "expected.json"
NAME = re.compile(r"[\w.-]{1,100}", re.ASCII)
NAMELESS = re.compile(r"[^A-Za-z0-9-]+")
SLUG = 40  # characters of an address that name its file
LARGEST = 8 * 2**20  # bytes of a page, as DOWNLOAD_MAXSIZE
ENDINGS = (("json", "json"), ("javascript", "json"), ("html", "html"), ("xml", "xml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page, and the request that it answered.

    - ``url``: its final address; ``asked``: the addresses that were asked for before redirects led there.
    - ``callback``: the method of the spider that reads it, with ``entry`` (what a listing says of it) and ``given`` (what
      else goes with the request); ``about``: the request's meta (``items.LISTING`` and so on).
    - ``content_type``: the header; ``saved_at``: when it was served, by which times such as 昨天 are read.
    """

    file: str
    url: str
    body: bytes
    callback: str
    content_type: str = ""
    saved_at: datetime
    entry: Entry | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether it is a further page of an article, which is read with the first one."""
        return self.callback == "parse_part"

    @property
    def record(self) -> dict[str, Any]:
        """Its part of the index: what is empty is left out."""
        told: dict[str, Any] = {
            "file": self.file,
            "url": self.url,
            "asked": list(self.asked),
            "callback": self.callback,
            "given": dict(self.given),
            "about": dict(self.about),
            "entry": entry_record(self.entry) if self.entry else None,
            "content_type": self.content_type,
            "saved_at": self.saved_at.isoformat(timespec="seconds"),
        }
        return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def entry_record(entry: Entry) -> dict[str, Any]:
    """What a listing says of an article, as JSON has it."""
    date = entry.date and {"at": entry.date.at.isoformat(), "precision": entry.date.precision, "raw": entry.date.raw}
    return {"url": entry.url, "title": entry.title, **({"date": date} if date else {})}


def packed(pages: Iterable[SavedPage]) -> dict[str, bytes]:
    """The files of a folder: each page's, and the index. The same pages give the same bytes."""
    pages = sorted(pages, key=lambda page: page.file)
    files = {page.file: gzip.compress(page.body, mtime=0) for page in pages}
    return {**files, INDEX: json_bytes([page.record for page in pages])}


def json_bytes(data: Any) -> bytes:
    """JSON as a person reviews it."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_pages(folder: Path) -> list[SavedPage]:
    """The pages that a folder's index names. Raises ConfigurationError, which names the file, for what is none."""
    return [page_of(record, folder) for record in records(folder / INDEX)]


def records(index: Path) -> Iterator[dict[str, Any]]:
    """The entries of an index."""
    try:
        found = json.loads(index.read_bytes())
        yield from (dict(record) for record in found)
    except FileNotFoundError:
        raise ConfigurationError(f"{index.parent} has no {INDEX}: no pages are saved there") from None
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise ConfigurationError(f"{index} is no list of pages: {error}") from None


def page_of(record: Mapping[str, Any], folder: Path) -> SavedPage:
    """The page of an entry of an index."""
    try:
        if not NAME.fullmatch(record["file"]) or absolute_url(record["url"], "") is None:
            raise ValueError(f"file {record['file']!r} or url {record['url']!r} cannot be")
        return SavedPage(
            file=record["file"],
            url=record["url"],
            body=unpacked(folder / record["file"]),
            callback=record.get("callback", ""),
            content_type=record.get("content_type") or "",
            saved_at=datetime.fromisoformat(record["saved_at"]) if "saved_at" in record else datetime.now(UTC),
            entry=entry_of(record["entry"], record["url"]) if record.get("entry") else None,
            given=record.get("given") or {},
            about=record.get("about") or {},
            asked=tuple(record.get("asked") or ()),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{folder / INDEX}: an entry is broken: {error}") from None


def unpacked(path: Path) -> bytes:
    """The bytes of a saved page, gzipped or not. Raises ConfigurationError."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            body: bytes = file.read(LARGEST + 1)
    except (OSError, EOFError) as error:
        raise ConfigurationError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(body) > LARGEST:
        raise ConfigurationError(f"{path} is larger than a page may be ({LARGEST:,} bytes)")
    return body


def entry_of(record: Mapping[str, Any], url: str) -> Entry:
    """What a listing says of an article, from an index; its date may be a day alone."""
    date = record.get("date")
    moment: Moment | None = None
    if isinstance(date, str):
        moment = Moment(datetime.fromisoformat(date).replace(tzinfo=UTC), "day", date)
    elif date:
        moment = Moment(datetime.fromisoformat(date["at"]), date["precision"], date["raw"])
    return Entry(record.get("url", url), record.get("title", ""), moment)


def file_name(number: int, url: str, content_type: str = "") -> str:
    """A name for a page's file, made of its number and the end of its address: nothing in it leads out of a folder.

    >>> file_name(3, "http://www.qinghe.gov.example/xwzx/../t20200318_1203.html?a=/etc/passwd", "text/html")
    '03_t20200318-1203.html.gz'
    >>> file_name(0, "http://www.qinghe.gov.example/")
    '00_www-qinghe-gov-example.html.gz'
    """
    parts = urlsplit(url)
    words = next((part for part in reversed(parts.path.split("/")) if part), parts.netloc)
    stem = words.rpartition(".")[0] or words if parts.path.strip("/") else words
    slug = NAMELESS.sub("-", stem).strip("-")[:SLUG] or "page"
    ending = next((ending for kind, ending in ENDINGS if kind in content_type.lower()), "html")
    return f"{number:02}_{slug}.{ending}.gz"
