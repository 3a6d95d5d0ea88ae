"""What a site declares about its article pages."""

from __future__ import annotations

from dataclasses import dataclass


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
