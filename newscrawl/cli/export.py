"""newscrawl export: articles as files for other programs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

import typer

from newscrawl.cli.database import opened
from newscrawl.cli.output import err
from newscrawl.downstream.collection import HERE, Filters, articles_of
from newscrawl.downstream.exporting import fits, latest, parts, touched
from newscrawl.downstream.files import atomic
from newscrawl.downstream.formats import Csv, Format, JsonLines
from newscrawl.exceptions import INTERRUPTED, ConfigurationError
from newscrawl.mongo.client import Database
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.events.feed import Feed
from newscrawl.text.printed import escaped, safe

TOLD_EVERY = 500  # articles
TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]


class Kind(StrEnum):
    """The formats."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export(
    kind: Annotated[
        Kind, typer.Option("--format", help="Lines of JSON, a table for spreadsheets, or Parquet.")
    ] = Kind.jsonl,
    out: Annotated[Path | None, typer.Option(help="The file; standard output when left out.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=TIMES, help="Only what was stored or changed since, China time.")
    ] = None,
    follow: Annotated[
        bool,
        typer.Option(
            "--follow", help="Go on with what changes: a file beside FILE each time, with the time in its name."
        ),
    ] = False,
    every: Annotated[float, typer.Option(min=1, help="With --follow: seconds between two files.")] = 60,
    consumer: Annotated[str, typer.Option(help="With --follow: under this name it goes on where it was.")] = "export",
    site: Annotated[str | None, typer.Option(help="Only of this site.")] = None,
    region: Annotated[str | None, typer.Option(help="Only of sites of this region.")] = None,
    channel: Annotated[str | None, typer.Option(help="Only of this section.")] = None,
    source: Annotated[str | None, typer.Option(help="Only from this source.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only published on this day, China time.")
    ] = None,
    heads: Annotated[bool, typer.Option("--heads", help="Without copies of other articles.")] = False,
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
) -> None:
    """Write stored articles into a file, newest first.

    The file is there whole or not at all. With --follow each file has the articles that were created, changed, merged or gone
    meanwhile, as they are then; after a crash a file may repeat the last one. Cells that a spreadsheet would take for formulas
    begin with an apostrophe.
    """
    given = {
        "site": site,
        "region": region,
        "channel": channel,
        "source": source,
        "day": day and day.date(),
        "heads": heads,
    }
    wanted = cast(Filters, {name: value for name, value in given.items() if value})
    written = format_of(kind, out)
    begin = since and (since.replace(tzinfo=HERE) if since.tzinfo is None else since)
    with opened(database) as opened_database:
        if follow:
            go_on(Feed(opened_database, consumer, begin, follow=False), written, wanted, out, every)
        else:
            write(written, out, chosen(opened_database, begin, wanted))


def format_of(kind: Kind, out: Path | None) -> Callable[[BinaryIO], Format]:
    """The class that writes a format. Raises ConfigurationError for one that cannot be written here."""
    if kind is not Kind.parquet:
        return Csv if kind is Kind.csv else JsonLines
    if out is None:
        raise ConfigurationError("--format parquet needs a file: --out FILE")
    return cast(Callable[[BinaryIO], Format], import_module("newscrawl.downstream.parquet").Parquet)


def chosen(database: Database, since: datetime | None, wanted: Filters) -> Iterator[StoredArticle]:
    """The articles of an export that ends."""
    if since is None:
        return articles_of(database, **wanted)
    return (article for article in touched(database, since) if fits(article, **wanted))


def go_on(feed: Feed, written: Callable[[BinaryIO], Format], wanted: Filters, out: Path | None, every: float) -> None:
    """Write what changed, acknowledge it, wait, and again."""
    if err.is_terminal:
        err.print(f"Following the changes as {feed.consumer}; Ctrl-C ends.")
    try:
        while True:
            for events in parts(feed):
                articles = [article for article in latest(events) if fits(article, **wanted)]
                if articles:
                    write(written, out and dated(out), iter(articles))
                feed.ack(*events)
            time.sleep(every)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def dated(out: Path) -> Path:
    """The name of a file of a row of files, which sorts by time."""
    return out.with_name(f"{out.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{out.suffix}")


def write(written: Callable[[BinaryIO], Format], out: Path | None, articles: Iterator[StoredArticle]) -> None:
    """Write one file; who watches sees how far it is."""
    count = 0

    def told() -> Iterator[StoredArticle]:
        nonlocal count
        for article in articles:
            yield article
            count += 1
            if err.is_terminal and out and not count % TOLD_EVERY:
                err.print(f"{count:,} articles", end="\r")

    with atomic(out) if out else standard_output() as file:
        table = written(file)
        table.write(told())
        table.close()
    if out:
        err.print(f"{count:,} articles in {out}")


@contextmanager
def standard_output() -> Iterator[Any]:
    """Standard output; a terminal gets nothing that it would obey."""
    yield Terminal() if sys.stdout.isatty() else sys.stdout.buffer
    sys.stdout.flush()


class Terminal:
    """As much of a file as a format needs."""

    def write(self, line: bytes) -> int:
        text = line.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        sys.stdout.write(escaped(text) if text.startswith("{") else safe(text))
        return len(line)
