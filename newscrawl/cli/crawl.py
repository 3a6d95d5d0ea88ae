"""newscrawl crawl: crawl sites once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from scrapy import Spider
from scrapy.settings import Settings

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.cli.output import console, err, print_json, print_table
from newscrawl.cli.process import project_settings, run_crawls
from newscrawl.cli.seen import Seen
from newscrawl.exceptions import INTERRUPTED, ConfigurationError
from newscrawl.runs.record import SCHEDULED
from newscrawl.runs.verdict import RunSummary
from newscrawl.text.urls import absolute_url, host_of

COLUMNS = (
    "site",
    "verdict",
    "pages",
    "stored",
    "changed",
    "unchanged",
    "known",
    "duplicates",
    "spam_links",
    "failed",
    "seconds",
)


def crawl(
    spiders: Annotated[
        list[str] | None, typer.Argument(help="Names of spiders, as newscrawl sites lists them.", metavar="SPIDER...")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Crawl a site that has no spider, from this listing page, and show what was found."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Walk listings to their end, not only until nothing is new.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the runs as JSON.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what happens.")] = False,
    changes: Annotated[
        list[str] | None, typer.Option("--set", "-s", help="Another value for a setting.", metavar="NAME=VALUE")
    ] = None,
) -> None:
    """Crawl sites once and store their articles.

    With --url the first article is shown in full, then which finder found which field how often, and what was dropped and
    why: enough to see whether the site needs a spider of its own.

    Exit code 0 when every run's verdict is ok, 1 when one's is not, 2 when nothing could be begun, 130 when it was
    interrupted. Whatever is missing then is found by the next crawl.
    """
    settings = project_settings(verbose=verbose, **dict(map(changed, changes or [])))
    if full:
        settings.set("LISTING_FULL", value=True, priority="cmdline")
    chosen: list[type[Spider] | str] = list(known(spiders or [], settings))
    if url:
        settings.set("SKIP_KNOWN", value=False, priority="cmdline")  # whoever tries it again wants to see it again
        chosen.append(spider_for(url))
    if not chosen:
        raise ConfigurationError("nothing to crawl: name a spider, or give --url; newscrawl sites lists the spiders")
    seen = Seen() if url else None
    runs = run_crawls(chosen, settings, seen.follow if seen else None)
    show(runs, seen, json=json, told=settings["RUN_TRIGGER"] != SCHEDULED)


def changed(setting: str) -> tuple[str, str]:
    """Name and value of a setting, as scrapy's own option -s takes them."""
    name, equals, value = setting.partition("=")
    if not equals:
        raise ConfigurationError(f"-s {setting}: write it as NAME=VALUE")
    return name, value


def known(names: list[str], settings: Settings) -> list[str]:
    """The names, once each is known to be that of a spider that can be loaded."""
    loader = SiteLoader.from_settings(settings)
    for name in names:
        try:
            loader.load(name)
        except KeyError:
            raise ConfigurationError(f"there is no spider named {name}; newscrawl sites lists them") from None
    return names


def spider_for(url: str) -> type[ListingSpider]:
    """A spider for a site that has none: everything is found by itself. Its name is the site's host."""
    address = absolute_url(url, "")
    if address is None:
        raise ConfigurationError(f"{url} is no http or https address")
    return type("UrlSpider", (ListingSpider,), {"name": host_of(address), "start_urls": [address]})


def show(runs: list[RunSummary], seen: Seen | None = None, *, json: bool, told: bool = True) -> None:
    """Print what a crawl came upon, the runs, why articles were dropped, and what was wrong with the runs, unless a scheduler does."""
    if json:
        print_json({"runs": [asdict(run) for run in runs], **(seen.as_dict() if seen else {})})
    else:
        if seen:
            seen.show()
        print_table([asdict(run) for run in runs], COLUMNS)
        for run in runs:
            if run.dropped:
                console.print(f"{run.site}: dropped {reasons(run)}", soft_wrap=True)
    show_problems(runs, told=told)


def reasons(run: RunSummary) -> str:
    """Why articles were dropped, the most frequent reason first."""
    counted = sorted(run.dropped_by.items(), key=lambda one: -one[1])
    return ", ".join(f"{count} ({reason})" for reason, count in counted)


def show_problems(runs: list[RunSummary], *, told: bool = True) -> None:
    """A line for each run that did not go well; the command ends with 1 then, or with 130 when it was interrupted."""
    bad = [run for run in runs if run.verdict != "ok"]
    for run in bad if told else ():
        err.print(f"newscrawl: {run.site}: {run.verdict}: {run.reason}", level="ERROR", facts={"site": run.site})
    if bad:
        raise typer.Exit(INTERRUPTED if any(run.verdict == "cancelled" for run in bad) else 1)
