"""newscrawl extract: read one page and show its article."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from scrapy import Request

from newscrawl.cli.article_view import show_article
from newscrawl.cli.crawl import spider_for
from newscrawl.cli.output import print_json
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, UnreadablePageError
from newscrawl.page.document import Page
from newscrawl.reading import read_page
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.visiting import visit
from newscrawl.text.urls import absolute_url

NOWHERE = "http://unknown.invalid/"


def extract(
    page: Annotated[str, typer.Argument(help="A saved page, or the address of one.", metavar="FILE|URL")],
    url: Annotated[
        str | None, typer.Option(help="Where a saved page was fetched: its links are relative to that.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the whole article as JSON.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Shorten nothing on a terminal.")] = False,
) -> None:
    """Read one page and show what was found, by which finder, and what is missing.

    Exit code 0 when the page was read, whatever was found on it, 1 when it could not be had or is no HTML page, 2 when there
    is no such file.
    """
    if page.startswith(("http://", "https://")):
        answer = fetched(page)
        body, content_type, url = answer.body, answer.content_type, answer.url
    else:
        url = checked(url or NOWHERE)
        body, content_type = saved(Path(page)), None
    try:
        parsed = Page.parse(body, url, content_type)
    except UnreadablePageError as error:
        raise UnreadablePageError(error.reason, f"{page}: {error}") from None
    article = read_page(parsed)
    if json:
        print_json(asdict(article))
        return
    unknown = "; where it was fetched is not known: --url says so" if url == NOWHERE else ""
    show_article(article, decoded=f"{decoded(parsed)}, {len(body):,} bytes{unknown}", full=full)


def decoded(page: Page) -> str:
    """How a page's bytes became text."""
    return f"as {page.charset} by {page.charset_reason}; language {page.language or 'not known'}"


def checked(url: str) -> str:
    """An address, if it is one."""
    if (address := absolute_url(url, "")) is None:
        raise ConfigurationError(f"{url} is no http or https address")
    return address


def saved(path: Path) -> bytes:
    """The bytes of a saved page."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def fetched(url: str) -> SavedPage:
    """The answer to a request for a page on the web, as a crawl would get it."""
    settings = project_settings(LOG_LEVEL="ERROR")  # it is told in one line
    return visit(spider_for(url), lambda fetch: fetch(Request(checked(url))), settings)
