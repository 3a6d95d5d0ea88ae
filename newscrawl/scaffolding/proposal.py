"""A spider that is proposed for a site: the fewest declarations that read its pages right, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.items import Article
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.gathering import Gathered
from newscrawl.scaffolding.inducing import induced
from newscrawl.scaffolding.naming import class_name
from newscrawl.scaffolding.rereading import Outcome, Rereader
from newscrawl.scaffolding.site_pages import SitePages
from newscrawl.scaffolding.spider_file import spider_source

__all__ = ["Proposal", "propose"]


@dataclass(slots=True)
class Proposal:
    """A spider that could be written.

    - ``declared``: its attributes, ``name`` and ``region`` among them, in the order of its file.
    - ``listings``, ``articles``: what it makes of the saved pages.
    - ``reasons``: why each thing is declared that is no name and no start.
    - ``notes``: what was not found, or is doubtful, each with what to try.
    """

    base: type[NewsSpider]
    declared: dict[str, Any]
    about: str
    listings: list[Outcome] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def kind(self) -> type[NewsSpider]:
        """The spider's class, as its file will declare it."""
        return type(class_name(self.declared["name"]), (self.base,), dict(self.declared))

    @property
    def source(self) -> str:
        """The spider's file."""
        return spider_source(self.base, self.declared, self.about)


def propose(found: Gathered, name: str, region: str, settings: Settings, **more: Any) -> Proposal:
    """The spider for gathered pages. ``more``: what else it declares."""
    declared = {"name": name, "region": region, **found.walk.starts, **more}
    proposal = Proposal(found.base, declared, "")
    for one in induced(proposal.kind, found, settings):
        proposal.declared[one.name] = one.css
        proposal.reasons.append(f"{one.name}: {one.why}")
    read_all(proposal, found, settings)
    names = Counter(article.publisher for article in proposal.articles if article.publisher)
    proposal.about = names.most_common(1)[0][0] if names else ""
    proposal.notes += doubts(proposal, found)
    return proposal


def read_all(proposal: Proposal, found: Gathered, settings: Settings) -> None:
    """Read the gathered pages with the spider as it is declared."""
    reader = Rereader(proposal.kind, settings, found.pages)
    proposal.listings = [reader.read(page) for page in found.listings]
    outcomes = [reader.read(one.page) for one in found.articles]
    proposal.articles = [outcome.article for outcome in outcomes if outcome.article]


def doubts(proposal: Proposal, found: Gathered) -> Iterator[str]:
    """What was not found, with what to try."""
    first, count = proposal.listings[0], len(proposal.articles)
    if found.start.asked:
        yield f"{found.start.asked[0]} leads to {found.start.url}, which is declared"
    if not first.further and "start_urls" in proposal.declared:
        yield "no next page: if there is one, declare next_page = CSS of its link"
    for name in ("published_at", "source"):
        missing = sum(getattr(article, name) is None for article in proposal.articles)
        if missing:
            mark = "published" if name == "published_at" else name
            yield f"no {mark} on {missing} of {count} articles: if their pages show it, declare {mark} = CSS"


def site_pages(proposal: Proposal, found: Gathered, settings: Settings) -> SitePages:
    """The pages to save, and what the proposed spider makes of each."""
    reader, site = Rereader(proposal.kind, settings, found.pages), SitePages()
    for page in found.listings:
        site = site.with_page(page, facts(reader.read(page), proposal.kind.timezone))
    for one in found.articles:
        site = site.with_page(one.page, facts(reader.read(one.page), proposal.kind.timezone), one.parts)
    return site
