"""newscrawl sites: the spiders there are."""

from __future__ import annotations

from typing import Annotated

import typer
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli.output import print_json, print_table
from newscrawl.cli.process import project_settings


def sites(json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """List the sites that have a spider."""
    loader = get_spider_loader(project_settings())
    found = [loader.load(name) for name in sorted(loader.list())]
    rows = [
        {
            "site": spider.name,
            "region": getattr(spider, "region", ""),
            "kind": spider.__mro__[1].__name__,
            "start_urls": list(spider.start_urls) if json else "\n".join(spider.start_urls),
        }
        for spider in found
    ]
    if json:
        print_json(rows)
    else:
        print_table(rows, ("site", "region", "kind", "start_urls"))
