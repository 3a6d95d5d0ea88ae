"""How a run went, from its counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERDICTS = ("ok", "drift", "empty", "blocked", "site_down", "store_down", "cancelled", "crashed")
BLOCKED = frozenset(["blocked", "robots", "http_401", "http_403", "http_429", "http_503"])
READ = frozenset(["ok", "empty"])  # verdicts of runs whose pages may be read otherwise than before
WORDS = {
    "dns": "its host has no address",
    "refused": "connection refused",
    "timeout": "no answer in time",
    "no_answer": "connection closed without an answer",
    "robots": "robots.txt forbids it",
    "redirects": "too many redirects",
    "tls": "its certificate is not valid",
    "robots_unreachable": "robots.txt cannot be had",
}
FAILED = ("fetch/failed/", "read/refused/", "render/no_body", "spider_exceptions/count")  # counters of failures
SIGNS = {
    "challenge": "a challenge to browsers",
    "wall": "a notice",
    "login": "a login",
    "error": "an error page with the status of a good one",
    "parked": "the page of a parked domain",
    "same_page": "one and the same page",
}
UNTRIED = {
    "robots_unreachable": "robots.txt cannot be had",
    "left_alone": "its host does not answer",
    "hours": "it is asked at other hours",
}


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One crawl of one site.

    ``verdict`` is one of ok, drift (its pages changed, and are not read as before), empty, blocked, site_down, store_down, cancelled, crashed; or busy when another process crawls
    the site, and nothing was done.
    """

    site: str
    verdict: str
    reason: str
    pages: int
    stored: int  # new articles
    changed: int
    unchanged: int
    known: int  # that were listed and not fetched, or were as before
    duplicates: int
    spam_links: int
    dropped: int
    failed: int
    seconds: float
    dropped_by: dict[str, int] = field(default_factory=dict)  # reason: no title, same url, not stored and so on


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
        known=known(stats),
        duplicates=total(stats, "store/copies/") + total(stats, "store/dropped/"),
        spam_links=stats.get("strip_spam_links/spam", 0),
        dropped=stats.get("item_dropped_count", 0),
        failed=sum(total(stats, prefix) for prefix in FAILED),
        seconds=round(seconds, 1),
        dropped_by=dropped_by(stats),
    )


def dropped_by(stats: Mapping[str, Any]) -> dict[str, int]:
    """Why articles were dropped. One that lacks two things counts for both.

    >>> dropped_by({"validate/missing/title": 2, "store/dropped/same_url": 1})
    {'no title': 2, 'same url': 1}
    """
    reasons = {f"no {name}": count for name, count in below(stats, "validate/missing/").items()}
    reasons |= {name.replace("_", " "): count for name, count in below(stats, "store/dropped/").items()}
    others = {"not stored": stats.get("store/lost", 0), "refused by MongoDB": stats.get("store/refused", 0)}
    return reasons | {reason: count for reason, count in others.items() if count}


def judge(stats: Mapping[str, Any], finish_reason: str) -> tuple[str, str]:
    """Verdict and a one-line reason.

    >>> judge({"fetch/failed/refused": 1}, "finished")
    ('site_down', 'no page could be had: connection refused')
    """
    if finish_reason == "store_down":
        lost = f"{stats.get('store/lost', 0)} articles were not stored; the next crawl finds them"
        return "store_down", f"{stats.get('store/error', 'MongoDB is away')}; {lost}" if stats else "not begun"
    if finish_reason == "shutdown":
        return "cancelled", "stopped before its end; the next crawl finds what is missing" if stats else "not begun"
    if finish_reason == "leased":
        return "busy", str(stats.get("run/leased", "another process crawls the site"))
    if finish_reason == "lease_lost":
        return "crashed", "another process took the site over while this one was not heard of"
    if finish_reason != "finished":
        return "crashed", f"ended with {finish_reason}"
    if (waiting := stats.get("store/spooled", 0) - stats.get("store/drained", 0)) > 0:
        return "store_down", f"{waiting} articles wait on disk: the next crawl stores them, or newscrawl db drain"
    if (walls := stats.get("fetch/failed/blocked", 0)) > known(stats) + stats.get("read/articles", 0):
        return (
            "blocked",
            f"the site refuses: {SIGNS.get(most(stats, 'blocked/'), 'no page')} in the place of {walls} pages",
        )
    verdict, reason = by_articles(stats)
    drift = stats.get("run/drift")
    return ("drift", str(drift)) if drift and verdict in READ else (verdict, reason)


def by_articles(stats: Mapping[str, Any]) -> tuple[str, str]:
    """The same for a run that went to its end, by what it kept."""
    if kept := sum(stats.get(f"store/{kind}", 0) for kind in ("new", "changed", "unchanged")):
        return "ok", f"{kept} articles{left(stats)}"
    if seen := known(stats):
        return "ok", f"nothing new, {seen} articles are known{left(stats)}"
    if same := stats.get("listing/not_modified", 0):
        return "ok", f"nothing new, listings as they were: {same}{left(stats)}"
    return without_articles(stats)


def left(stats: Mapping[str, Any]) -> str:
    """What to add where some of the pages were not asked for.

    >>> left({"fetch/untried/pages_max": 7})
    '; 7 pages are left for the next run: pages max'
    """
    count, why = total(stats, "fetch/untried/"), most(stats, "fetch/untried/")
    return f"; {count} pages are left for the next run: {UNTRIED.get(why, why.replace('_', ' '))}" if count else ""


def known(stats: Mapping[str, Any]) -> int:
    """Articles that were not fetched, because they are stored or their pages are as before."""
    return int(stats.get("skip_known/skipped", 0)) + int(stats.get("revisit/not_modified", 0))


def without_articles(stats: Mapping[str, Any]) -> tuple[str, str]:
    """The same for a run that went to its end and kept nothing."""
    worst = most(stats, "fetch/failed/") or most(stats, "read/refused/")
    told = engine_away(stats) if worst == "engine_away" else WORDS.get(worst, worst.replace("_", " "))
    if read := stats.get("read/articles", 0):
        missing = most(stats, "validate/missing/")
        return "empty", f"none of {read} articles was kept" + (f": no {missing}" if missing else "")
    if not worst and (untried := most(stats, "fetch/untried/")):
        return nothing_asked(stats, untried)
    if worst in BLOCKED:
        return "blocked", f"the site refuses: {told}"
    if worst and not stats.get("listing/pages", 0) + stats.get("listing/empty", 0):
        return "site_down", f"no page could be had: {told}"
    return "empty", f"no article on {pages(stats)} pages" + (f"; others: {told}" if worst else "")


def engine_away(stats: Mapping[str, Any]) -> str:
    """What is wrong with what renders the pages, and what to do."""
    return str(stats.get("render/engine/error", "what renders them does not answer"))


def nothing_asked(stats: Mapping[str, Any], why: str) -> tuple[str, str]:
    """The same for a run that did not come to ask for a page."""
    if why == "hours":
        return "ok", "nothing was asked for: it is asked at other hours"
    cause = most(stats, "robotstxt/unreachable/")
    told = f"{UNTRIED.get(why, why.replace('_', ' '))}" + (
        f": {WORDS.get(cause, cause.replace('_', ' '))}" if cause else ""
    )
    return "blocked" if cause in BLOCKED else "site_down", told


def most(stats: Mapping[str, Any], prefix: str) -> str:
    """The last word of the highest counter whose key starts with a prefix; empty when there is none."""
    counts = below(stats, prefix)
    return max(counts, key=counts.__getitem__, default="")


def below(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """The counters whose keys start with a prefix, without it."""
    return {key.removeprefix(prefix): count for key, count in stats.items() if key.startswith(prefix)}


def pages(stats: Mapping[str, Any]) -> int:
    """Pages that were answered, without robots.txt."""
    return int(stats.get("response_received_count", 0)) - int(stats.get("robotstxt/response_count", 0))


def total(stats: Mapping[str, Any], prefix: str) -> int:
    """The sum of all counters whose keys start with a prefix."""
    return sum(below(stats, prefix).values())
