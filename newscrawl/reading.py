"""The whole chain for one page, without a crawl or a database."""

from __future__ import annotations

from datetime import UTC, datetime

from newscrawl.detail import NO_MARKS, read_detail
from newscrawl.detail.marks import Marks
from newscrawl.items import Article, Entry
from newscrawl.page.document import Page
from newscrawl.spam import strip_spam
from newscrawl.text.repeats import Repeats


def read_article(
    page: bytes,
    url: str,
    content_type: str | None = None,
    *,
    marks: Marks = NO_MARKS,
    repeats: Repeats | None = None,
    entry: Entry | None = None,
) -> Article:
    """Read an article page: decode, parse, find, normalise, strip spam links.

    ``page`` is the bytes as served, ``content_type`` the HTTP header if there was one, ``marks`` what a site declares,
    ``repeats`` what was learned of the lines that recur over its pages (this page's are added to it), ``entry`` what a
    listing says of the article.
    Fields that the page does not give are None or empty. Raises UnreadablePageError for what is no HTML page.
    """
    parsed = Page.parse(page, url, content_type, now=datetime.now(UTC))
    return read_page(parsed, marks=marks, repeats=repeats, entry=entry)


def read_page(
    page: Page, *, marks: Marks = NO_MARKS, repeats: Repeats | None = None, entry: Entry | None = None
) -> Article:
    """The same for a page that is parsed already."""
    article = Article(url=page.url, crawled_at=page.now)
    read_detail(page, article, marks, repeats, entry)
    for name, value in vars(strip_spam(article.body_html or "", article.body or "", page.url, article.links)).items():
        setattr(article, name, value)
    return article
