"""Other readers of article pages, called as ``read_article`` is: reader(page, url) -> a mapping with body, title and so on."""

from __future__ import annotations

from functools import cache
from typing import Any

from newscrawl.text.charsets import decode


def trafilatura(page: bytes, url: str) -> dict[str, Any]:
    """trafilatura with its metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(decode(page).text, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    return {"body": found.text, "title": found.title, "published": found.date, "author": found.author}


def readability(page: bytes, url: str) -> dict[str, Any]:
    """readability-lxml; its summary is markup."""
    from lxml import html
    from readability import Document

    document = Document(decode(page).text, url=url)
    body = html.fromstring(document.summary() or "<p></p>")
    return {"body": "\n".join(body.itertext()), "title": document.short_title()}


def newspaper(page: bytes, url: str) -> dict[str, Any]:
    """newspaper4k, which is not told the language: regional sites seldom say it."""
    from newspaper import Article

    stay_offline()
    article = Article(url, fetch_images=False)  # all that is asked for is on the page
    article.download(input_html=decode(page).text)
    article.parse()
    return {
        "body": article.text, "title": article.title, "published": article.publish_date, "author": ",".join(article.authors),
    }  # fmt: skip


@cache
def stay_offline() -> None:
    """Let newspaper4k's requests fail at once: without a picture in the meta tags it fetches those of the page to see their
    size, whatever ``fetch_images`` says, and where there is no network each waits for a name server."""
    from newspaper.network import session
    from requests import ConnectionError as NoAnswer
    from requests.adapters import BaseAdapter

    class Nobody(BaseAdapter):
        def send(self, *_: Any, **__: Any) -> Any:
            raise NoAnswer("a benchmark asks nobody")

        def close(self) -> None:
            """There is nothing to close."""

    for scheme in ("http://", "https://"):
        session.mount(scheme, Nobody())


def gne(page: bytes, url: str) -> dict[str, Any]:
    """GeneralNewsExtractor."""
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(decode(page).text, host=url)
    return {
        "body": found["content"], "title": found["title"], "published": found["publish_time"], "author": found["author"],
    }  # fmt: skip
