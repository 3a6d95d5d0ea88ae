"""A proposed spider as a person looks at it: what it makes of five articles, what was not found, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newscrawl.cli.article_view import FOUND, has, told, values
from newscrawl.cli.output import console, err, print_fact, print_json, print_table
from newscrawl.items import Article
from newscrawl.scaffolding.gathering import Gathered, NoListingError
from newscrawl.scaffolding.proposal import Proposal
from newscrawl.scaffolding.visiting import NoPageError

LISTED = ("title", "published_at", "source")  # have a column of their own
UNHAD = {
    "http_404": "open it in a browser: is the address right? The site's own menu links to its sections",
    "http_403": "the site refuses: open it in a browser; if it is there, its owner may be asked",
    "robots": "the site asks crawlers to stay away from there: another section may be allowed",
    "dns": "is the host's name right?",
    "not among the saved pages": "is it the address of a page in that folder? Its index.json has them",
}
ELSE = "the same later; if it shows in a browser, newscrawl crawl --url ADDRESS -v logs what happens"
MISSED = 5  # pages without an article that are shown


def show_refusal(error: NoListingError | NoPageError, *, json: bool) -> None:
    """What an address shows instead of a list, or why it shows nothing, and what to try."""
    if isinstance(error, NoListingError):
        seen, tries = error.look.seen, error.look.tries
    else:
        seen, tries = error.reason, (UNHAD.get(error.reason, ELSE),)
    if json:
        print_json({"refused": seen, "try": list(tries)})
        return
    err.print(f"newscrawl: {error}")
    for one in tries:
        err.print(f"  try: {one}")


def show_proposal(proposal: Proposal, found: Gathered) -> None:
    """The whole proposal."""
    console.print()
    print_fact("system  ", system_line(found))
    if found.instead:
        print_fact("shows   ", f"{found.instead}; its articles are listed elsewhere")
    print_fact("listing ", listing_line(proposal, found))
    for url in found.feeds:
        print_fact(
            "feed    ",
            f"{url} (not declared: the listing is read; FeedSpider beside its base spider would ask it, too)",
        )
    console.print()
    print_table(
        [article_row(*one) for one in enumerate(proposal.articles, 1)],
        ("", "title", "published", "source", "text"),
        cut=cut("title", "source"),
    )
    console.print()
    rows = list(field_rows(proposal.articles))
    print_table(rows, ("field", "found", "values"), cut=cut("values"))
    show_doubts(proposal, found)
    console.print()
    for line in proposal.source.splitlines():
        console.print(f"    {line}".rstrip(), soft_wrap=True)


def cut(*columns: str) -> tuple[str, ...]:
    """Columns that are shortened, on a terminal only."""
    return columns if console.is_terminal else ()


def system_line(found: Gathered) -> str:
    """The system that made the pages, and what tells it."""
    if found.system is None:
        return "none that is known: its pages are read by the general reader"
    if found.base is not found.system.system:
        return f"{found.system.system.__name__.removesuffix('Spider')}: {found.system.evidence[0].sign.words}; its articles are read by the general reader"
    return f"{found.base.__name__.removesuffix('Spider')}: {found.system.evidence[0].sign.words}"


def listing_line(proposal: Proposal, found: Gathered) -> str:
    """How many articles the first page lists, and the page behind it."""
    first, where = proposal.listings[0], "" if "start_urls" in found.walk.starts else f" in {found.start.url}"
    further = first.further[0].url if first.further else "not found"
    return f"{len(first.articles)} articles{where}, next page {further}"


def article_row(number: int, article: Article) -> dict[str, Any]:
    """An article's line of the table."""
    published = told(article.published_at, article.published_precision)
    size = len(article.body or "")
    return {"": number, "title": article.title, "published": published, "source": article.source or "-", "text": size}


def field_rows(articles: list[Article]) -> Iterator[dict[str, Any]]:
    """The other fields: on how many articles each was found, and its different values."""
    for name in FOUND:
        with_it = [article for article in articles if has(article, name)]
        if name not in (*LISTED, "canonical_url") and with_it:  # of that there is always one
            different = dict.fromkeys(", ".join(values(article, name)) for article in with_it)
            yield {"field": name, "found": f"{len(with_it)} of {len(articles)}", "values": " | ".join(different)}
    missing = [name for name in FOUND if not any(has(article, name) for article in articles)]
    if missing:
        yield {"field": "not found", "found": "", "values": ", ".join(missing)}


def show_doubts(proposal: Proposal, found: Gathered) -> None:
    """What was not found, and which listed pages gave no article."""
    if proposal.notes or found.missed or proposal.reasons:
        console.print()
    for reason in proposal.reasons:
        console.print(f"declared {reason}", soft_wrap=True)
    for note in proposal.notes:
        console.print(f"! {note}", soft_wrap=True)
    for url, why in found.missed[:MISSED]:
        console.print(f"! {why}" if url in why else f"! {url}: {why}", soft_wrap=True)


def as_dict(proposal: Proposal, found: Gathered) -> dict[str, Any]:
    """The proposal for programs."""
    first = proposal.listings[0]
    return {
        "name": proposal.declared["name"],
        "base": proposal.base.__name__,
        "declared": proposal.declared,
        "system": [str(one) for one in found.system.evidence] if found.system else None,
        "listing": {
            "url": found.start.url,
            "articles": [entry.url for entry in first.entries],
            "next": [request.url for request in first.further],
        },
        "articles": [asdict(article) for article in proposal.articles],
        "feeds": found.feeds,
        "reasons": proposal.reasons,
        "notes": proposal.notes,
        "missed": [list(one) for one in found.missed],
        "source": proposal.source,
    }
