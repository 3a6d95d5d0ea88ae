"""Whether a site's pages are to be rendered: what was seen of it, from one crawl to the next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

__all__ = ["Choice"]

ENOUGH = 3  # pages in a row from which on what was seen is believed


@dataclass(slots=True)
class Seen:
    """Of one kind of pages. Both counts are of pages in a row, up to ENOUGH."""

    helped: int = 0  # pages that had nothing until they were rendered, or were rendered at once and had something
    failed: int = 0  # pages that had nothing when they were rendered, either
    tried_at: datetime | None = None  # when the other way was tried last


class Choice:
    """For each kind of pages ("listing", "article"): plain first, rendered at once, or plain only.

    A page is plain first, and rendered when it has nothing of what is wanted. Once that has helped ENOUGH times in a row pages
    are rendered at once; once it has failed so often, without ever helping, not at all. After ``again`` one page is tried the other way.
    """

    def __init__(self, again: timedelta) -> None:
        self.again = again
        self.kinds: dict[str, Seen] = {}

    def is_plain_first(self, kind: str, now: datetime) -> bool:
        """Whether a page is to be fetched as it is."""
        seen = self._seen(kind)
        return seen.helped < ENOUGH or self._is_time(seen, now)

    def may_help(self, kind: str, now: datetime) -> bool:
        """Whether a page that had nothing is to be rendered."""
        seen = self._seen(kind)
        return seen.failed < ENOUGH or seen.helped > 0 or self._is_time(seen, now)

    def was_enough(self, kind: str) -> None:
        """A page had what is wanted as it was."""
        self._seen(kind).helped = 0

    def was_rendered(self, kind: str, now: datetime, *, helped: bool) -> None:
        """A page was rendered, and had what is wanted, or not."""
        seen = self._seen(kind)
        seen.tried_at = seen.tried_at or now
        if helped:
            seen.helped, seen.failed = min(seen.helped + 1, ENOUGH), 0
        else:
            seen.failed = min(seen.failed + 1, ENOUGH)

    def as_dict(self) -> dict[str, Any]:
        """For a document; ``load`` takes it back."""
        return {kind: asdict(seen) for kind, seen in self.kinds.items()}

    def load(self, kept: Mapping[str, Mapping[str, Any]]) -> None:
        """Go on from what earlier crawls saw."""
        self.kinds = {kind: Seen(**seen) for kind, seen in kept.items()}

    def _seen(self, kind: str) -> Seen:
        return self.kinds.setdefault(kind, Seen())

    def _is_time(self, seen: Seen, now: datetime) -> bool:
        """Whether the other way is to be tried again; that is done by one page."""
        if seen.tried_at is None or now - seen.tried_at < self.again:
            return False
        seen.tried_at = now
        return True
