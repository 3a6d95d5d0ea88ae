"""How a run went, from its counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BLOCKED = frozenset(["http_401", "http_403", "http_429", "http_503"])
UNREACHABLE = frozenset(["dns", "refused", "timeout", "unreachable", "no_answer"])


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One crawl of one site. ``verdict`` is one of ok, empty, blocked, site_down, store_down, cancelled, crashed."""

    site: str
    verdict: str
    reason: str
    pages: int
    stored: int  # new articles
    changed: int
    unchanged: int
    duplicates: int
    spam_links: int
    dropped: int
    failed: int
    seconds: float


def summarise(site: str, stats: Mapping[str, Any], finish_reason: str, seconds: float) -> RunSummary:
    """The summary of a run whose counters are ``stats``."""
    verdict, reason = judge(stats, finish_reason)
    return RunSummary(
        site=site,
        verdict=verdict,
        reason=reason,
        pages=pages(stats),
        stored=stats.get("store/new", 0),
        changed=stats.get("store/changed", 0),
        unchanged=stats.get("store/unchanged", 0),
        duplicates=total(stats, "mark_duplicates/marked/") + total(stats, "mark_duplicates/dropped/"),
        spam_links=stats.get("strip_spam_links/spam", 0),
        dropped=stats.get("item_dropped_count", 0),
        failed=total(stats, "fetch/failed/") + total(stats, "read/refused/"),
        seconds=round(seconds, 1),
    )


def judge(stats: Mapping[str, Any], finish_reason: str) -> tuple[str, str]:
    """Verdict and a one-line reason.

    >>> judge({"fetch/failed/refused": 1}, "finished")
    ('site_down', 'no page could be had: refused')
    """
    articles = stats.get("read/articles", 0)
    failures = {key.rpartition("/")[2]: count for key, count in stats.items() if key.startswith("fetch/failed/")}
    worst = max(failures, key=failures.__getitem__, default="")
    if finish_reason == "store_down":
        return "store_down", "MongoDB stayed away; what was not stored will be fetched again"
    if finish_reason not in ("finished", "shutdown"):
        return "crashed", f"ended with {finish_reason}"
    if finish_reason == "shutdown":
        return "cancelled", "stopped before its end"
    if articles:
        return "ok", f"{articles} articles read"
    if worst in BLOCKED:
        return "blocked", f"the site refuses: {worst.replace('_', ' ')}"
    if worst and not stats.get("listing/pages", 0) + stats.get("listing/empty", 0):
        return "site_down", f"no page could be had: {worst.replace('_', ' ')}"
    return "empty", f"no article on {pages(stats)} pages"


def pages(stats: Mapping[str, Any]) -> int:
    """Pages that were answered, without robots.txt."""
    return int(stats.get("response_received_count", 0)) - int(stats.get("robotstxt/response_count", 0))


def total(stats: Mapping[str, Any], prefix: str) -> int:
    """The sum of all counters whose keys start with a prefix."""
    return sum(count for key, count in stats.items() if key.startswith(prefix))
