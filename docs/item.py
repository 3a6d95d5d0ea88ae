"""Writes docs/item.md from the fields of the Article: python docs/item.py > docs/item.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields
from itertools import groupby
from typing import Any

from newscrawl.items import Article

HEAD = """\
# What is in an article?

`newscrawl.Article` is a dataclass. Times are aware and in UTC, text is NFC Unicode; what is missing is None or empty, never a
placeholder. In MongoDB a document has these fields, `_id` (a hash of `canonical_url`) and `schema` (the schema's number), and
what the store keeps of its visits: `first_seen_at`, `visits`, `urls`, `digest`. Other jobs may add fields of their own; a
re-crawl leaves them alone. This page is made from `newscrawl/items.py` by `make docs`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group, members in groupby(fields(Article), key=lambda field: field.metadata["group"]):
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
