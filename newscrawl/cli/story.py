"""newscrawl story: who published a story when, and what each changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from newscrawl.cli.article_view import told
from newscrawl.cli.database import opened
from newscrawl.cli.output import console, print_fact, print_json, print_table
from newscrawl.exceptions import NotFoundError
from newscrawl.operations.stories import Telling, tellings

COLUMNS = ("published", "site", "source", "told by", "likeness", "title", "url")
SHOWN = 5  # entries of what was added or cut that a terminal gets,
LENGTH = 100  # and characters of each


def story(
    what: Annotated[str, typer.Argument(help="An article of the story: its _id or its address.", metavar="ID|URL")],
    full: Annotated[bool, typer.Option("--full", help="Show all that was added and cut, in full.")] = False,
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show who published a story when, the origin first, and what each copy added to it and cut from it."""
    with opened(database) as db:
        found = tellings(db, what)
    if not found:
        raise NotFoundError(f"{what} is not stored: newscrawl articles lists what is, with addresses")
    if json:
        print_json({"story_id": found[0].article.story_id, "articles": [entry(each) for each in found]})
        return
    print_fact("story", found[0].article.story_id)
    print_table([row(each) for each in found], COLUMNS)
    for each in found[1:]:
        show_changes(each, full=full or not console.is_terminal)


def entry(telling: Telling) -> dict[str, Any]:
    """An article of the story for programs."""
    article = telling.article
    names = ("id", "site", "url", "title", "published_at", "published_precision", "source")
    shown = {name: getattr(article, name) for name in names}
    copy = asdict(article.copy_of) if article.copy_of else None
    return shown | {"copy_of": copy, "added": telling.added, "cut": telling.cut}


def row(telling: Telling) -> dict[str, Any]:
    """The line of an article."""
    article, copy = telling.article, telling.article.copy_of
    return {
        "published": told(article.published_at, article.published_precision),
        "site": article.site,
        "source": article.source or "",
        "told by": copy.rule if copy else "origin",
        "likeness": f"{copy.likeness:.2f}" if copy else "",
        "title": article.title or "",
        "url": article.url,
    }


def show_changes(telling: Telling, *, full: bool) -> None:
    """What a copy added and cut; nothing when it changed nothing."""
    if not telling.added and not telling.cut:
        return
    console.print()
    print_fact(telling.article.site, telling.article.url)
    for sign, entries in (("+", telling.added), ("-", telling.cut)):
        for words in entries if full else entries[:SHOWN]:
            short = words if full or len(words) <= LENGTH else f"{words[:LENGTH]}…"
            console.print(f"  {sign} {short}", soft_wrap=True)
        if not full and len(entries) > SHOWN:
            console.print(f"  {sign} … {len(entries) - SHOWN} more: --full shows them")
