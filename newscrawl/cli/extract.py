"""newscrawl extract: read one page and print its article."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.request import Request, urlopen

import typer

from newscrawl.cli.output import print_json
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.page.document import BYTES_LIMIT
from newscrawl.reading import read_article

TIMEOUT = 30  # seconds


def extract(
    page: Annotated[str, typer.Argument(help="A saved page, or the address of one.", metavar="FILE|URL")],
    url: Annotated[str | None, typer.Option(help="Where a saved page was fetched.")] = None,
) -> None:
    """Read one page and print its article as JSON, with the finder of each field in found_by."""
    if page.startswith(("http://", "https://")):
        body, content_type, url = fetched(page)
    else:
        body, content_type = saved(Path(page)), None
    print_json(asdict(read_article(body, url or "http://unknown.invalid/", content_type)))


def saved(path: Path) -> bytes:
    """The bytes of a saved page."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None


def fetched(url: str) -> tuple[bytes, str | None, str]:
    """Bytes, content type and final address of a page on the web; at most one byte over what a page may have."""
    request = Request(url, headers={"User-Agent": project_settings()["USER_AGENT"]})  # noqa: S310 - http(s) by the caller
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the same
            return answer.read(BYTES_LIMIT + 1), answer.headers.get("Content-Type"), answer.url
    except (URLError, TimeoutError, ValueError) as error:
        raise NewscrawlError(f"{url}: {getattr(error, 'reason', error)}") from None
