"""newscrawl dead-letters: what could not be kept as an article, and why; read again, or dropped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from heapq import nlargest
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from scrapy.settings import Settings

from newscrawl.cli.article_view import show_article, told
from newscrawl.cli.crawl import show_problems
from newscrawl.cli.database import opened
from newscrawl.cli.extract import decoded
from newscrawl.cli.output import console, err, print_fact, print_json, print_table
from newscrawl.cli.process import project_settings, run_crawls
from newscrawl.cli.retrying import retrying, retrying_settings, site_spider
from newscrawl.exceptions import ConfigurationError, NotFoundError, UnreadablePageError
from newscrawl.items import Article
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.waiting.dead_pages import DeadPage
from newscrawl.mongo.waiting.letter_queries import (
    drop_letters,
    known_lines,
    letter_of,
    open_letters,
    page_of,
    with_page,
)
from newscrawl.page.document import Page
from newscrawl.reading import read_page
from newscrawl.runs.verdict import RunSummary
from newscrawl.text.repeats import Repeats

ADDRESS = Annotated[str | None, typer.Argument(help="One letter: its address or _id.", metavar="URL|ID")]
ONE = Annotated[str, typer.Argument(help="The letter: its address or _id.", metavar="URL|ID")]
SITE = Annotated[str | None, typer.Option(help="Only of this site.")]
REASON = Annotated[str | None, typer.Option(help="Only for this reason, such as refused, no_article, error.")]
NAME = Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")]
JSON = Annotated[bool, typer.Option("--json", help="Print JSON.")]

COUNTS = ("site", "reason", "letters", "pages")
COLUMNS = ("tried", "site", "reason", "page", "detail", "url")
FACTS = ("url", "site", "reason", "detail", "passing", "first_at", "tried_at", "settled_at")
STOPPED = frozenset(["cancelled", "store_down", "crashed"])  # verdicts of a retry that did not come to its end
PART = 1000  # letters that are looked up together

dead_letters = typer.Typer(no_args_is_help=True, help="Pages that gave no article: why, and read again or dropped.")


@dead_letters.command("list")
def list_command(
    site: SITE = None,
    reason: REASON = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many letters, the latest first.")] = 20,
    database: NAME = None,
    json: JSON = False,
) -> None:
    """Count letters by site and reason, then list the latest."""
    with opened(database) as db:
        counts = list(counted(db, open_letters(db, site=site, reason=reason)))
        found = nlargest(limit, open_letters(db, site=site, reason=reason), key=lambda each: each["tried_at"])
        kept = with_page(db, [each["_id"] for each in found])
    if json:
        print_json({"counts": counts, "letters": [facts(each, each["_id"] in kept) for each in found]})
    elif not counts:
        err.print("No letter fits.")
    else:
        print_table(counts, COUNTS)
        console.print()
        print_table([row(each, each["_id"] in kept) for each in found], COLUMNS)
        if (more := sum(each["letters"] for each in counts) - len(found)) > 0:
            err.print(f"… {more:,} more: --limit shows them")


@dead_letters.command()
def show(
    letter: ONE,
    full: Annotated[bool, typer.Option("--full", help="Shorten nothing on a terminal.")] = False,
    database: NAME = None,
    json: JSON = False,
) -> None:
    """Show one letter, and what today's code finds on its page."""
    with opened(database) as db:
        found = wanted(db, letter)
        page, lines = page_of(db, found["_id"]), known_lines(db, found["site"])
    article, how = read(page, found["site"], lines) if page else (None, "")
    if json:
        print_json({**facts(found, page is not None), "today": asdict(article) if article else None, "read": how})
        return
    for name in FACTS:
        if found.get(name) not in (None, ""):
            print_fact(name, told(found[name], None) if name.endswith("_at") else found[name])
    if page is None:
        print_fact("page", "not kept")
        return
    served = f"served {told(page.at, None)}, {len(page.body):,} bytes, {page.headers.get('Content-Type') or 'no type'}"
    print_fact("kept", served)
    console.print()
    if article is None:
        print_fact("today", how)
    else:
        show_article(article, decoded=how, full=full)


@dead_letters.command()
def retry(
    letter: ADDRESS = None,
    site: SITE = None,
    reason: REASON = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what happens.")] = False,
    database: NAME = None,
    json: JSON = False,
) -> None:
    """Read the kept pages again with today's code, and store what they give as a crawl would.

    No site is asked for anything. Letters whose pages give an article now are settled. Exit code 1 when some still give none.
    """
    settings = project_settings(verbose=verbose, **({"MONGO_DATABASE": database} if database else {}))
    if not verbose:
        settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")  # the table says why, a line for each letter
    with opened(settings=settings) as db:
        letters = [each for each in chosen(db, letter, site, reason) if not each.get("settled_at")]
        kept = set().union(*(with_page(db, ids(part)) for part in parts(letters)))
        runs = run_again([each for each in letters if each["_id"] in kept], settings)
        failed = [each for each in (letter_of(db, each) for each in kept) if each and not each.get("settled_at")]
    tell(failed, len(kept), len(letters) - len(kept), json=json)
    show_problems([run for run in runs if run.verdict in STOPPED])
    if failed or (letter and letters and not kept):
        raise typer.Exit(1)


@dead_letters.command()
def drop(
    letter: ADDRESS = None,
    site: SITE = None,
    reason: REASON = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: NAME = None,
) -> None:
    """Forget letters and their pages. A crawl that meets such an address in a listing asks for it as for a new one."""
    with opened(database) as db:
        letters = [each["_id"] for each in chosen(db, letter, site, reason)]
        if letters and not yes:
            typer.confirm(f"Drop {len(letters):,} letters?", abort=True, err=True)
        for part in parts(letters):
            drop_letters(db, part)
    err.print(f"{len(letters):,} letters dropped")


def counted(db: Database, letters: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """How many letters each site has for each reason, and how many of their pages are kept; the most first."""
    numbers, pages = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for part in parts(letters):
        kinds = {each["_id"]: (each["site"], each["reason"]) for each in part}
        numbers.update(kinds.values())
        pages.update(kinds[each] for each in with_page(db, list(kinds)))
    for (site, reason), number in numbers.most_common():
        yield {"site": site, "reason": reason, "letters": number, "pages": pages[site, reason]}


def parts(things: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at a time."""
    part: list[Any] = []
    for each in things:
        part.append(each)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def ids(letters: Iterable[Document]) -> list[str]:
    """The ids of letters."""
    return [each["_id"] for each in letters]


def facts(letter: Document, page: bool) -> dict[str, Any]:
    """A letter for programs."""
    return {"id": letter["_id"], **{name: letter.get(name) for name in FACTS}, "page": page}


def row(letter: Document, page: bool) -> dict[str, Any]:
    """A letter's line."""
    line = {name: letter.get(name) or "" for name in ("site", "reason", "detail", "url")}
    return {**line, "tried": told(letter["tried_at"], None), "page": "kept" if page else "-"}


def wanted(db: Database, what: str) -> Document:
    """The letter of an address."""
    if (found := letter_of(db, what)) is None:
        raise NotFoundError(f"there is no letter of {what}: newscrawl dead-letters list shows which there are")
    return found


def chosen(db: Database, letter: str | None, site: str | None, reason: str | None) -> Iterator[Document]:
    """The letters that a command is about."""
    if letter is None:
        yield from open_letters(db, site=site, reason=reason)
    elif site or reason:
        raise ConfigurationError("name a letter, or choose by --site and --reason")
    else:
        yield wanted(db, letter)


def read(page: DeadPage, site: str, lines: dict[str, Any]) -> tuple[Article | None, str]:
    """What today's code finds on a kept page, and how its bytes became text, or why it cannot be read."""
    spider = site_spider(site, project_settings())()
    zone = ZoneInfo(spider.timezone) if spider.timezone else None
    try:
        parsed = Page.parse(page.body, page.url, page.headers.get("Content-Type"), zone=zone, now=page.at)
    except UnreadablePageError as error:
        return None, str(error)
    article = read_page(parsed, marks=spider.marks, repeats=Repeats(**lines), entry=page.entry)
    return article, decoded(parsed)


def run_again(letters: Iterable[Document], settings: Settings) -> list[RunSummary]:
    """A crawl for each site of the letters, of their pages alone."""
    by_site: dict[str, dict[str, str]] = defaultdict(dict)
    for each in letters:
        by_site[each["site"]][each["_id"]] = each["url"]
    spiders = [retrying(site_spider(site, settings), kept) for site, kept in by_site.items()]
    return run_crawls(spiders, retrying_settings(settings)) if spiders else []


def tell(failed: list[Document], tried: int, bare: int, *, json: bool) -> None:
    """What came of a retry."""
    if json:
        still = [facts(each, page=True) for each in failed]
        print_json({"tried": tried, "settled": tried - len(failed), "without_page": bare, "failed": still})
        return
    if failed:
        print_table([row(each, page=True) for each in failed], COLUMNS)
    err.print(f"{tried - len(failed):,} of {tried:,} letters settled")
    if bare:
        err.print(f"{bare:,} without a page: crawls ask again for what may pass")
