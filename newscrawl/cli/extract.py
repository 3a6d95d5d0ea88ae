"""newscrawl extract: read one page and show its article."""

from __future__ import annotations

from dataclasses import asdict
from http.client import HTTPException
from pathlib import Path
from typing import Annotated
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import typer

from newscrawl.cli.article_view import show_article
from newscrawl.cli.output import print_json
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, NewscrawlError, UnreadablePageError
from newscrawl.page.document import Page
from newscrawl.reading import read_page
from newscrawl.text.urls import absolute_url

TIMEOUT = 30  # seconds
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
        body, content_type, url = fetched(page)
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


def fetched(url: str) -> tuple[bytes, str | None, str]:
    """Bytes, content type and final address of a page on the web; at most one byte over what a crawl would take."""
    settings = project_settings()
    try:
        request = Request(url, headers={"User-Agent": settings["USER_AGENT"]})  # noqa: S310 - http(s) by the caller
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the same
            body = answer.read(settings.getint("DOWNLOAD_MAXSIZE") + 1)
            return body, answer.headers.get("Content-Type"), answer.url
    except HTTPError as error:
        raise NewscrawlError(f"{url}: http {error.code} {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NewscrawlError(f"{url}: {getattr(error, 'reason', None) or str(error) or type(error).__name__}") from None
