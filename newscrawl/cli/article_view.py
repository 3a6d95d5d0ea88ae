"""An article as a person looks at it: each field, and which finder found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from newscrawl.cli.output import console, print_fact, print_table
from newscrawl.items import Article

HERE = ZoneInfo("Asia/Shanghai")
ELSEWHERE = (
    "body",
    "body_html",
    "links",
    "language",
    "published_precision",
    "published_raw",
    "source_url",
    "disguised",
)  # or no finder's
FIRST = ("title", "published_at", "source", "authors")
OTHERS = [
    field.name
    for field in fields(Article)
    if field.metadata["by"] == "detail" and field.name not in (*ELSEWHERE, *FIRST)
]
FOUND = (*FIRST, *OTHERS)
HEAD, TAIL = 8, 4  # lines of a body on a terminal: what does not belong stands at its ends
MOST_LINKS = 20


def show_article(article: Article, *, decoded: str = "", full: bool = False, to: Console | None = None) -> None:
    """What was found on a page, where each field came from, and what is missing.

    ``decoded`` says how its bytes became text. A terminal gets values in one line each and the ends of a long body, unless
    ``full``; a file or a pipe gets everything.
    """
    out = to or console
    short = out.is_terminal and not full
    print_fact("page", article.url, to=out)
    if decoded:
        print_fact("decoded", decoded, to=out)
    if article.disguised:
        print_fact("disguised", "its words were traditional characters with their sound in brackets; restored", to=out)
    if article.suspect:
        print_fact("suspect", "so much of it looks planted that nothing was taken out", to=out)
    out.print()
    rows = [row(article, name) for name in FOUND if has(article, name)]
    print_table(rows, ("field", "value", "found by"), cut=("value",) if short else (), to=out)
    show_body(article, short=short, to=out)
    show_links(article, short=short, to=out)
    if missing := [name for name in (*FOUND, "body") if not has(article, name)]:
        out.print()
        print_fact("not found:", ", ".join(missing), to=out)


def has(article: Article, name: str) -> bool:
    """Whether a field was found; a count of 0 was."""
    return getattr(article, name) not in (None, "", [])


def row(article: Article, name: str) -> dict[str, str]:
    """A field's line of the table."""
    return {"field": name, "value": " | ".join(values(article, name)), "found by": article.found_by.get(name, "")}


def values(article: Article, name: str) -> Iterator[str]:
    """What a field holds, in words."""
    value = getattr(article, name)
    if name == "published_at":
        raw = f", told as {article.published_raw}" if article.published_raw else ""
        yield f"{told(value, article.published_precision)} China time ({article.published_precision}{raw})"
    elif isinstance(value, datetime):
        yield f"{told(value, None)} China time"
    elif isinstance(value, list):
        yield from (one if isinstance(one, str) else " ".join(filter(None, asdict(one).values())) for one in value)
    else:
        yield str(value).replace("\n", " ")


def told(at: datetime | None, precision: str | None) -> str:
    """A moment in China time, as precisely as its page said."""
    if at is None:
        return "-"
    local = at.astimezone(HERE)
    return str(local.date()) if precision in ("day", "month") else local.strftime("%Y-%m-%d %H:%M")


def show_body(article: Article, *, short: bool, to: Console) -> None:
    """The text; both its ends where it would fill the screen."""
    lines = (article.body or "").splitlines()
    if not lines:
        return
    size = f"{len(lines)} lines, {sum(map(len, lines)):,} characters, found by {article.found_by.get('body', '-')}"
    to.print()
    print_fact("body", size, to=to)
    left_out = len(lines) - HEAD - TAIL if short else 0
    if left_out > 1:
        lines = [*lines[:HEAD], f"… {left_out} lines more: --full shows them …", *lines[-TAIL:]]
    for line in lines:
        to.print(
            f"  {line}", soft_wrap=True
        )  # a terminal breaks Chinese between any two characters; rich does at blanks only


def show_links(article: Article, *, short: bool, to: Console) -> None:
    """Every link of the text with its verdict and the rule that decided."""
    if not article.links:
        return
    shown = article.links[:MOST_LINKS] if short else article.links
    rows: list[dict[str, Any]] = [asdict(link) for link in shown]
    to.print()
    print_fact("links", f"{len(article.links)}", to=to)
    print_table(rows, ("verdict", "rule", "position", "text", "url"), cut=("text", "url") if short else (), to=to)
    if len(shown) < len(article.links):
        to.print(f"… {len(article.links) - len(shown)} more: --full shows them")
