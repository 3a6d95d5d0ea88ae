"""Folders of saved pages: ``manifest.jsonl`` has a line for each, with its id, url, labels, and where its bytes are."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawl.text.charsets import decode
from newscrawl.text.whitespace import one_line

TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
PLAIN_PATH = re.compile(r"/[\x21-\x7e]+")
LISTING = re.compile(r"/(?:list_\d+\.html)?")


@dataclass(frozen=True)
class SavedPage:
    """A page as it was served, and what its labels say. ``path`` is where it is served again."""

    path: str
    labels: dict[str, Any]
    file: Path

    @property
    def id(self) -> str:
        """Its name in the folder."""
        return str(self.labels["id"])

    @cached_property
    def body(self) -> bytes:
        """The bytes as served."""
        return gzip.decompress(self.file.read_bytes())

    @cached_property
    def words(self) -> str:
        """What a listing says of it: the labelled headline, else its own title element, else its id."""
        return self.labels.get("title") or own_title(self.body) or self.id


def own_title(body: bytes) -> str | None:
    """The title element of a page; None when there is none, or nothing in it."""
    found = TITLE.search(decode(body).text)
    return one_line(unescape(found[1])) if found else None


def read_folder(folder: Path) -> list[SavedPage]:
    """The pages of a folder, in the order of its manifest."""
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    times = Counter(original_path(row["url"]) for row in rows)
    return [SavedPage(served_path(row, times), row, folder / row["html"]) for row in rows]


def served_path(row: dict[str, Any], times: Counter[str]) -> str:
    """The page's own path where no other page has it, since the date may stand in it; else one made from its id."""
    path = original_path(row["url"])
    own = times[path] == 1 and PLAIN_PATH.fullmatch(path) and not LISTING.fullmatch(path)
    return path if own else f"/a/{row['id']}.html"


def original_path(url: str) -> str:
    """Path and query of a URL."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
