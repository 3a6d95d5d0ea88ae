"""newscrawl new-site: propose a spider for a site, and write it with the pages that prove it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from scrapy.settings import Settings

from newscrawl.cli.extract import checked
from newscrawl.cli.new_site_view import as_dict, show_proposal, show_refusal
from newscrawl.cli.output import console, err, print_json
from newscrawl.cli.process import project_settings, sites_of
from newscrawl.cli.save_page import telling
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.scaffolding.checking import check_site
from newscrawl.scaffolding.gathering import Gathered, NoListingError, gather, listing_walk
from newscrawl.scaffolding.kept_folders import fetch_from, pages_in
from newscrawl.scaffolding.naming import check_name, check_region, default_name, region_in
from newscrawl.scaffolding.proposal import Proposal, propose, site_pages
from newscrawl.scaffolding.visiting import Fetch, NoPageError, visit
from newscrawl.scaffolding.writing import Places, load_spider, places_for, write_site
from newscrawl.text.charsets import decode


def new_site(
    url: Annotated[str | None, typer.Argument(help="A listing page, such as the first page of a section.")] = None,
    name: Annotated[str | None, typer.Option(help="The site's name; made from its host when left out.")] = None,
    region: Annotated[
        str | None,
        typer.Option(
            help="GB/T 2260 (610724) or ISO 3166-2 (DE-SN); read from the registration numbers on its pages when left out."
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Take pages that are saved in this folder; nothing is fetched.", metavar="DIR"),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="Write into this folder instead of the working copy.", metavar="DIR")
    ] = None,
    render: Annotated[
        str | None,
        typer.Option(help="Let splash or playwright show its pages, and declare that.", metavar="ENGINE"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what is proposed as JSON; asks nothing.")] = False,
) -> None:
    """Propose a spider for a site, show what it makes of five articles, and write it with the pages that prove it.

    Reads a listing, the page behind it and a few articles, politely. Writes a file of declarations under newscrawl/spiders, the
    pages and what is read of them under tests/pages, and checks the one with the other.

    Exit code 0 when the site was written, 1 when the address shows no list of articles or nothing was written, 2 when the name
    or the region cannot be.
    """
    settings = project_settings(LOG_LEVEL="ERROR", RENDER=render)
    if render and source:
        raise ConfigurationError("--from fetches nothing that --render could show: give one of them")
    loader = sites_of(settings)
    known = [*loader.list(), *loader.broken]
    pages = pages_in(source) if source else []
    if url is None and not pages:
        raise ConfigurationError("nothing to look at: give the address of a listing page")
    url = checked(url or pages[0].url)
    asking = not (yes or json)
    if asking and not sys.stdin.isatty():
        raise ConfigurationError(
            "nobody is there to answer (stdin is no terminal): say --yes, with --name and --region where they matter"
        )
    name = name or default_name(url)
    check_name(name, known, into)
    if region:
        check_region(region)
    try:
        found = gathered(url, fetch_from(pages) if pages else None, settings)
    except (NoListingError, NoPageError) as error:
        show_refusal(error, json=json)
        raise typer.Exit(1) from None
    region = region or region_of(found, asking=asking)
    proposal = propose(found, name, region, settings, **({"render": render} if render else {}))
    if not json:
        show_proposal(proposal, found)
    if asking and not typer.confirm("Write it?", default=True):
        console.print("Nothing was written.")
        raise typer.Exit(1)
    written(proposal, found, places_for(name, region, into), settings, json=json)


def gathered(url: str, fetch: Fetch | None, settings: Settings) -> Gathered:
    """The pages that a proposal needs: fetched in a small crawl, or by ``fetch``."""
    if fetch is None:
        return visit(listing_walk(url).kind, lambda live: gather(telling(live), url, settings), settings)
    coroutine = gather(fetch, url, settings)
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: Gathered = done.value
        return result
    raise NewscrawlError("a saved page kept waiting")


def region_of(found: Gathered, *, asking: bool) -> str:
    """The region that the pages tell, or that somebody answers."""
    seen = region_in(decode(page.body, page.content_type).text for page in found.pages)
    if seen:
        err.print(f"region {seen[0]}, by {seen[1]} on its pages; --region says better")
    if asking:
        return prompted(seen[0] if seen else None)
    if seen is None:
        raise ConfigurationError(
            "its pages do not tell the region: give --region, GB/T 2260 (610724) or ISO 3166-2 (DE-SN)"
        )
    return seen[0]


def prompted(default: str | None) -> str:
    """The region that somebody answers; asks again for what is none."""
    while True:
        answer: str = typer.prompt("Region (GB/T 2260 or ISO 3166-2)", default=default)
        try:
            check_region(answer)
        except ConfigurationError as error:
            err.print(f"{error}")
        else:
            return answer


def written(proposal: Proposal, found: Gathered, places: Places, settings: Settings, *, json: bool) -> None:
    """Write the site, and check what was written."""
    write_site(places, proposal.source, site_pages(proposal, found, settings))
    checked = check_site(load_spider(places.spider), places.pages, settings)
    if json:
        print_json(
            as_dict(proposal, found) | {"spider": str(places.spider), "saved": str(places.pages), "ok": checked.ok}
        )
    else:
        console.print(f"\nwritten   {places.spider}\n          {places.pages}", soft_wrap=True)
        outcome = "all read as expected" if checked.ok else "not all read as expected"
        console.print(f"checked   {checked.pages} pages, {outcome}", soft_wrap=True)
        console.print(f"\nLook through {places.pages / 'expected.json'}: is it what the pages say?", soft_wrap=True)
    if not checked.ok:
        raise typer.Exit(1)
