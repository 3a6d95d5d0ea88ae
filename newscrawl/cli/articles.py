"""newscrawl articles: look at what is stored."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from newscrawl.cli.article_view import HERE, told
from newscrawl.cli.database import opened
from newscrawl.cli.output import err, print_json, print_table
from newscrawl.mongo.articles.queries import day_bounds, find_articles
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import to_article


def articles(
    site: Annotated[str | None, typer.Option(help="Only of this site.")] = None,
    region: Annotated[str | None, typer.Option(help="Only of sites of this region.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only published on this day, China time.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Only with this in the title.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 20,
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list of whole articles.")] = False,
) -> None:
    """List stored articles, newest first."""
    since, until = day_bounds(day.date(), day.date(), HERE) if day else (None, None)
    with opened(database) as db:
        found = list(find_articles(db, site=site, region=region, since=since, until=until, title=title, limit=limit))
    if json:
        print_json([asdict(to_article(document)) for document in found])
    elif found:
        print_table([row(document) for document in found], ("published", "site", "title", "url"))
    else:
        err.print("No article fits.")


def row(document: Document) -> dict[str, Any]:
    """One line of the list."""
    at = told(document.get("published_at"), document.get("published_precision"))
    return {"published": at, "site": document["site"], "title": document["title"], "url": document["url"]}
