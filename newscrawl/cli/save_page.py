"""newscrawl save-page: keep a page of a site, and what is read of it, for its tests."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from scrapy import Request

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.cli.extract import checked
from newscrawl.cli.output import console, err, print_fact, print_json
from newscrawl.cli.process import project_settings
from newscrawl.cli.retrying import site_spider
from newscrawl.exceptions import ConfigurationError
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.folders import pages_folder
from newscrawl.scaffolding.rereading import spider_of
from newscrawl.scaffolding.saved_pages import EXPECTED, SavedPage
from newscrawl.scaffolding.saving import Fetched, fetch_whole, find_request, refuse_useless
from newscrawl.scaffolding.site_pages import known_pages
from newscrawl.scaffolding.visiting import Fetch, visit


def save_page(
    site: Annotated[str, typer.Argument(help="A site, as newscrawl sites lists it.")],
    urls: Annotated[list[str], typer.Argument(help="Addresses of its pages.", metavar="URL...")],
    listing: Annotated[
        bool, typer.Option("--listing", help="They are listing pages, also where nothing that is known says so.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what is read of the pages as JSON.")] = False,
) -> None:
    """Save pages of a site, with what is read of them, under tests/pages: look at expected.json, mend it, commit it.

    The further pages of an article are saved with it. A page that is saved already is fetched anew, and so is what is expected
    of it. Nothing is written of a page without an article, or without a list.
    """
    settings = project_settings()
    kind, folder = known_site(site), pages_folder(site)
    before, spider = known_pages(folder), spider_of(kind, settings)

    async def plan(fetch: Fetch) -> list[Fetched]:
        found: list[Fetched] = []
        for url in urls:
            known = [*before.pages, *(one.page for one in found)]
            request = await find_request(spider, checked(url), known, listing=listing)
            found.append(await fetch_whole(spider, telling(fetch), request))
            refuse_useless(found[-1])
        return found

    after, told = before, []
    for fetched in visit(kind, plan, settings):
        told.append(facts(fetched.outcome, kind.timezone))
        after = after.with_page(fetched.page, told[-1], fetched.parts)
    after.write(folder)
    if json:
        print_json(told)
    else:
        for one in told:
            show(one)
        console.print(f"\nSaved in {folder}. Is {EXPECTED} what the pages say?", soft_wrap=True)


def known_site(site: str) -> type[NewsSpider]:
    """The spider of a site."""
    if (kind := site_spider(site, project_settings())).name != site or not kind.beginnings():
        raise ConfigurationError(f"there is no spider named {site}; newscrawl sites lists them")
    return kind


def telling(fetch: Fetch) -> Fetch:
    """The same, with a line for each page that is fetched."""

    async def fetched(request: Request) -> SavedPage:
        err.print(f"fetching {request.url}")
        return await fetch(request)

    return fetched


def show(told: dict[str, Any]) -> None:
    """What was read of a page."""
    for name, value in told.items():
        if isinstance(value, list):
            print_fact(name, len(value))
            for line in value:
                console.print(f"  {line}", soft_wrap=True)
        else:
            print_fact(name, value)
