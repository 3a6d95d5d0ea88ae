"""newscrawl db: the schema of the collections, and whether all is as it should be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from newscrawl.cli.database import opened, values
from newscrawl.cli.output import err, print_fact, print_json, print_table
from newscrawl.exceptions import INTERRUPTED
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import Database, open_async_database
from newscrawl.mongo.documents.checks import CHECKS, Finding
from newscrawl.mongo.documents.migrating import Progress, documents_by_schema, migrate, pending
from newscrawl.mongo.documents.migrations import Migration
from newscrawl.mongo.documents.schema import SCHEMA
from newscrawl.mongo.documents.structure import ensure, ensured, found, lacking
from newscrawl.mongo.waiting.draining import Drained, drain
from newscrawl.mongo.waiting.spool import spool_folder

NAME = Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")]
JSON = Annotated[bool, typer.Option("--json", help="Print JSON.")]
REFUSED = 10  # documents that are named; all are in the JSON

DRAINED = ("file", "articles", "damaged")

db = typer.Typer(no_args_is_help=True, help="The database: its schema, migrations, and what is wrong with it.")


@db.command()
def status(database: NAME = None, json: JSON = False) -> None:
    """Show the schema, the documents by schema, pending migrations and the indexes.

    While migrations are pending every article is looked at to count them.
    """
    with opened(database) as opened_database:
        facts = status_of(opened_database)
    if json:
        print_json(facts)
        return
    print_fact("schema", SCHEMA)
    print_fact(
        "articles", "、".join(f"{count:,} of schema {number}" for number, count in facts["documents"].items()) or 0
    )
    for one in facts["pending"]:
        print_fact("pending", f"{one['number']} {one['name']}: {one['about']}")
    if not facts["pending"]:
        print_fact("pending", "no migration")
    for name, indexes in facts["indexes"].items():
        print_fact(f"indexes of {name}", ", ".join(indexes))


def status_of(database: Database) -> dict[str, Any]:
    """What status shows."""
    steps = [{"number": each.number, "name": each.name, "about": each.about} for each in pending(database)]
    indexes = {name: list(one.indexes) for name, one in found(database).items()}
    return {"schema": SCHEMA, "documents": documents_by_schema(database), "pending": steps, "indexes": indexes}


@db.command("migrate")
def migrate_command(
    database: NAME = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be changed.")] = False,
    json: JSON = False,
) -> None:
    """Bring stored articles to today's schema, and give the collections the validators and indexes that they lack.

    Crawls may go on meanwhile. What was interrupted goes on when this is called again. Exit code 1 when MongoDB refused a
    document.
    """
    with opened(database) as opened_database:
        for what in (lacks := lacking(opened_database)):
            err.print(f"{'Would make' if dry_run else 'Making'} {what}")
        if lacks and not dry_run:
            ensure(opened_database)  # first: migrations look things up
        done = [(step, run(opened_database, step, dry_run=dry_run)) for step in pending(opened_database)]
    if json:
        print_json([{"number": step.number, "name": step.name, **last._asdict()} for step, last in done])
    elif not done and not lacks:
        err.print("All is as it should be.")
    if any(last.refused for _, last in done):
        raise typer.Exit(1)


def run(database: Database, step: Migration, *, dry_run: bool) -> Progress:
    """Do one step, say how far it is, and what came of it."""
    err.print(f"Migration {step.number}, {step.name}: {step.about}")
    last = Progress(0, 0, {})
    try:
        for last in migrate(database, step, dry_run=dry_run):
            if err.is_terminal:
                err.print(f"{last.seen:,} articles", end="\r")
    except KeyboardInterrupt:
        err.print(f"Interrupted after {last.changed:,} articles: newscrawl db migrate goes on from here.")
        raise typer.Exit(INTERRUPTED) from None
    err.print(f"{last.changed:,} articles {'would be changed' if dry_run else 'changed'}")
    for identity, reason in list(last.refused.items())[:REFUSED]:
        err.print(f"newscrawl: {identity} stays as it is: {reason}")
    if len(last.refused) > REFUSED:
        err.print(f"newscrawl: {len(last.refused) - REFUSED} more stay as they are: --json names them")
    return last


@db.command()
def check(
    database: NAME = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines; JSON has all.")] = 50,
    json: JSON = False,
) -> None:
    """Look for what is wrong: documents that do not fit, dangling stories, gaps in events, indexes, queries that scan.

    Reads every article. Exit code 1 when there is something.
    """
    with opened(database) as opened_database:
        findings = list(found_by_checks(opened_database))
    if json:
        print_json([each._asdict() for each in findings])
    elif findings:
        print_table([each._asdict() for each in findings[:limit]], Finding._fields)
        if len(findings) > limit:
            err.print(f"… {len(findings) - limit:,} more: --limit or --json shows them")
    else:
        err.print("Nothing is wrong.")
    if findings:
        raise typer.Exit(1)


def found_by_checks(database: Database) -> Iterator[Finding]:
    """All findings; who watches sees which check runs."""
    for name, look in CHECKS.items():
        if err.is_terminal:
            err.print(f"Checking {name}")
        yield from look(database)


@db.command("drain")
def drain_command(database: NAME = None, json: JSON = False) -> None:
    """Store the articles that crawls of this machine kept on disk while MongoDB was away.

    The next crawl does it, too. Exit code 1 when a file had damaged places: what stood there is lost, the rest is stored.
    """
    settings = values()
    done = asyncio.run(_drain(settings, database or settings["MONGO_DATABASE"]))
    rows = [{"file": each.path.name, "articles": each.articles, "damaged": each.damaged} for each in done]
    if json:
        print_json(rows)
    elif rows:
        print_table(rows, DRAINED)
    else:
        err.print("No article waits on disk.")
    if any(each.damaged for each in done):
        raise typer.Exit(1)


async def _drain(settings: Mapping[str, Any], name: str) -> list[Drained]:
    uri, embedded = settings["MONGO_URI"], settings["MONGO_EMBEDDED"]
    async with open_async_database(uri, name, embedded=embedded) as opened_database:
        await ensured(opened_database)
        intake = Intake(opened_database, settings["COPIES"])
        await intake.resume()
        return [done async for done in drain(intake, spool_folder())]
