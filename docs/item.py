"""Writes docs/item.md from the fields of the Article: python docs/item.py > docs/item.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields
from itertools import groupby
from typing import Any

from newscrawl.mongo.documents.stored import StoredArticle

HEAD = """\
# What is in an article?

`newscrawl.Article` is a dataclass. Times are aware and in UTC, text is NFC Unicode; what is missing is None or empty, never a
placeholder. `newscrawl.downstream` gives a `StoredArticle`, which has also what the store keeps: the last two tables.

In MongoDB a document has these fields and `_id`, a hash of `canonical_url`. The collection's validator refuses a document in
which one has another type, or in which one is missing that is never None. Other jobs may add fields of their own; a re-crawl
leaves them alone. This page and the validator are made from the same fields, in `newscrawl/items.py` and
`newscrawl/mongo/documents/stored.py`; `make docs` renews the page.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group, members in groupby(fields(StoredArticle), key=lambda field: field.metadata["group"]):
        parts.append(
            f"\n## {group.capitalize()}\n\n| field | type | meaning | filled by | example |\n|---|---|---|---|---|\n"
        )
        parts += [line(field.name, str(field.type), field.metadata) for field in members]
    return "".join(parts)


def line(name: str, kind: str, metadata: Mapping[str, Any]) -> str:
    """One field's row."""
    example = json.dumps(metadata["example"], ensure_ascii=False)
    cells = (f"`{name}`", f"`{kind}`".replace("|", "or"), metadata["meaning"], metadata["by"], f"`{example}`")
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
