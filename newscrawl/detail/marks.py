"""What a site declares about its article pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Marks:
    """CSS for the parts of an article page; None for what shall be found by itself.

    A selector may end in ``::text`` or ``::attr(name)``; without either the whole text of the element is taken.
    """

    title: str | None = None
    subtitle: str | None = None
    summary: str | None = None
    body: str | None = None
    remove: str | None = None  # parts of the page that are never read
    published: str | None = None
    source: str | None = None
    authors: str | None = None
    editors: str | None = None
    channel: str | None = None
    breadcrumbs: str | None = None
    keywords: str | None = None
    read_count: str | None = None

    def missed(self, found_by: Mapping[str, str]) -> Iterator[str]:
        """The names of the declared parts that were not found where they are declared; ``remove`` may find nothing."""
        for name in (field.name for field in fields(self)):
            target = "published_at" if name == "published" else name
            if name != "remove" and getattr(self, name) is not None and found_by.get(target) != "selector":
                yield name
