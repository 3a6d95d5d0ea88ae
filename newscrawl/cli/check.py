"""newscrawl check: whether the saved pages of sites are read as expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.cli.crawl import known
from newscrawl.cli.output import console, print_fact, print_json, print_table
from newscrawl.cli.process import project_settings, sites_of
from newscrawl.cli.save_page import known_site
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.checking import Checked, check_site
from newscrawl.scaffolding.expected import Difference
from newscrawl.scaffolding.folders import pages_folder
from newscrawl.scaffolding.live import Live, fault_of, live_plan
from newscrawl.scaffolding.visiting import visit_each

COLUMNS = ("site", "pages", "differences", "verdict")


def check(
    sites: Annotated[
        list[str] | None, typer.Argument(help="Sites, as newscrawl sites lists them.", metavar="SITE...")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Check every site.")] = False,
    live: Annotated[
        bool, typer.Option("--live", help="Fetch a listing and a few articles of each, too, and compare what is found.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the differences as JSON.")] = False,
) -> None:
    """Read the saved pages of sites again, and show what is not as expected, field by field.

    Exit code 0 when all is as expected, 1 when something is not, or nothing is saved, 2 when there is no such site.
    """
    settings = project_settings(LOG_LEVEL="ERROR")
    names = sorted(sites_of(settings).list()) if everything else sites or []
    if not names:
        raise ConfigurationError("nothing to check: name a site, or say --all; newscrawl sites lists the sites")
    kinds, found = {}, []
    for name in known(names, settings):
        try:
            kinds[name] = known_site(name)
            found.append(check_site(kinds[name], pages_folder(name), settings))
        except ConfigurationError as error:  # of one site: the others are looked at, too
            found.append(Checked(name, fault=str(error)))
    seen = seen_live(list(kinds.values()), settings) if live else {}
    if json:
        print_json([as_dict(one, seen.get(one.site)) for one in found])
    else:
        show(found, seen)
    if not all(one.ok for one in found) or any(one.faults for one in seen.values()):
        raise typer.Exit(1)


def seen_live(kinds: Sequence[type[NewsSpider]], settings: Settings) -> dict[str, Live]:
    """What is found on the sites today, by their names."""
    results = visit_each([(kind, live_plan(kind, pages_folder(kind.name), settings)) for kind in kinds], settings)
    told = [fault_of(result) if isinstance(result, Exception) else result for result in results]
    return dict(zip((kind.name for kind in kinds), told, strict=True))


def as_dict(one: Checked, live: Live | None) -> dict[str, Any]:
    """A site's result for programs."""
    told = {"site": one.site, "ok": one.ok, "pages": one.pages, "fault": one.fault or None}
    told |= {"differences": [difference._asdict() for difference in one.differences]}
    return told | ({"live": asdict(live)} if live else {})


def show(found: Sequence[Checked], seen: Mapping[str, Live]) -> None:
    """The differences, and then a line for each site."""
    for site, live in seen.items():
        show_live(site, live)
    for one in found:
        for place in dict.fromkeys((each.file, each.url) for each in one.differences):
            print_fact(f"{one.site}/{place[0]}", place[1])
            for each in one.differences:
                if (each.file, each.url) == place:
                    show_difference(each)
            console.print()
    print_table([row(one) for one in found], COLUMNS)


def show_live(site: str, live: Live) -> None:
    """How often each field is found on saved articles, and on those of today."""
    print_fact(site, f"{live.read} articles of today beside {live.saved} saved ones")
    rows = [{"field": name, "saved": saved, "live": read} for name, (saved, read) in live.coverage.items()]
    if rows:
        print_table(rows, ("field", "saved", "live"))
    for fault in live.faults:
        console.print(f"! {fault}", soft_wrap=True)
    console.print()


def row(one: Checked) -> dict[str, Any]:
    """A site's line."""
    verdict = one.fault or ("as expected" if one.ok else "not as expected")
    return {"site": one.site, "pages": one.pages, "differences": len(one.differences), "verdict": verdict}


def show_difference(one: Difference) -> None:
    """A field: the lines that are missing, and those that are new."""
    before, after = lines_of(one.expected), lines_of(one.read)
    console.print(f"  {one.field}")
    for line in before:
        if line not in after:
            console.print(f"    - {line}", soft_wrap=True)
    for line in after:
        if line not in before:
            console.print(f"    + {line}", soft_wrap=True)
    if sorted(before) == sorted(after):
        console.print("    the same lines in another order", soft_wrap=True)


def lines_of(value: Any) -> list[str]:
    """A value as lines; nothing when it is not there."""
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]
