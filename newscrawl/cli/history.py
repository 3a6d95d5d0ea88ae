"""newscrawl history: how an article changed since it was first stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Annotated, Any

import typer

from newscrawl.cli.article_view import told
from newscrawl.cli.database import opened
from newscrawl.cli.output import console, err, print_fact, print_json
from newscrawl.exceptions import NotFoundError
from newscrawl.mongo.articles.story_queries import revisions_of
from newscrawl.mongo.client import Document

NEAR = 1  # lines that stay, shown around those that changed
LENGTH = 100  # characters of a line that a terminal gets
BY = {"publisher": "by its publisher", "extractor": "by the extractor: the page was read differently"}


def history(
    what: Annotated[str, typer.Argument(help="The article: its _id or one of its addresses.", metavar="ID|URL")],
    full: Annotated[bool, typer.Option("--full", help="Shorten no line on a terminal.")] = False,
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with both values of each field in full.")] = False,
) -> None:
    """Show how an article changed: when, by whom, and field by field what went (-) and what came (+).

    A change is silent when its publisher told no time of it.
    """
    with opened(database) as db:
        found = revisions_of(db, what)
    if found is None:
        raise NotFoundError(f"{what} is not stored: newscrawl articles lists what is, with addresses")
    article, revisions = found
    if json:
        names = ("at", "by", "silent", "changes")
        shown = {name: article.get(name) for name in ("_id", "site", "url", "title", "first_seen_at", "gone_at")}
        print_json({**shown, "revisions": [{name: each[name] for name in names} for each in revisions]})
        return
    print_fact("article", article["url"])
    print_fact("title", article["title"])
    print_fact("first seen", told(article.get("first_seen_at"), None))
    if article.get("gone_at"):
        print_fact("gone", told(article["gone_at"], None))
    for each in revisions:
        show_revision(each, full=full or not console.is_terminal)
    if not revisions:
        err.print("It has not changed since.")


def show_revision(revision: Document, *, full: bool) -> None:
    """When and by whom an article was changed, and how."""
    by = BY.get(revision["by"], revision["by"])
    how = ", silent" if revision["silent"] else ", told" if revision["by"] == "publisher" else ""
    console.print()
    print_fact(told(revision["at"], None), f"{by}{how}")
    for name, change in revision["changes"].items():
        console.print(f"  {name}")
        for line in difference(lines(change["from"]), lines(change["to"]), None if full else LENGTH):
            console.print(f"    {line}", soft_wrap=True)


def lines(value: Any) -> list[str]:
    """What a field holds, as lines; none for nothing."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [line for each in value for line in lines(each)]
    if isinstance(value, dict):
        return [" ".join(str(each) for each in value.values() if each)]
    if isinstance(value, datetime):
        return [f"{told(value, None)} China time"]
    return str(value).split("\n")


def difference(before: list[str], after: list[str], length: int | None = None) -> Iterator[str]:
    """Lines that went (-) and that came (+), and one that stayed at each side of them; … stands for those between.

    Lines are cut to a ``length``, one that went and the one that came instead at where they begin to differ.

    >>> list(difference(["a", "b", "c", "d"], ["a", "b", "x", "d"]))
    ['…', '  b', '- c', '+ x', '  d']
    """
    end = 0
    for part in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(NEAR):
        if part[0][1] > end:
            yield "…"
        for kind, start, stop, start_after, stop_after in part:
            went, came = before[start:stop], after[start_after:stop_after]
            if kind == "equal":
                yield from (f"  {cut(line, length)}" for line in went)
                continue
            same = [alike(*pair) for pair in zip_longest(went, came, fillvalue="")]
            for sign, changed in (("-", went), ("+", came)):
                yield from (f"{sign} {cut(line, length, at)}" for line, at in zip(changed, same, strict=False))
        end = part[-1][2]
    if 0 < end < len(before):
        yield "…"


def alike(one: str, other: str) -> int:
    """How many characters two lines begin with that are the same.

    >>> alike("第一批五座", "第一批六座"), alike("第一批", "第一批五座")
    (3, 3)
    """
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def cut(line: str, length: int | None, at: int = 0) -> str:
    """A line, or the part of it around a place.

    >>> cut("0123456789abcdef", 8, 12), cut("0123456789", 8), cut("0123456789", None, 5)
    ('…89abcdef', '01234567…', '0123456789')
    """
    if length is None or len(line) <= length:
        return line
    start = max(0, min(at - length // 4, len(line) - length))
    return f"{'…' if start else ''}{line[start : start + length]}{'…' if start + length < len(line) else ''}"
