"""newscrawl origins: who copies from whom."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from newscrawl.cli.database import opened
from newscrawl.cli.output import err, print_json, print_table
from newscrawl.operations.stories import Way, ways

COLUMNS = ("copier", "origin", "articles", "half within", "most within", "latest copy")
DAY = 24  # hours


def origins(
    site: Annotated[str, typer.Argument(help="The site.")],
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list; lags are in hours.")] = False,
) -> None:
    """Show from whom a site copies, who copies from it, and how long after it.

    "half within" is the time after the origin by which half of the copies were published, "most within" nine of ten.
    """
    with opened(database) as db:
        found = ways(db, site)
    if json:
        print_json([asdict(way) for way in found])
    elif found:
        print_table([row(way) for way in found], COLUMNS)
    else:
        err.print(f"{site} copies from no other site, and none copies from it.")


def row(way: Way) -> dict[str, Any]:
    """The line of two sites."""
    lags = {"half within": lag(way.lag_half), "most within": lag(way.lag_most)}
    return {"copier": way.copier, "origin": way.origin, "articles": way.articles, **lags, "latest copy": way.latest}


def lag(hours: float | None) -> str:
    """A time as a person says it.

    >>> lag(0.5), lag(30.0), lag(200.0), lag(None)
    ('30 min', '30 h', '8 days', '-')
    """
    if hours is None:
        return "-"
    if abs(hours) < 2:
        return f"{hours * 60:.0f} min"
    return f"{hours:.0f} h" if abs(hours) < 3 * DAY else f"{hours / DAY:.0f} days"
