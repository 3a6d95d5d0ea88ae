"""How an article differs from what was stored of it, and who made the difference: its publisher, or how it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from newscrawl.mongo.client import Document

__all__ = ["REVISED", "Revision", "kept_values", "revision"]

# What a publisher says; all else follows from it, or from how its page is read.
REVISED = (
    "title", "subtitle", "summary", "body", "authors", "editors", "source", "source_url", "channel", "breadcrumbs", "keywords",
    "published_at", "modified_at", "images", "attachments",
)  # fmt: skip

LONGEST = 100_000  # characters of a text that is kept in a revision: both forms have to fit beside the article

Learned = Callable[[str], bool]  # whether a line is known to recur over the site's pages


class Revision(NamedTuple):
    """The fields that changed, each ``from`` and ``to``; by whom; ``silent``: its publisher told no time of the change."""

    changes: dict[str, Document]
    by: str
    silent: bool


def revision(old: Document, new: Document, learned: Learned) -> Revision | None:
    """What changed from one document of an article to the next; None when nothing did that a publisher says."""
    changes = {
        name: {"from": _short(old.get(name)), "to": _short(new[name])}
        for name in REVISED
        if (old.get(name) or None) != (new[name] or None)
    }
    if not changes:
        return None
    told = "modified_at" in changes and new["modified_at"] is not None
    by = "extractor" if _is_ours(old, new, changes, learned, told=told) else "publisher"
    return Revision(changes, by, silent=by == "publisher" and not told)


def _short(value: Any) -> Any:
    return value[:LONGEST] if isinstance(value, str) else value


def _is_ours(old: Document, new: Document, changes: Collection[str], learned: Learned, *, told: bool) -> bool:
    """Whether the page may be what it was.

    Another version of the extractor reads the same page differently: unless the publisher tells of a change, what it finds is
    never called his. The same version does so where other links count as planted, and where lines that recur are left out.
    """
    if old.get("extractor") != new["extractor"]:
        return not told
    if set(changes) != {"body"}:
        return False
    if _as_read(old) == _as_read(new):
        return True
    before, after = (set((document["body"] or "").split("\n")) for document in (old, new))
    return after <= before and all(map(learned, before - after))


def _as_read(document: Document) -> str:
    """The markup before planted links were taken out of it."""
    return document.get("unstripped_html") or document.get("body_html") or ""


def kept_values(old: Document, new: Document, working: Collection[tuple[str, str]]) -> dict[str, str]:
    """Fields that the page no longer gives and that stay all the same, each with the finder that found it.

    ``working`` are fields with the finders that found them on pages of this crawl. A finder that still finds a field on the
    site's other pages has not failed on this one: the publisher took it away. One that finds it on none has failed, as after a
    redesign, and what it once found is kept.
    """
    found = old.get("found_by") or {}
    lost = [name for name in REVISED if old.get(name) and not new[name] and name in found]
    return {name: found[name] for name in lost if (name, found[name]) not in working}
