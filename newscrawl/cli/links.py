"""newscrawl links: what was stripped from articles, where and why, and how to overrule it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Any

import typer

from newscrawl.cli.database import opened
from newscrawl.cli.output import err, print_json, print_table
from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.ledger import articles_linking, overrule, worst_hosts
from newscrawl.operations.rejudge import Progress, rejudge
from newscrawl.text.urls import host_of

LINK_COLUMNS = ("article", "position", "verdict", "rule", "evidence", "text", "url")
HOST_COLUMNS = ("host", "spam", "editorial", "sites", "overrule", "words")
WORDS = 3  # of a host's links that its line shows


def links(
    target: Annotated[
        str | None, typer.Argument(help="The site whose articles, or the host whose links.", metavar="SITE|HOST")
    ] = None,
    restore: Annotated[
        bool, typer.Option("--restore", help="Links to HOST, and to hosts below it, are editorial from now on.")
    ] = False,
    block: Annotated[bool, typer.Option("--block", help="They are spam from now on.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Leave them to the rules again.")] = False,
    reapply: Annotated[
        bool, typer.Option("--reapply", help="Judge the stored articles of SITE, or with links to HOST, again.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Show links of every verdict, not only what was stripped.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 50,
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what was stripped from articles, where and why; without SITE or HOST, the hosts that were stripped most.

    --restore, --block and --reset overrule the verdicts on a host for all later crawls; with --reapply also for what is
    stored: each article keeps its markup as it was read, so that nothing is lost.
    """  # fmt: skip
    said = [word for word, chosen in (("allow", restore), ("block", block), ("", reset)) if chosen]
    if len(said) > 1:
        raise ConfigurationError("--restore, --block and --reset exclude each other")
    if target and not said and "/" in target:
        raise ConfigurationError(f"{target} is no site and no host: name one, such as {host_of(target) or 'a.example'}")
    if said:
        refuse_no_host(target, "--restore" if restore else "--block" if block else "--reset")
    if reapply and target is None:
        raise ConfigurationError("name the site or host: newscrawl links SITE --reapply")
    with opened(database) as db:
        if said:
            say(db, target or "", said[0])
        if reapply:
            show_progress(rejudge(db, articles_linking(db, target or "")), json=json)
        elif not said and target:
            rows = list(islice(ledger(articles_linking(db, target), host_of(f"//{target}"), every=every), limit))
            show(rows, LINK_COLUMNS, f"Nothing was stripped for {target}.", json=json)
        elif not said:
            show([host_row(one) for one in worst_hosts(db, limit)], HOST_COLUMNS, "Nothing was stripped.", json=json)


def refuse_no_host(target: str | None, option: str) -> None:
    """Raise ConfigurationError unless a host is named."""
    if target is None:
        raise ConfigurationError(f"name the host: newscrawl links HOST {option}")
    if "." not in target or host_of(f"//{target}") != target.lower():
        raise ConfigurationError(f"{target} is no host: name one such as www.example.com")


def say(db: Database, host: str, said: str) -> None:
    """Overrule the verdicts on a host."""
    overrule(db, host.lower(), said)
    what = {"allow": "editorial", "block": "spam"}.get(said, "what the rules say")
    err.print(f"From now on links to {host} and hosts below it are {what}; --reapply does it to stored articles.")


def ledger(documents: Iterator[Document], host: str, *, every: bool) -> Iterator[dict[str, Any]]:
    """The lines of the ledger: all of a site's articles, or those of links to a host and to hosts below it."""
    for document in documents:
        for link in document["links"]:
            away = host_of(link["url"])
            wanted = document["site"] == host or away == host or away.endswith(f".{host}")
            if wanted and (every or link["verdict"] in ("spam", "refused") or link["rule"] == "alone_off_site"):
                yield {"article": document["url"], **link}


def host_row(record: Document) -> dict[str, Any]:
    """The line of a host."""
    return {
        "host": record["_id"],
        "spam": record.get("spam", 0),
        "editorial": record.get("editorial", 0),
        "sites": len(record.get("sites", ())),
        "overrule": record.get("overrule", ""),
        "words": "、".join(record.get("texts", ())[:WORDS]),
    }


def show(rows: Sequence[dict[str, Any]], columns: Sequence[str], nothing: str, *, json: bool) -> None:
    """Print lines, or that there are none."""
    if json:
        print_json(rows)
    elif rows:
        print_table(rows, columns)
    else:
        err.print(nothing)


def show_progress(steps: Iterator[Progress], *, json: bool) -> None:
    """Say how far the work is, and at its end what came of it."""
    last = Progress(0, 0)
    for last in steps:
        if err.is_terminal:
            err.print(f"{last.judged} articles judged again", end="\r")
    if json:
        print_json(last._asdict())
    else:
        err.print(f"{last.judged} articles judged again, {last.changed} changed")
