"""Crawls folders of saved pages as if they were sites, and says which pages came out of it whole.

Each folder is served on loopback as a site with a paged listing and crawled with a plain ListingSpider into MongoDB,
with all real settings and pipelines: python benchmarks/replay.py FOLDER...
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scrapy.settings import Settings

from benchmarks.paged_site import PagedSite
from benchmarks.saved_pages import SavedPage, read_folder
from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.cli.output import err, print_table
from newscrawl.cli.process import project_settings, run_crawls
from newscrawl.demo.server import Server
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.mongo.client import Document as Article
from newscrawl.mongo.client import open_database

DATABASE = "newscrawl_replay"
WANTED = ("title", "published_at", "body")
COLUMNS = ("folder", "pages", "stored", "complete", "percent", "other_day")
LOGGED = re.compile(r"(?:Dropped: )?(http://\S+): (.*)", re.DOTALL)
CHINA = ZoneInfo("Asia/Shanghai")


class Folder:
    """A folder of saved pages and the site that it becomes."""

    def __init__(self, path: Path, a_page: int) -> None:
        self.name = path.resolve().name
        self.host = f"{self.name.replace('_', '-').lower()}.replay.example"
        self.pages = {page.path: page for page in read_folder(path)}
        links = {page.path: page.words for page in self.pages.values()}
        self.site = PagedSite(self.name, links, lambda target: self.pages[target].body, a_page)

    @property
    def spider(self) -> type[ListingSpider]:
        """A spider that declares nothing: all is to be found by itself."""
        return type("Replayed", (ListingSpider,), {"name": self.name, "start_urls": [self.url("/")]})

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://{self.host}{path}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one page; ``problem`` is empty when it is stored with title, published_at and body."""

    folder: str
    id: str
    url: str
    stored: bool
    problem: str
    other_day: bool


class Reasons(logging.Handler):
    """Keeps the first thing that a crawl logs about each address, such as why it dropped its article."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that is about an address."""
        if line := LOGGED.match(record.getMessage()):
            self.found.setdefault(line[1], line[2].replace("\n", " "))


def main() -> None:
    """Run the command line."""
    asked = arguments()
    folders = [Folder(path, asked.pages_per_listing) for path in asked.folders]
    try:
        results = replay(folders, replay_settings(asked.keep or DATABASE), keep=bool(asked.keep))
    except NewscrawlError as error:
        sys.exit(f"replay: {error}")
    show(results)
    if asked.json:
        data = {"folders": table(results), "pages": [asdict(result) for result in results]}
        asked.json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def arguments() -> Namespace:
    """What was asked for on the command line."""
    parser = ArgumentParser(description="Crawl folders of saved pages into MongoDB and say what came of each page.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="has a manifest.jsonl")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table and all pages there")
    parser.add_argument("--pages-per-listing", type=int, default=20, metavar="N", help="links on a page of the listing")
    parser.add_argument("--keep", metavar="DB", help="crawl into this empty database and leave it")
    asked = parser.parse_args()
    for folder in asked.folders:
        if not (folder / "manifest.jsonl").is_file():
            parser.error(f"{folder} has no manifest.jsonl")
    return asked


def replay_settings(database: str) -> Settings:
    """The environment's settings, without waits: nobody else uses the sites."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings.development")  # from any folder
    return project_settings(
        LOG_LEVEL="ERROR",
        MONGO_DATABASE=database,
        DOWNLOAD_DELAY=0,
        AUTOTHROTTLE_ENABLED=False,
        CONCURRENT_REQUESTS=16,
        CONCURRENT_REQUESTS_PER_DOMAIN=8,
    )


def replay(folders: Sequence[Folder], settings: Settings, *, keep: bool) -> list[Result]:
    """Crawl the folders and look up each page in the database."""
    with emptied(settings, keep=keep) as database, Server({one.host: one.site for one in folders}) as server:
        os.environ["http_proxy"] = server.address
        with reasons() as found:
            run_crawls([folder.spider for folder in folders], settings)
        why = dict.fromkeys(addresses(folders) - set(server.requests), "not found on the listing") | found
        return [result for folder in folders for result in folder_results(folder, database, why)]


@contextmanager
def emptied(settings: Settings, *, keep: bool) -> Iterator[Any]:
    """A database without articles. It is dropped before and after, unless it is to be kept: then it must be empty."""
    uri, name, embedded = settings["MONGO_URI"], settings["MONGO_DATABASE"], settings.getbool("MONGO_EMBEDDED")
    with open_database(uri, name, embedded=embedded, progress=err.print) as database:
        if not keep:
            database.client.drop_database(name)
        elif database["articles"].find_one():
            raise ConfigurationError(f"the database {name} has articles already: name another one to keep")
        yield database
        if not keep:
            database.client.drop_database(name)


@contextmanager
def reasons() -> Iterator[dict[str, str]]:
    """Address -> what the crawl said of it, filled as it goes."""
    handler = Reasons()
    logging.getLogger().addHandler(handler)
    try:
        yield handler.found
    finally:
        logging.getLogger().removeHandler(handler)


def addresses(folders: Sequence[Folder]) -> set[str]:
    """The addresses of all pages."""
    return {folder.url(path) for folder in folders for path in folder.pages}


def folder_results(folder: Folder, database: Any, why: Mapping[str, str]) -> Iterator[Result]:
    """What became of the pages of a folder."""
    articles = {article["url"]: article for article in database["articles"].find({"site": folder.name})}
    for path, page in folder.pages.items():
        url = folder.url(path)
        article = articles.get(url)
        problem = problem_of(page, article, why.get(url, "not stored, and nothing was logged"))
        other_day = article is not None and is_other_day(page, article)
        yield Result(folder.name, page.id, url, article is not None, problem, other_day)


def problem_of(page: SavedPage, article: Article | None, why: str) -> str:
    """Why a page does not count as complete; empty when it does."""
    if article is None:
        return why
    missing = [name for name in WANTED if not article[name]]
    label = page.labels.get("published")
    told = f" (labelled {label})" if label else " (not labelled)"
    return f"no {', '.join(missing)}{told if 'published_at' in missing else ''}" if missing else ""


def is_other_day(page: SavedPage, article: Article) -> bool:
    """Whether a page has a date that is not the labelled one."""
    label, told = page.labels.get("published"), article["published_at"]
    return label is not None and told is not None and f"{told.astimezone(CHINA):%Y-%m-%d}" != label[:10]


def table(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A row for each folder, and one for all."""
    names = list(dict.fromkeys(result.folder for result in results))
    rows = [row(name, [result for result in results if result.folder == name]) for name in names]
    return [*rows, row("all", results)]


def row(name: str, results: Sequence[Result]) -> dict[str, Any]:
    """The numbers of some pages. ``other_day`` counts dates that are not the labelled ones."""
    complete = sum(not result.problem for result in results)
    return {
        "folder": name,
        "pages": len(results),
        "stored": sum(result.stored for result in results),
        "complete": complete,
        "percent": round(100 * complete / len(results), 1) if results else 0.0,
        "other_day": sum(result.other_day for result in results),
    }


def show(results: Sequence[Result]) -> None:
    """Print the table, and a line for each page that is not complete."""
    print_table(table(results), COLUMNS)
    for result in results:
        if result.problem:
            print(f"{result.folder} {result.id}: {result.problem}")


if __name__ == "__main__":
    main()
