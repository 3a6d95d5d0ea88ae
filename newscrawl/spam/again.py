"""An article judged again, from its markup as it was read and from what its ledger keeps."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.items import Article, Link
from newscrawl.page.markup import blocks_from, text_of
from newscrawl.spam.hosts import NO_HOSTS, Hosts, hosts_asked
from newscrawl.spam.origin import added_lines
from newscrawl.spam.strip import strip_spam

NOT_IN_TEXT = ("hidden", "aside")


def strip_again(article: Article, hosts: Hosts = NO_HOSTS, added: Iterable[str] = ()) -> None:
    """Give a stripped article the verdicts, words and markup that it has by what is known now.

    ``hosts`` and ``added`` are those of ``strip_spam``; the lines that the ledger calls added need not be said again.
    """
    html, aside = as_read(article), aside_of(article)
    known = {*added, *added_lines(article.links)}
    for name, value in vars(strip_spam(html, text_of(blocks_from(html)), article.url, aside, hosts, known)).items():
        setattr(article, name, value)


def asked_by(article: Article) -> set[str]:
    """The names of hosts whose records bear on a stripped article."""
    return hosts_asked(as_read(article), article.url, aside_of(article))


def aside_of(article: Article) -> list[Link]:
    """Its links that are in neither its words nor its markup."""
    return [link for link in article.links if link.position in NOT_IN_TEXT or link.verdict == "refused"]


def as_read(article: Article) -> str:
    """An article's markup before anything was taken out of it."""
    return article.unstripped_html or article.body_html or ""
