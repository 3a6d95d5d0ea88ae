"""An article judged again, from its markup as it was read and from what its ledger keeps."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.items import Article
from newscrawl.page.markup import blocks_from, text_of
from newscrawl.spam.hosts import NO_HOSTS, Hosts
from newscrawl.spam.origin import added_lines
from newscrawl.spam.strip import strip_spam

NOT_IN_TEXT = ("hidden", "aside")


def strip_again(article: Article, hosts: Hosts = NO_HOSTS, added: Iterable[str] = ()) -> None:
    """Give a stripped article the verdicts, words and markup that it has by what is known now.

    ``hosts`` and ``added`` are those of ``strip_spam``; the lines that the ledger calls added need not be said again.
    """
    html = as_read(article)
    aside = [link for link in article.links if link.position in NOT_IN_TEXT or link.verdict == "refused"]
    known = {*added, *added_lines(article.links)}
    for name, value in vars(strip_spam(html, text_of(blocks_from(html)), article.url, aside, hosts, known)).items():
        setattr(article, name, value)


def as_read(article: Article) -> str:
    """An article's markup before anything was taken out of it."""
    return article.unstripped_html or article.body_html or ""
